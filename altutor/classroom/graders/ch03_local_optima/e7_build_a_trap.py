"""Grades e7_build_a_trap: looks for a separating line by a linear program, and runs two strategies on 40 data sets."""

from __future__ import annotations

from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch03_local_optima.built_traps import (
    ROWS,
    RUNS,
    contradicting,
    draw,
    draw_seeds,
    line,
    run,
    wrong_of_two,
)

STUCK, FREE = 38, 0.95


def _constants(rng: np.random.Generator) -> dict[str, Any]:
    return {"HIDDEN_MASS": float(rng.choice([0.1, 0.12, 0.15, 0.18])), "BUDGET": int(rng.choice([30, 40, 50]))}


EXERCISE = Exercise(
    title="Build a trap",
    kind="design",
    goals=("3.1", "3.2"),
    minutes=30,
    difficulty=3,
    importance=3,
    needs=("chapter 3, The trap, step by step",),
    terms=("trap", "uncertainty sampling", "least confidence", "start", "hidden cluster", "hidden mass", "stuck"),
    instead_of=("altutor.data.trap:Trap",),
    uses=("altutor.engine", "altutor.problems", "altutor.strategies"),
    constants=_constants,
    mistakes=(
        Mistake(
            "same-every-seed",
            "The seed is not used: all 40 runs would be one run, and the held-out rows would be rows that were trained"
            " on.",
        ),
        Mistake("unseeded", "The chance does not come from the seed: nobody could repeat a run.", hint=1),
        Mistake(
            "noise",
            "Labels that contradict those of their neighbours are noise. No model can learn them, so a failure on them"
            " says nothing about how the rows were chosen.",
        ),
        Mistake(
            "no-line",
            "The classes lie in clean groups, but no line separates them. Then the model is too weak for the data, and"
            " random sampling fails as well. A trap has to be solvable by the very model that it catches.",
            hint=2,
        ),
        Mistake(
            "too-small",
            "The start leaves the model wrong on fewer rows than that, or on hardly more, and 40 samples vary: there "
            "is not enough to miss.",
            hint=2,
        ),
        Mistake(
            "start-holds-it",
            "The start has a row of the part that should be hidden. A model that has seen it is right there, or "
            "unsure.",
            hint=2,
        ),
        Mistake(
            "near-side",
            "The first model is wrong on enough rows, but uncertainty sampling finds them. They are too near the "
            "boundary: what is hidden has to be the place where the model is surest.",
            hint=3,
        ),
        Mistake(
            "too-flat",
            "Random sampling fails as well. Then the data are hard for this model, and not for this strategy. "
            "(Coordinates that are nearly the same for all rows do that: the penalty of logistic regression keeps its "
            "weights small.)",
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`make` returns valid data that depend on the seed, and on nothing else",
    hints=(
        "`np.random.default_rng(seed)` gives chance that can be repeated.",
        "Draw everything from that one generator: which group a row belongs to, and where in its group it lies.",
    ),
    draws=2,
)
def valid(ask: Ask) -> None:
    """Ask twice with one seed, and once with another."""
    n, (one, other) = int(ask.rng.integers(200, 400)), draw_seeds(ask, 2)
    data = draw(ask, n, [one, one, other])
    if len(data) < 3:
        return
    first, again, another = (row[0] for row in data)
    same = bool(np.array_equal(first, again) and np.array_equal(data[0][1], data[1][1]) and data[0][2] == data[1][2])
    new = not np.allclose(np.sort(first, axis=0), np.sort(another, axis=0))
    ask.answer(f"make({n}, {one}), called twice", same).holds(
        same,
        expected="the same data both times",
        because="a seed fixes everything random in a run.",
        came="two different data sets",
        mistakes={"unseeded": True},
    )
    ask.answer(f"make({n}, {one}) and make({n}, {other})", new).holds(
        new,
        expected="different rows",
        because="40 runs on the same rows would be one run.",
        came="the same rows",
        mistakes={"same-every-seed": True},
    )


@EXERCISE.part(
    points=2,
    asks="one straight line separates the classes",
    hints=(
        "Give each group of rows a border, such as a disc or a box: a Gaussian has none.",
        "Two groups of one class on either side of the other class cannot lie on one line with it. What if both are "
        "moved a little to the same side?",
        "Choose the line first, say a horizontal one. Put all groups of class 1 above it and class 0 below.",
    ),
    draws=2,
)
def one_line(ask: Ask) -> None:
    """Put the rows of ten seeds together."""
    data = draw(ask, ROWS, draw_seeds(ask, 10))
    if not data:
        return
    found = line(data)
    separate = len(data) if found else sum(line([one]) for one in data)
    noisy = 0.0 if found else float(np.mean([contradicting(*one[:2]) for one in data]))
    ask.answer(f"the rows of make({ROWS}, seed) for ten seeds", found).holds(
        found,
        expected="a straight line that has all rows of class 1 on one side and all rows of class 0 on the other",
        because="the trap shall lie in the choice of rows, and not in the data.",
        came=f"no such line for all ten together; {separate} of the ten data sets have one of their own",
        mistakes={"noise": noisy > 0.03, "no-line": separate == 0},
    )


@EXERCISE.part(
    points=4,
    asks="uncertainty sampling is stuck in at least 38 of 40 runs",
    hints=(
        "What does the model say that knows one row of each class? Its boundary is the perpendicular bisector of the "
        "two.",
        "A part of class 1 that the start does not hold has to lie on the wrong side of that bisector, and its share "
        "of the rows has to be somewhat larger than asked, since 40 samples vary.",
        "It also has to stay out of sight: farther from the boundary than every other row, so that the model is surest"
        " there. Behind class 0 there is room. How far back must it be for all starts?",
    ),
    seconds=10.0,
    draws=1,
)
def stuck(ask: Ask) -> None:
    """Run least confidence, and find out why it is not stuck."""
    mass, budget = ask.constants["HIDDEN_MASS"], ask.constants["BUDGET"]
    pools, heldout, accuracy = run(ask, "least_confidence")
    if not pools:
        return
    wrong = 1 - accuracy
    many = int(np.sum(wrong[:, 1] >= mass))
    before, after = wrong.mean(axis=0)
    hidden_from_two = np.mean([wrong_of_two(pool, held) >= mass for pool, held in zip(pools, heldout, strict=True)])
    ask.answer(f"{RUNS} runs with {budget} queries of least confidence", many >= STUCK).holds(
        many >= STUCK,
        expected=f"at least {STUCK} runs whose model is wrong on a share of {mass} or more of the held-out rows",
        because="a trap that catches only some runs may be bad luck.",
        came=f"{many} such runs; on average the share of wrong rows is {before:.3f} before the first query and "
        f"{after:.3f} at "
        "the end",
        mistakes={
            "start-holds-it": before < mass and hidden_from_two >= 0.5,
            "too-small": before < mass + 0.02,
            "near-side": after < 0.8 * before,
        },
    )


@EXERCISE.part(
    points=1,
    asks="random sampling is not stuck",
    hints=(
        "What does random sampling see that uncertainty sampling does not? Is it enough for the model to learn the "
        "line?",
        "The wider the empty strip between the classes, and the larger the coordinates, the faster the line is learnt.",
    ),
    seconds=10.0,
    draws=1,
)
def random_is_free(ask: Ask) -> None:
    """Run random sampling."""
    _, _, accuracy = run(ask, "random")
    if not len(accuracy):
        return
    mean = float(accuracy[:, 1].mean())
    ask.answer(f"{RUNS} runs with {ask.constants['BUDGET']} queries of random sampling", mean >= FREE).holds(
        mean >= FREE,
        expected=f"a mean held-out accuracy of at least {FREE}",
        because="only then does the failure belong to the strategy.",
        came=f"{mean:.3f}",
        mistakes={"too-flat": True},
    )
