"""Grades e5_minutes: seconds added up text by text, curves read by a plain search for the round before."""

from itertools import pairwise
from math import nan

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="Minutes instead of labels",
    kind="implement",
    goals=("5.3",),
    minutes=25,
    difficulty=2,
    importance=2,
    needs=(),
    terms=("learning curve", "break-even ratio", "suggestion"),
    instead_of=("altutor.experiments.ag_news_org.measures:minutes",),
    mistakes=(
        Mistake(
            "no-suggestion-not-read",
            "This leaves out the reading of texts in which nothing was marked or decided. The annotator has read them "
            "all the same, and a session with many such texts is slower than it looks.",
            hint=2,
        ),
        Mistake("seconds-for-minutes", "These are seconds. The task asks for minutes.", hint=1),
        Mistake(
            "labels-for-minutes",
            "This compares round by round, that is, at equal numbers of labels. The two ways need different times for "
            "a label, so the slower one gets more time for its rounds.",
        ),
        Mistake(
            "extrapolated",
            "This goes on after the last round with the last score. Nothing was measured there. The comparison would "
            "then hold a guess against a measurement.",
            hint=2,
        ),
        Mistake(
            "ratio-upside-down",
            "This is the ratio the other way round. An answer that gains more may take longer, not shorter.",
            hint=2,
        ),
        Mistake(
            "total-gains",
            "This compares the total gains. One way may have given more answers than the other; the break-even ratio "
            "is about one answer of each.",
        ),
        Mistake(
            "reading-left-out",
            "This takes the whole time of an answer for the decision. The text has to be read before, and that is part"
            " of the same seconds.",
            hint=2,
        ),
    ),
)


@EXERCISE.part(
    points=2,
    asks="`minutes_spent` adds up reading, marking and deciding, text by text, in minutes",
    hints=(
        "What does one text cost in seconds? Write that for all texts at once, then think of the units.",
        "Every text is read: `read` times its tokens, whatever the annotator does then.",
        "The minutes after a text are those of all texts up to it: a running sum.",
    ),
)
def time_of_a_session(ask: Ask) -> None:
    """Ask about a session of decisions and one of marked texts."""
    read, mark, decide = (round(float(ask.rng.uniform(*span)), 2) for span in ((0.15, 0.4), (2, 9), (0.5, 3)))
    for binary in (True, False):
        n = int(ask.rng.integers(5, 8))
        tokens, zero = ask.rng.integers(12, 60, size=n), np.zeros(n, dtype=int)
        answers = ask.rng.permutation([0, 0, *ask.rng.integers(1, 2 if binary else 5, size=n - 2)])
        marked, decisions = (zero, answers) if binary else (answers, zero)
        passed, shown_only, total, fewer = [], [], 0.0, 0.0
        for length, spans, yes_no in zip(tokens.tolist(), marked.tolist(), decisions.tolist(), strict=True):
            seconds = length * read + spans * mark + yes_no * decide
            total += seconds / 60
            fewer += seconds / 60 if spans + yes_no else 0.0
            passed.append(total)
            shown_only.append(fewer)
        ask(
            "minutes_spent", tokens=tokens, marked=marked, decisions=decisions, read=read, mark=mark, decide=decide
        ).equals(
            passed,
            because=f"text 0 takes {tokens[0]} x {read} s to read and {marked[0]} x {mark} s + {decisions[0]} x "
            f"{decide} s to answer, {passed[0] * 60:.2f} s in all; the others are added one by one.",
            mistakes={"no-suggestion-not-read": shown_only, "seconds-for-minutes": [60 * time for time in passed]},
        )


@EXERCISE.part(
    points=1,
    asks="`score_at` reads a learning curve on straight lines between its rounds, and gives NaN after the last",
    hints=(
        "`np.interp` draws straight lines. What does it do to the right of the last point?",
        "Overwrite what lies after the last round with NaN. The end of the last round itself was measured.",
    ),
)
def curve(ask: Ask) -> None:
    """Ask between rounds, at them, at the very end and after it."""
    minutes, scores = _curve(ask.rng, int(ask.rng.integers(4, 7)))
    end = minutes[-1]
    between = [float(ask.rng.uniform(a, b)) for a, b in pairwise(minutes)]
    times = [0.0, *between, minutes[2], end, end + 0.01, end * 1.5]
    times = [times[i] for i in ask.rng.permutation(len(times))]
    ask("score_at", times=np.array(times), minutes=np.array(minutes), scores=np.array(scores)).equals(
        [_read(time, minutes, scores) for time in times],
        because=f"the last round ends at {end:.4g} minutes; before that the score lies on the line between the rounds.",
        mistakes={"extrapolated": [_read(min(time, end), minutes, scores) for time in times]},
    )


