"""Reads the data sets that a student's `make` returns, looks for a line between the classes, and runs strategies."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.shown import shown

RUNS, ROWS, HELD = 40, 300, 600
Array = np.ndarray[Any, Any]
Data = tuple[Array, Array, list[int]]


def read(ask: Ask, called: str, value: Any, n: int) -> Data | None:
    """Return what `make` gave, if it is data at all; only verdicts are recorded, since all good data are right."""

    def require(right: bool, expected: str, because: str, came: str) -> bool:
        ask.answer(called, right).holds(right, expected, because, came)
        return right

    try:
        features, labels, start = value
        features, labels = np.asarray(features, dtype=float), np.asarray(labels, dtype=float)
        rows = [int(row) for row in start]
        fits = features.shape == (n, 2) and labels.shape == (n,) and bool(np.isfinite(features).all())
    except (TypeError, ValueError, OverflowError):
        fits = False
    wanted = f"features of shape ({n}, 2), labels of shape ({n},) and a list of rows"
    if not require(fits, wanted, "the three are used for the runs.", shown(value)):
        return None
    classes, largest = np.unique(labels).tolist(), float(np.abs(features).max())
    start_fits = 2 <= len(set(rows)) == len(rows) <= 4 and min(rows) >= 0 and max(rows) < n
    both = start_fits and len(set(labels[rows])) == 2
    wanted = f"2 to 4 different rows from 0 to {n - 1}, of both classes"
    good = (
        require(classes == [0.0, 1.0], "the labels 0 and 1, both of them", "there are two classes.", f"{classes[:6]}"),
        require(both, f"as the start {wanted}", "logistic regression needs both.", f"the start {rows[:8]}"),
        require(largest <= 50, "coordinates from -50 to 50", "the task says so.", f"one of {largest:.4g}"),
    )
    return (features, labels.astype(np.int64), rows) if all(good) else None


def draw(ask: Ask, n: int, seeds: list[int]) -> list[Data]:
    """Return data sets for many seeds; of those that are none the first is found wrong."""
    values = ask.each("make", [(n, seed) for seed in seeds])
    found = [read(ask, f"make({n}, {seed})", value, n) for seed, value in zip(seeds, values, strict=True)]
    return [one for one in found if one is not None]


def draw_seeds(ask: Ask, n: int) -> list[int]:
    """Return different seeds."""
    return [int(seed) for seed in ask.rng.choice(10**6, size=n, replace=False)]


def line(data: list[Data]) -> bool:
    """Whether one line separates the classes of all these rows: a linear program finds the widest gap."""
    from scipy.optimize import linprog

    features = np.concatenate([one[0] for one in data])
    sign = 2.0 * np.concatenate([one[1] for one in data]) - 1.0
    rows = np.column_stack([-sign[:, None] * features, -sign, np.ones(len(sign))])
    best = linprog([0, 0, 0, -1], rows, np.zeros(len(sign)), bounds=[(-1, 1), (-1, 1), (None, None), (None, 1)])
    return bool(best.status == 0 and best.x[3] > 1e-7)


def contradicting(features: Array, labels: Array) -> float:
    """Return the share of rows whose nearest neighbour is of the other class."""
    gaps = ((features[:, None] - features) ** 2).sum(axis=2)
    np.fill_diagonal(gaps, np.inf)
    return float(np.mean(labels[gaps.argmin(axis=1)] != labels))


def run(ask: Ask, strategy: str) -> tuple[list[Data], list[Data], Array]:
    """Return pools, held-out sets and the accuracy before and after the queries, shape (runs, 2)."""
    from altutor import strategies
    from altutor.engine import simulate_runs
    from altutor.errors import AltutorError
    from altutor.problems import Problem

    seeds = draw_seeds(ask, 2 * RUNS)
    pools, heldout = draw(ask, ROWS, seeds[:RUNS]), draw(ask, HELD, seeds[RUNS:])
    if len(pools) < RUNS or len(heldout) < RUNS:
        return [], [], np.empty((0, 2))
    budget = ask.constants["BUDGET"]
    problems = [Problem(*pool, *held[:2], seed) for pool, held, seed in zip(pools, heldout, seeds, strict=False)]
    try:
        parts = list(simulate_runs(problems, getattr(strategies, strategy), budget, rounds=(0, budget)))
    except AltutorError as error:
        ask.answer("the runs on your data", None).wrong("data on which the model can be trained", "", str(error))
        return [], [], np.empty((0, 2))
    return pools, heldout, np.concatenate([part.measures["accuracy"] for part in parts])


def wrong_of_two(pool: Data, heldout: Data) -> float:
    """Return the largest share of wrong rows when only two rows of the start are known: one of each class."""
    features, labels, start = pool
    shares = []
    for one, zero in product([row for row in start if labels[row] == 1], [row for row in start if labels[row] == 0]):
        nearer = [((heldout[0] - features[row]) ** 2).sum(axis=1) for row in (one, zero)]
        shares.append(float(np.mean((nearer[0] < nearer[1]) != (heldout[1] == 1))))
    return max(shares)
