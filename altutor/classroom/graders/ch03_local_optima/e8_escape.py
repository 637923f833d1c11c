"""Grades e8_escape: a strategy plays on traps that nobody has seen, and its extra queries are counted."""

from __future__ import annotations

from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch03_local_optima import traps

RUNS, FREED, RIGHT = 30, 27, 0.95


def _constants(rng: np.random.Generator) -> dict[str, Any]:
    extra = int(rng.choice([4, 5]))
    return {"BUDGET": 10 * extra, "EXTRA": extra}


EXERCISE = Exercise(
    title="Escape from the trap",
    kind="design",
    goals=("3.6",),
    minutes=30,
    difficulty=3,
    importance=3,
    needs=("ch03 e7", "chapter 3, Five ways out, and what each costs"),
    terms=(
        "trap",
        "hidden cluster",
        "least confidence",
        "query strategy",
        "control",
        "cluster first",
        "core-set",
        "budget",
    ),
    constants=_constants,
    mistakes=(
        Mistake(
            "asked-again",
            "This row has a label already. A strategy that may ask again spends its whole budget on one row.",
        ),
        Mistake(
            "never-explores",
            "Every query was about the row of least confidence: this is uncertainty sampling as it is, and it never "
            "asks where the model is sure and wrong.",
        ),
        Mistake(
            "outliers",
            "Most of the extra queries were about stray rows. A strategy that goes to the farthest row goes to "
            "outliers first, and there are more of them than labels to spare.",
            hint=2,
        ),
        Mistake(
            "too-few-random",
            "The extra queries miss the hidden cluster in many runs. If they are random, that is chance: n random "
            "labels miss a cluster of mass h with probability (1 - h) ** n, and this budget allows for few.",
            hint=1,
        ),
        Mistake(
            "all-random",
            "Most queries are about other rows than the least sure one. Random sampling finds every cluster of this "
            "size, and gives away what uncertainty sampling is good at.",
        ),
        Mistake(
            "too-dear",
            "This explores more than the extra labels pay for.",
            hint=1,
        ),
    ),
)


@EXERCISE.part(
    points=5,
    asks="at least 27 of 30 runs are freed",
    hints=(
        "Four random labels miss a cluster of mass 0.15 in half of the runs. What do you know of the pool that chance "
        "does not use?",
        "The features show clusters before any label is bought. Which of them has no label yet? How do you tell a "
        "cluster from a stray row?",
        "In the first rounds, ask in the part of the pool that is farthest from all labelled rows and still has many "
        "rows close together (by k-means, or by the distance to the tenth neighbour). Then go over to least "
        "confidence: it repairs the line on its own.",
    ),
    seconds=10.0,
    draws=1,
)
def escape(ask: Ask) -> None:
    """Play on traps."""
    played = traps.play(ask, [traps.draw(ask.rng, hidden=True) for _ in range(RUNS)], _queries(ask))
    if played is None:
        return
    freed = int(np.sum(played.accuracy >= RIGHT))
    met = int(np.sum((played.groups == traps.HIDDEN).any(axis=1)))
    spent = played.extra.sum() / RUNS
    strays = float(np.mean(played.groups[played.extra] == traps.STRAY)) if spent else 0.0
    ask.answer(f"next_query in all rounds of {RUNS} traps", freed >= FREED).holds(
        freed >= FREED,
        expected=f"at least {FREED} runs with a held-out accuracy of {RIGHT} or more at the end",
        because="without the hidden cluster the model is wrong on 10% to 20% of the rows.",
        came=f"{freed} such runs; {met} runs asked about the hidden cluster. A run had {spent:.1f} extra queries on "
        f"average, "
        f"of which {strays:.0%} were about stray rows",
        mistakes={"never-explores": spent == 0, "outliers": strays > 0.5, "too-few-random": met < FREED},
    )


@EXERCISE.part(
    points=2,
    asks="the mean number of extra queries is at most `EXTRA`",
    hints=(
        "When does exploring have to end? `round` says how far the run is, and `labelled` how much is known.",
        "Spend the extra queries in the first rounds, count them by `round`, and ask least confidence in all others.",
    ),
    seconds=10.0,
    draws=1,
)
def price(ask: Ask) -> None:
    """Play on traps and on pools without a hidden cluster, and count."""
    allowed, rounds = ask.constants["EXTRA"], _queries(ask)
    played = traps.play(ask, [traps.draw(ask.rng, hidden=run % 2 == 0) for run in range(20)], rounds)
    if played is None:
        return
    spent = played.extra.sum() / 20
    ask.answer(f"next_query in all {rounds} rounds of 20 runs", bool(spent <= allowed)).holds(
        spent <= allowed,
        expected=f"at most {allowed} extra queries a run on average",
        because=f"the task allows for {allowed} labels more than the {ask.constants['BUDGET']} of least confidence: "
        f"10%.",
        came=f"{spent:.1f}",
        mistakes={"all-random": spent > rounds / 2, "too-dear": True},
    )


def _queries(ask: Ask) -> int:
    return int(ask.constants["BUDGET"]) + int(ask.constants["EXTRA"])
