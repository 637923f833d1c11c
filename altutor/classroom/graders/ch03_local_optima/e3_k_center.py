"""Grades e3_k_center: distances of one pair of rows at a time, and a search through all rows at each step."""

from collections.abc import Callable
from math import dist
from statistics import fmean
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="Farthest first",
    kind="implement",
    goals=("3.6",),
    minutes=20,
    difficulty=2,
    importance=2,
    needs=("chapter 3, Five ways out, and what each costs",),
    terms=("pool", "core-set", "labelled set", "query"),
    instead_of=("altutor.strategies.coverage:core_set",),
    mistakes=(
        Mistake(
            "mean-distance",
            "This uses the mean distance to all labelled rows. A row beside one labelled row then looks far away "
            "because the other labelled rows are far: what counts is whether anyone nearby has a label.",
        ),
        Mistake(
            "first-only",
            "This measures the distance to the first labelled row alone. The other labelled rows cover their "
            "surroundings, too.",
        ),
        Mistake(
            "farthest-labelled",
            "This is the distance to the farthest labelled row. A row is covered when its nearest labelled row is "
            "close, wherever the others are.",
            hint=2,
        ),
        Mistake(
            "squared",
            "These are squared distances. They put the rows in the same order, but they are not in the unit of the "
            "features.",
            hint=2,
        ),
        Mistake(
            "city-block",
            "This adds up the differences without squaring them, which is another distance: the way along the axes, "
            "not the straight line.",
            hint=2,
        ),
        Mistake(
            "nearest-first",
            "This asks about the row that is nearest to a labelled row. Its surroundings have a label already; "
            "core-set goes where none is.",
        ),
        Mistake(
            "not-updated",
            "This measures all distances once, at the start. A row that has just been chosen covers its surroundings, "
            "and the next one must be far from it, too; otherwise all queries go to the same far corner.",
            hint=2,
        ),
        Mistake(
            "same-row-again",
            "This chooses one row again and again. The row that was just chosen counts as labelled, and its distance "
            "to the nearest labelled row, itself, is 0.",
            hint=2,
        ),
    ),
)


def _distances(features: Any, labelled: list[int], of: Callable[[list[float]], float] = min) -> list[float]:
    return [of([dist(row, features[known]) for known in labelled]) for row in features]


def _greedy(
    features: Any, labelled: list[int], k: int, of: Callable[[list[float]], float] = min
) -> tuple[list[int], float]:
    """Return the rows, and how far apart the best and the second best were at the closest step."""
    known, apart = list(labelled), np.inf
    for _ in range(k):
        score = _distances(features, known, of)
        best, *rest = sorted((row for row in range(len(score)) if row not in known), key=lambda row: -score[row])
        apart = min(apart, score[best] - score[rest[0]]) if rest else apart
        known.append(best)
    return known[len(labelled) :], apart


def _features(ask: Ask, n: int, d: int) -> Any:
    """Return rows around four centres, with features of several units."""
    centres = ask.rng.normal(0.0, 4.0, (4, d))
    return np.round(
        (centres[ask.rng.integers(4, size=n)] + ask.rng.normal(0.0, 1.0, (n, d))) * ask.rng.uniform(0.5, 2, d), 2
    )


@EXERCISE.part(
    points=2,
    asks="`nearest_distance` is the distance of each row to the nearest labelled row",
    hints=(
        "Take one row and two labelled rows. Which of the two distances says whether the row is covered?",
        "Compute all distances first: one for each pair of a row and a labelled row. Square each difference, add up "
        "over the features, take the root.",
        "The distances form a table with a line for each row and a column for each labelled row. Keep the smallest "
        "number of each line.",
    ),
)
def nearest(ask: Ask) -> None:
    """Use one, two and more features; one, two and more labelled rows."""
    for d, known in ((2, 3), (1, 2), (4, 1)):
        features = _features(ask, 7, d)
        labelled = [int(row) for row in ask.rng.permutation(7)[:known]]
        expected = _distances(features, labelled)
        row = int(np.argmax(expected))
        to = {one: dist(features[row], features[one]) for one in labelled}
        ask("nearest_distance", features=features, labelled=labelled).equals(
            expected,
            because=f"row {row} is {', '.join(f'{value:.4g} away from row {one}' for one, value in to.items())}, so "
            f"its number is {expected[row]:.4g}; and so on.",
            mistakes={
                "mean-distance": _distances(features, labelled, fmean),
                "first-only": _distances(features, labelled[:1]),
                "farthest-labelled": _distances(features, labelled, max),
                "squared": np.square(expected),
                "city-block": [min(np.abs(one - features[known]).sum() for known in labelled) for one in features],
            },
        )


@EXERCISE.part(
    points=3,
    asks="`k_center` returns the rows that are farthest from all labelled rows, one after the other",
    hints=(
        "Choose a single row first. Which row has the largest distance to its nearest labelled row?",
        "What does the first chosen row change for all others? Which distances can have become smaller?",
        "Repeat k times: compute the nearest distances to all rows that are labelled by now, find the largest, note "
        "its row, and add that row to the labelled ones.",
    ),
)
def order(ask: Ask) -> None:
    """Choose pools on which every slip gives other rows; ask for a few, for one, and for all."""
    while True:
        n = int(ask.rng.integers(10, 13))
        features, labelled = _features(ask, n, 2), [int(row) for row in ask.rng.permutation(n)[:3]]
        expected, apart = _greedy(features, labelled, 4)
        start = _distances(features, labelled)
        first = [dist(row, features[labelled[0]]) for row in features]
        free = sorted((row for row in range(n) if row not in labelled), key=lambda row: -start[row])
        wrong = {
            "same-row-again": [expected[0]] * 4,
            "not-updated": free[:4],
            "mean-distance": _greedy(features, labelled, 4, fmean)[0],
            "first-only": sorted(free, key=lambda row: -first[row])[:4],
            "farthest-labelled": _greedy(features, labelled, 4, max)[0],
            "nearest-first": _greedy(features, labelled, 4, lambda distances: -min(distances))[0],
        }
        different = len({tuple(rows) for rows in [expected, *wrong.values()]}) == len(wrong) + 1
        if apart > 1e-6 and different and expected[1] != free[1]:
            break
    ask("k_center", features=features, labelled=labelled, k=4).equals(
        expected,
        because=f"row {free[0]} is farthest at the start: its nearest labelled row is {start[free[0]]:.4g} away. "
        f"From then on it has a label. Row {free[1]} was second, but is only "
        f"{dist(features[free[0]], features[free[1]]):.4g} away from row {free[0]}; row {expected[1]} is farther "
        "from all labelled rows.",
        mistakes=wrong,
    )
    ask("k_center", features=features, labelled=labelled[:1], k=1).equals(
        _greedy(features, labelled[:1], 1)[0],
        because=f"with k = 1 one row is asked about, the one that is farthest from row {labelled[0]}.",
    )
    apart = 0.0
    while apart < 1e-6:
        features = _features(ask, 8, 3)
        whole, apart = _greedy(features, [5, 2], 6)
    ask("k_center", features=features, labelled=[5, 2], k=6).equals(
        whole, because="with k = 6 each of the other rows is asked about once, the farthest first."
    )
