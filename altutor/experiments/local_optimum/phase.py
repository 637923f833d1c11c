"""The phase diagram: how often uncertainty sampling is stuck, by hidden mass, start and share of random queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.claims import Sample
from altutor.data.trap import Points, Trap, probability_found, probability_missed
from altutor.engine import simulate_runs
from altutor.experiments.local_optimum.settings import (
    BUDGET,
    MASSES,
    POOL_ROWS,
    RUNS_PER_SEED,
    SHARES,
    START_PER_CLASS,
    STARTS,
)
from altutor.problems import Problem
from altutor.strategies import least_confidence, mixed

if TYPE_CHECKING:
    import pandas as pd

    from altutor.study import Row, Run

PHASE = "phase"  # the "strategy" of its rows
POINT = ["hidden_mass", "random_start", "epsilon"]


def phase_rows(scale: str, run: Run) -> list[Row]:
    """Return one row a point of the diagram: of how many runs of these seeds the hidden cluster was never labelled."""
    rows = []
    for mass in MASSES[scale]:
        streams = [[seed, 6, number] for seed in run.seeds for number in range(RUNS_PER_SEED[scale])]
        pools = [Trap(hidden_mass=mass).draw(POOL_ROWS, np.random.default_rng(stream)) for stream in streams]
        hidden = np.array([pool.hidden for pool in pools])
        for size in STARTS[scale]:
            problems = [_problem(pool, size, stream) for pool, stream in zip(pools, streams, strict=True)]
            for epsilon in SHARES[scale]:
                stuck = 0
                done = 0
                for histories in simulate_runs(problems, mixed(least_confidence, epsilon), BUDGET):
                    labelled = np.hstack([histories.starts, histories.queries])
                    here = hidden[done : done + len(labelled)]
                    stuck += int((~np.take_along_axis(here, labelled, axis=1).any(axis=1)).sum())
                    done += len(labelled)
                point = {"hidden_mass": mass, "random_start": size, "epsilon": epsilon}
                rows.append(
                    {"pool": "trap", "strategy": PHASE, "seed": run.seed, "round": BUDGET, **point}
                    | {"runs": done, "stuck": stuck}
                )
    return rows


def closed_form(mass: float, size: float, epsilon: float) -> float:
    """Return (1 - h)^n (1 - e h)^t: neither the start nor the random queries meet the hidden cluster."""
    return float(probability_missed(size, mass) * (1.0 - probability_found(BUDGET, epsilon, mass)))


def points(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a point: runs, those that are stuck, and the closed form's share."""
    summed = table[table["strategy"] == PHASE].groupby(POINT)[["runs", "stuck"]].sum().reset_index()
    return summed.assign(closed_form=[closed_form(*point) for point in summed[POINT].to_numpy()])


def measured_less_closed_form(table: pd.DataFrame) -> Sample:
    """Return the difference of measured and predicted share, averaged over the diagram; one value a block of seeds."""
    rows = table[table["strategy"] == PHASE]
    predicted: NDArray[np.float64] = np.array([closed_form(*point) for point in rows[POINT].to_numpy()])
    return Sample((rows["stuck"] / rows["runs"] - predicted).groupby(rows["seed"]).mean().to_numpy(dtype=float))


def _problem(pool: Points, size: int, stream: list[int]) -> Problem:
    """Start from one row of each visible cluster and `size` random others; a larger start holds the smaller ones."""
    visible = pool.start(START_PER_CLASS)
    others = np.setdiff1d(np.arange(POOL_ROWS), visible)
    drawn = np.random.default_rng([*stream, 1]).permutation(others)[:size]
    seed = int(np.random.SeedSequence(stream).generate_state(1)[0])
    return Problem(pool.features, pool.labels, [*visible, *drawn], seed=seed)
