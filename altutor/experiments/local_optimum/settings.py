"""The settings of the experiment, and one run of one of its cells."""

from __future__ import annotations

import numpy as np

from altutor.data.trap import Points, Trap
from altutor.pool import History, Oracle
from altutor.simulate import simulate
from altutor.strategies import Strategy, least_confidence, mixed, random

POOL_ROWS = 1000
HELDOUT_ROWS = 1000  # drawn afresh with every seed, so that intervals over seeds cover the choice of held-out rows
START_PER_CLASS = 1  # from the visible clusters: the start of someone who never saw the hidden one
BUDGET = 60
ROUNDS = (0, 2, 5, 10, 20, 40, 60)  # rounds whose accuracy is kept
SEEDS = {"quick": 100, "full": 150}  # more would make the results file larger than a megabyte

POOLS = {"trap": Trap(), "control": Trap(hidden_mass=0.0)}
EPSILON = {"epsilon 0.05": 0.05, "epsilon 0.1": 0.1, "epsilon 0.2": 0.2}
# With two classes least confidence, margin and entropy all ask about the row nearest to 0.5: one cell serves for three.
STRATEGIES: dict[str, Strategy] = {
    "random": random,
    "uncertainty": least_confidence,
    **{name: mixed(least_confidence, epsilon) for name, epsilon in EPSILON.items()},
}
CELLS = [
    *(("trap", strategy) for strategy in STRATEGIES),
    *(("control", strategy) for strategy in ("random", "uncertainty", "epsilon 0.1")),
]

RANDOM_STARTS = 100  # a seed
START_SIZES = (1, 2, 5, 10, 15, 20, 30)


def draw(pool: str, seed: int) -> tuple[Points, Points]:
    """Return the pool and the held-out rows of a seed."""
    rng = np.random.default_rng([seed, 1])  # default_rng(seed) is the strategy's, and [seed, 0] would be the same
    return POOLS[pool].draw(POOL_ROWS, rng), POOLS[pool].draw(HELDOUT_ROWS, rng)


def simulate_cell(pool: str, strategy: str, seed: int) -> tuple[Points, History]:
    """Return the pool of a seed, and what a strategy did on it."""
    points, heldout = draw(pool, seed)
    history = simulate(
        points.features,
        Oracle(points.labels),
        points.start(START_PER_CLASS),
        STRATEGIES[strategy],
        BUDGET,
        heldout=(heldout.features, heldout.labels),
        rounds=ROUNDS,
        seed=seed,
    )
    return points, history