@EXERCISE.part(
    points=2,
    asks="`lead` compares two curves at the times at which the rounds of the first end",
    hints=(
        "At which times is the first curve known without any line? Read the other one there.",
        "`score_at` of the second way, at the minutes of the first, gives what to subtract.",
    ),
)
def equal_minutes(ask: Ask) -> None:
    """Let the second way end earlier than the first, and then later."""
    for share in (0.7, 1.6):
        n = int(ask.rng.integers(4, 6))
        (minutes_1, scores_1), (minutes_2, scores_2) = _curve(ask.rng, n), _curve(ask.rng, n)
        stretch = share * minutes_1[-1] / minutes_2[-1]
        minutes_2 = [time * stretch for time in minutes_2]
        pairs = list(zip(minutes_1, scores_1, strict=True))
        ask(
            "lead",
            minutes_1=np.array(minutes_1),
            scores_1=np.array(scores_1),
            minutes_2=np.array(minutes_2),
            scores_2=np.array(scores_2),
        ).equals(
            [score - _read(time, minutes_2, scores_2) for time, score in pairs],
            because=f"at {minutes_1[1]:.4g} minutes the first way has {scores_1[1]:.4f} and the second, on its line, "
            f"{_read(minutes_1[1], minutes_2, scores_2):.4f}; the second ends at {minutes_2[-1]:.4g} minutes.",
            mistakes={
                "labels-for-minutes": [one - other for one, other in zip(scores_1, scores_2, strict=True)],
                "extrapolated": [score - _read(min(time, minutes_2[-1]), minutes_2, scores_2) for time, score in pairs],
            },
        )


@EXERCISE.part(
    points=1,
    asks="`break_even` gives the ratio of seconds per answer at which both ways gain the same per minute",
    hints=(
        "How much does one answer of each way gain?",
        "If one answer gains half of what the other gains, which part of the other's seconds may it take?",
    ),
)
def ratio_of_seconds(ask: Ask) -> None:
    """Check that both ways then gain the same per second."""
    gain_1, gain_2 = (round(float(gain), 3) for gain in ask.rng.permutation([0.03, 0.17]) + ask.rng.uniform(0, 0.02, 2))
    answers_1, answers_2 = (int(n) for n in ask.rng.permutation([300, 1000]) + ask.rng.integers(0, 100, 2))
    right = gain_1 * answers_2 / (answers_1 * gain_2)
    ask("break_even", gain_1=gain_1, answers_1=answers_1, gain_2=gain_2, answers_2=answers_2).equals(
        right,
        because=f"one answer of the first way gains {gain_1 / answers_1:.3g}, one of the second "
        f"{gain_2 / answers_2:.3g}.",
        mistakes={"ratio-upside-down": 1 / right, "total-gains": gain_1 / gain_2},
    )


@EXERCISE.part(
    points=1,
    asks="`longest_decision` gives the seconds left for a decision, or None where reading alone takes too long",
    hints=(
        "How many seconds may one yes/no answer take in all, by the ratio?",
        "Of these seconds, the reading of the text takes a part. What is left is for the decision; less than nothing "
        "is None.",
    ),
)
def seconds_left(ask: Ask) -> None:
    """Ask where something is left, and where the reading takes too long."""
    for low, high in ((0.1, 0.9), (1.5, 4.0), (-0.9, -0.1)):
        left = float(ask.rng.uniform(low, high))
        tokens, read = round(float(ask.rng.uniform(30, 50)), 1), round(float(ask.rng.uniform(0.15, 0.3)), 2)
        seconds = round(float(ask.rng.uniform(12, 30)), 1)
        ratio = (read * tokens + left) / seconds
        ask("longest_decision", ratio=ratio, tokens=tokens, read=read, seconds_per_marked_text=seconds).equals(
            left if left > 0 else None,
            because=f"an answer may take {ratio:.4g} x {seconds} = {ratio * seconds:.4g} s, and reading takes {read} x "
            f"{tokens} = {read * tokens:.4g} s of these.",
            mistakes={"reading-left-out": ratio * seconds},
        )


def _curve(rng: np.random.Generator, rounds: int) -> tuple[list[float], list[float]]:
    """Return the minutes and scores of a start and of rounds of unequal length."""
    minutes = [0.0, *np.cumsum(rng.uniform(8, 40, size=rounds)).tolist()]
    rising = 0.5 + np.cumsum(rng.uniform(0.01, 0.06, size=rounds + 1)) + rng.normal(0, 0.01, size=rounds + 1)
    return minutes, [float(score) for score in rising]


def _read(time: float, minutes: list[float], scores: list[float]) -> float:
    """Return the score of a curve at a time."""
    for (begin, low), (end, high) in pairwise(zip(minutes, scores, strict=True)):
        if begin <= time <= end:
            return low + (high - low) * (time - begin) / (end - begin)
    return nan
