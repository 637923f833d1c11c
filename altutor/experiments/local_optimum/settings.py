"""The settings of the experiment, and the runs of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from altutor.data.trap import Points, Trap
from altutor.engine import simulate_runs
from altutor.pool import History, Oracle
from altutor.problems import Histories, Problem
from altutor.simulate import simulate
from altutor.strategies import (
    Strategy,
    cluster_first,
    core_set,
    density_weighted,
    least_confidence,
    mean_kl,
    mixed,
    random,
    random_first,
)

POOL_ROWS = 1000
HELDOUT_ROWS = 1000  # drawn afresh with every seed, so that intervals over seeds cover the choice of held-out rows
START_PER_CLASS = 1  # from the visible clusters: the start of someone who never saw the hidden one
BUDGET = 60
ROUNDS = (0, 2, 5, 10, 20, 40, 60)  # rounds whose accuracy is kept
SEEDS = {"quick": 100, "full": 200}  # more would make the results file larger than two megabytes
TOGETHER = 10  # seeds that one process does together

POOLS = {"trap": Trap(), "control": Trap(hidden_mass=0.0)}
EPSILON = {"epsilon 0.05": 0.05, "epsilon 0.1": 0.1, "epsilon 0.2": 0.2}
# With two classes least confidence, margin and entropy all ask about the row nearest to 0.5: one cell serves for three.
CURVES: dict[str, Strategy] = {
    "random": random,
    "uncertainty": least_confidence,
    **{name: mixed(least_confidence, epsilon) for name, epsilon in EPSILON.items()},
}
WAYS_OUT: dict[str, Strategy] = {
    "random first": random_first(least_confidence, 20),
    "cluster first": cluster_first(least_confidence, 5),
    "core-set": core_set,
    "committee": mean_kl(5),
    "density": density_weighted,
}
STRATEGIES = CURVES | WAYS_OUT
CELLS = [(pool, strategy) for pool in POOLS for strategy in STRATEGIES]
SHOWN = [  # whose learning curves are kept: the control's others would lie on these
    *(("trap", strategy) for strategy in CURVES),
    *(("control", strategy) for strategy in ("random", "uncertainty", "epsilon 0.1")),
]

RANDOM_STARTS = 100  # a seed
START_SIZES = (1, 2, 5, 10, 15, 20, 30)

# The phase diagram: mass of the hidden cluster x random labels in the start x share of random queries.
MASSES = {"quick": (0.05, 0.15, 0.25), "full": (0.02, 0.05, 0.1, 0.15, 0.25)}
STARTS = {"quick": (0, 10, 20), "full": (0, 5, 10, 20, 40)}  # beside the two visible rows
SHARES = {"quick": (0.0, 0.1, 0.2), "full": (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)}
RUNS_PER_SEED = {"quick": 2, "full": 5}  # at each point of the diagram: 200 and 1,000 runs in all


def draw(pool: str, seed: int) -> tuple[Points, Points]:
    """Return the pool and the held-out rows of a seed."""
    rng = np.random.default_rng([seed, 4])
    return POOLS[pool].draw(POOL_ROWS, rng), POOLS[pool].draw(HELDOUT_ROWS, rng)


def simulate_cell(pool: str, strategy: str, seed: int) -> tuple[Points, History]:
    """Return the pool of a seed, and what a strategy did on it, by the plain loop."""
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


def simulate_cells(pool: str, seeds: Iterable[int]) -> Iterator[tuple[str, list[Points], Histories]]:
    """Yield what each strategy did on the pools of some seeds: strategy, pools, histories."""
    drawn = [draw(pool, seed) for seed in seeds]
    problems = [
        Problem(points.features, points.labels, points.start(START_PER_CLASS), heldout.features, heldout.labels, seed)
        for seed, (points, heldout) in zip(seeds, drawn, strict=True)
    ]
    for strategy, score in STRATEGIES.items():
        (histories,) = simulate_runs(problems, score, BUDGET, block=len(problems))
        yield strategy, [points for points, _ in drawn], histories
