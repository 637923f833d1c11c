"""Grades e3_dev_that_lies: expected losses of chosen rows, added up row by row."""

from __future__ import annotations

import numpy as np

from altutor.classroom.ask import Ask, alike
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch02_sampling_bias.situations import few_rows, off_by, situations, sixteenths

HIGH, LOW, RIGHT = "too high", "too low", "about right"
TURNED = {HIGH: LOW, LOW: HIGH, RIGHT: RIGHT}

EXERCISE = Exercise(
    title="The dev split that lies",
    kind="predict",
    goals=("2.2", "2.3"),
    minutes=25,
    difficulty=2,
    importance=3,
    needs=(),
    terms=("dev split", "dev gap", "pool", "accuracy", "risk", "trap", "hidden cluster"),
    mistakes=(
        Mistake(
            "error-for-score",
            "This is right for the error rate. The dev score is an accuracy, 1 minus the error rate: where the "
            "strategy seeks out what the model gets wrong, the score falls.",
            hint=2,
        ),
        Mistake(
            "error-of-the-chosen",
            "This is the expected error rate of the chosen rows, and not how far it is from that of the pool.",
        ),
        Mistake(
            "chances-for-preference",
            "This is the covariance of the loss with the chances themselves. It shrinks as the pool grows, while what "
            "it should measure does not.",
            hint=2,
        ),
        Mistake(
            "one-row-too-few",
            "This divides by N - 1, as if the pool were a sample of something larger. The rows are all there are, and "
            "the identity of the chapter is exact only with N.",
            hint=3,
        ),
        Mistake(
            "correlation",
            "This is the correlation, a number without a unit. The error rate is off by the covariance: it says how "
            "much.",
            hint=2,
        ),
        Mistake(
            "no-tolerance",
            "This takes every difference for one that matters. Below the tolerance the dev split is about right.",
            hint=3,
        ),
        Mistake(
            "labels-over-the-pool",
            "This averages what the saved labels change over the whole pool. The dev split holds chosen rows, so each "
            "row counts by its chance.",
            hint=2,
        ),
        Mistake(
            "choice-by-saved-labels",
            "This takes the saved labels for the part that the choice of rows explains. That part is about the true "
            "labels alone; otherwise the fault of the labels is blamed on the choice.",
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="each of the four constants holds a prediction",
    hints=(
        "A prediction is one of three texts, written exactly as in the task. Which one does not matter for the point.",
        "For each situation ask: does the strategy prefer rows that the model gets wrong, does it avoid them, or "
        "neither?",
    ),
    draws=1,
)
def predicted(ask: Ask) -> None:
    """Take any prediction."""
    for name in ("OVERLAP_RANDOM", "OVERLAP_UNCERTAINTY", "TRAP_RANDOM", "TRAP_UNCERTAINTY"):
        answer = ask.value(name)
        answer.holds(
            isinstance(answer.value, str) and answer.value in (HIGH, LOW, RIGHT),
            expected=f'"{HIGH}", "{LOW}" or "{RIGHT}"',
            because="a prediction is made before the result is known. Whether it comes true does not matter for "
            "the point.",
        )


@EXERCISE.part(
    points=1,
    asks="`covariance` returns the covariance of preference and loss over the pool",
    hints=(
        "The chapter shows two ways to the same number: as a covariance, and as a difference of two error rates.",
        "The preference of a row is its chance in units of an even chance, 1/N. Its mean over the pool is 1.",
        "The covariance is the mean over all N rows of (preference minus 1) times loss.",
    ),
)
def law(ask: Ask) -> None:
    """Compare with the difference of the two error rates."""
    chances, loss = few_rows(ask.rng)
    n, right = len(loss), off_by(chances, loss)
    spread = float(np.std(n * chances) * np.std(loss))
    ask("covariance", chances=chances, loss=loss).equals(
        right,
        because=f"a row drawn with these chances is wrong with probability {right + loss.mean():.4f}, a row of the "
        f"pool with probability {loss.mean():.4f}, and the covariance is the difference of the two.",
        mistakes={
            "error-of-the-chosen": right + loss.mean(),
            "chances-for-preference": right / n,
            "one-row-too-few": right * n / (n - 1),
            "correlation": right / spread,
        },
    )


@EXERCISE.part(
    points=2,
    asks="`dev_says` says whether the dev score is too high, too low or about right",
    hints=(
        "Which sign has the covariance where the strategy prefers rows that the model gets wrong?",
        "The covariance says how far the error rate is off. How far is the accuracy off, and in which direction?",
        "First see whether the covariance is small, in either direction. Only then does its sign matter.",
    ),
)
def sign(ask: Ask) -> None:
    """Ask about the four situations, and about a few rows with a tolerance near the difference, or equal to it."""
    asked = [(name, *given, 0.02) for name, given in situations(ask.rng).items()]
    for _ in range(2):
        chances, loss = few_rows(ask.rng)
        asked += [("a few rows", chances, loss, round(abs(off_by(chances, loss)) * by, 4)) for by in (0.8, 1.25)]
    asked += [
        ("eight rows", *given, abs(off_by(*given))) for given in (sixteenths(ask.rng, 1), sixteenths(ask.rng, -1))
    ]
    for name, chances, loss, tolerance in asked:
        off = off_by(chances, loss)
        without = LOW if off > 0 else HIGH
        right = RIGHT if abs(off) < tolerance else without
        answer = ask("dev_says", chances=chances, loss=loss, tolerance=tolerance)
        mistakes = {"error-for-score": TURNED[right]} if right != RIGHT else {}
        if right == RIGHT and isinstance(answer.value, str) and answer.value in (HIGH, LOW):
            (wide,) = ask.each("dev_says", [(chances, loss, 2.0)])  # no two error rates differ by that much
            mistakes = {"no-tolerance": answer.value} if wide != RIGHT else {}
        answer.equals(
            right,
            because=f"({name}) the error rate on the pool is {loss.mean():.4f}, that of chosen rows "
            f"{loss.mean() + off:.4f}; the tolerance is {tolerance}.",
            mistakes=mistakes,
        )


@EXERCISE.part(
    points=1,
    asks="`two_causes` parts the dev gap into that of the choice and that of the saved labels",
    hints=(
        "The first part knows nothing of the saved labels. You have written what it needs.",
        "The second part compares two accuracies of the same chosen rows. A row counts by its chance, in both.",
    ),
)
def causes(ask: Ask) -> None:
    """Compare with three accuracies."""
    for _ in range(1000):
        chances, loss = few_rows(ask.rng)
        saved = np.abs(loss - (ask.rng.random(len(loss)) < 0.4))
        choice, change = -off_by(chances, loss), float(chances @ loss - chances @ saved)
        over_pool = float(np.mean(loss) - np.mean(saved))
        by_saved = -off_by(chances, saved)
        if min(abs(change), abs(over_pool - change), abs(by_saved - choice)) > 0.02:
            break
    pool, true, seen = 1 - loss.mean(), 1 - chances @ loss, 1 - chances @ saved
    answer = ask("two_causes", chances=chances, loss=loss, saved_loss=saved)
    blamed = (by_saved, change), (by_saved, over_pool), (choice + change, 0.0)
    turned = (-choice, change), (-choice, -change), (choice, -change)
    answer.equals(
        (choice, change),
        because=f"the accuracy is {pool:.4f} on the pool by true labels, {true:.4f} on chosen rows by true labels, and "
        f"{seen:.4f} on chosen rows by saved labels. The parts are the two steps between these three.",
        mistakes={
            "labels-over-the-pool": (choice, over_pool),
            "choice-by-saved-labels": next((one for one in blamed if alike(answer.value, one)), blamed[0]),
            "error-for-score": next((one for one in turned if alike(answer.value, one)), turned[0]),
        },
    )
