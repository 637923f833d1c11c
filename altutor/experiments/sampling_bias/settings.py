"""The settings of the experiment, and its runs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from altutor.data.overlap import Overlap
from altutor.data.trap import Trap
from altutor.engine import simulate_runs
from altutor.problems import Histories, Problem
from altutor.strategies import Strategy, core_set, least_confidence, mixed, random

POOL_ROWS = 1000
HELDOUT_ROWS = 2000  # drawn afresh with every seed
BUDGET = 160
LABELS = (20, 40, 80, 160)  # after which scores are compared; those of the start are left out
DEV_SHARE = 0.2  # of the labelled rows, drawn at random and never trained on: what a practitioner does
SEEDS = {"quick": 60, "full": 100}  # more would make the results file larger than a megabyte
TOGETHER = 10  # seeds that one process does together

OVERLAP, TRAP = Overlap(), Trap()
POOLS = ("overlap", "trap")
STRATEGIES: dict[str, Strategy] = {
    "random": random,
    "uncertainty": least_confidence,
    "epsilon 0.2": mixed(least_confidence, 0.2),
    "core-set": core_set,
}

# Risk estimates: a model that was trained before, judged on rows that are drawn by how unsure it is.
RISK_POOL_ROWS = 500
RISK_START = 20  # random labels that the judged model is trained on
RISK_LABELS = (10, 20, 50, 100)
FLOORS = (1.0, 0.5, 0.1)  # share of the chance that all rows have alike; 1 is random sampling
RISK_RUNS_PER_SEED = {"quick": 10, "full": 100}

# The judge of confidence: a base model, trained on rows of its own. On the trap it has seen no hidden row.
BASE_ROWS = 40

# Two-sample tests: the rows asked about against as many of the others.
PERMUTATIONS = {"quick": 39, "full": 199}
TESTED = ("random", "uncertainty")
EVERY = {"quick": 3, "full": 1}  # the seeds that are tested: a test fits 500 models
ALPHA = 0.05


def problem(pool: str, seed: int) -> Problem:
    """Return the pool, start and held-out rows of a seed; the start is one random row of each (visible) class."""
    rng = np.random.default_rng([seed, 11, POOLS.index(pool)])
    if pool == "trap":
        points, heldout = TRAP.draw(POOL_ROWS, rng), TRAP.draw(HELDOUT_ROWS, rng)
        return Problem(points.features, points.labels, points.start(1), heldout.features, heldout.labels, seed)
    features, labels = OVERLAP.draw(POOL_ROWS, rng)
    start = [int(np.flatnonzero(labels == one)[0]) for one in (0, 1)]
    return Problem(features, labels, start, *OVERLAP.draw(HELDOUT_ROWS, rng), seed)


def simulate_cell(problems: Iterable[Problem], strategy: str) -> Histories:
    """Return what a strategy asked about on some problems."""
    problems = list(problems)
    (histories,) = simulate_runs(problems, STRATEGIES[strategy], BUDGET, rounds=(), block=len(problems))
    return histories


def base_rows(pool: str, seed: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return features and labels of the rows that the base model of a seed was trained on."""
    rng = np.random.default_rng([seed, 14, POOLS.index(pool)])
    if pool == "trap":
        points = TRAP.draw(2 * BASE_ROWS, rng)
        rows = np.flatnonzero(~points.hidden)[:BASE_ROWS]
        return points.features[rows], points.labels[rows]
    return OVERLAP.draw(BASE_ROWS, rng)
