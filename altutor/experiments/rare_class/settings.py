"""The settings of the experiment, and the runs of its cells."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from altutor.data.rare import Rare, Rows
from altutor.engine import simulate_runs
from altutor.measures import accuracy, average_precision, f1
from altutor.problems import Histories, Problem
from altutor.strategies import (
    Strategy,
    core_set,
    density_weighted,
    least_confidence,
    mean_kl,
    mixed,
    random,
)

POOL_ROWS = 3000
HELDOUT_ROWS = 3000  # drawn afresh with every seed, so that intervals over seeds cover the choice of held-out rows
# Whoever looks for a rare class has seen one row of it; some labels are bought at random before the first question.
START_KNOWN, START_RANDOM = 1, 10
BUDGET = 100
ROUNDS = (0, 10, 25, 50, 100)  # rounds that are kept
# Random sampling goes on, to see how many labels it needs for what a strategy reaches with its budget.
LONG_ROUNDS = (200, 400, 800, 1600)

PREVALENCES = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005)
SHARES = (0.1, 0.2, 0.3, 0.5, 0.7)  # of the rare class in the hidden mode
# At 0.005 a pool holds too few visible rare rows to start from.
HIDDEN_AT = {"quick": (0.05,), "full": (0.5, 0.2, 0.1, 0.05, 0.02, 0.01)}

# With two classes least confidence, margin and entropy all ask about the row nearest to 0.5: one cell serves for three.
STRATEGIES: dict[str, Strategy] = {
    "random": random,
    "uncertainty": least_confidence,
    "epsilon 0.1": mixed(least_confidence, 0.1),
    "core-set": core_set,
    "density": density_weighted,
    "committee": mean_kl(5),
}
PAIR = ("random", "uncertainty")  # that are compared where the rare class is hidden in part
# What one run of the study does for its prevalence: some seconds of work.
GROUPS = {
    "quick": (("random", "uncertainty", "epsilon 0.1"),),
    "full": (("random", "uncertainty", "epsilon 0.1"), ("core-set",), ("density",), ("committee",)),
}
SEEDS = {"quick": 50, "full": 600}
TOGETHER = {"quick": 5, "full": 30}  # seeds whose mean makes a row: one row a seed would make the results too large

MEASURES = {"average_precision": average_precision, "f": f1, "accuracy": accuracy}
_DATA = 4


def draw(prevalence: float, hidden: float, seed: int) -> tuple[Rows, Rows]:
    """Return the pool and the held-out rows of a seed."""
    rng = np.random.default_rng([seed, _DATA])
    rare = Rare(prevalence, hidden)
    return rare.draw(POOL_ROWS, rng), rare.draw(HELDOUT_ROWS, rng)


def simulate_cell(
    prevalence: float, hidden: float, strategy: str, seeds: Iterable[int]
) -> tuple[list[Rows], Histories]:
    """Return the pools of some seeds, and what a strategy did on them.

    Random sampling asks on after its budget where nothing is hidden.
    """
    pools, problems = [], []
    for seed in seeds:
        pool, heldout = draw(prevalence, hidden, seed)
        start = pool.start(START_KNOWN, START_RANDOM)
        pools.append(pool)
        problems.append(Problem(pool.features, pool.labels, start, heldout.features, heldout.labels, seed))
    rounds = (BUDGET,) if hidden else ROUNDS + (LONG_ROUNDS if strategy == "random" else ())
    (histories,) = simulate_runs(
        problems, STRATEGIES[strategy], rounds[-1], measures=MEASURES, rounds=rounds, block=len(problems)
    )
    return pools, histories
