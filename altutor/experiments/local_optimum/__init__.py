"""A hidden cluster that uncertainty sampling never asks about, the control without it, and the ways out."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from functools import partial

import numpy as np

from altutor.data.trap import Trap
from altutor.experiments import Options
from altutor.experiments.local_optimum.claims import claims
from altutor.experiments.local_optimum.phase import phase_rows
from altutor.experiments.local_optimum.settings import (
    BUDGET,
    CELLS,
    HELDOUT_ROWS,
    MASSES,
    POOL_ROWS,
    POOLS,
    RANDOM_STARTS,
    ROUNDS,
    RUNS_PER_SEED,
    SEEDS,
    SHARES,
    SHOWN,
    START_PER_CLASS,
    START_SIZES,
    STARTS,
    TOGETHER,
    draw,
    simulate_cells,
)
from altutor.experiments.local_optimum.traces import traces
from altutor.results import versions
from altutor.study import Plan, Row, Run, blocks

PROTOCOL_VERSION = 2  # raise it with every change of the code that changes a row, so that older runs are not used


def plan(options: Options) -> Plan:
    """Return the plan: each run does every cell for some seeds at once."""
    scale = options.scale
    seeds = SEEDS[scale] if options.seeds is None else options.seeds
    return Plan(
        experiment="local-optimum",
        config={
            "scale": scale,
            "protocol_version": PROTOCOL_VERSION,
            "seeds": seeds,
            "learner": "logistic regression, C = 1",
            "budget": BUDGET,
            "start_per_class": START_PER_CLASS,
            "rounds": list(ROUNDS),
            "heldout_rows": HELDOUT_ROWS,
            "random_starts": RANDOM_STARTS,
            "start_sizes": list(START_SIZES),
            "cells": [list(cell) for cell in CELLS],
            "pools": {name: asdict(trap) for name, trap in POOLS.items()},
            "phase": {
                "hidden_mass": list(MASSES[scale]),
                "random_start": list(STARTS[scale]),
                "epsilon": list(SHARES[scale]),
                "runs_per_seed": RUNS_PER_SEED[scale],
            },
        },
        versions=versions("numpy", "scikit-learn", "scipy"),
        data={"source": "altutor.data.trap", "rows": POOL_ROWS, "sha256": _digest(POOLS["trap"])},
        runs=blocks({"cells": "all"}, seeds, TOGETHER),
        work=partial(work, scale),
        claims=claims(),
        traces=traces,
    )


def work(scale: str, run: Run) -> list[Row]:
    """Return the rows of all cells for the seeds of a run, those of the random starts and of the phase diagram."""
    rows = [row for pool in POOLS for row in _cells(pool, run)]
    return rows + [row for seed in run.seeds for row in _random_starts(seed)] + phase_rows(scale, run)


def _cells(pool: str, run: Run) -> list[Row]:
    """One row per recorded round, and only the last one of cells whose curve is not shown.

    ``found`` is the round of the first query in the hidden cluster, None if stuck; ``mean_accuracy``, in the last row,
    the mean over all rounds.
    """
    rows = []
    for strategy, points, histories in simulate_cells(pool, run.seeds):
        found = histories.first_round([one.hidden for one in points])
        accuracy = histories.measures["accuracy"]
        for number, seed in enumerate(run.seeds):
            cell = {"pool": pool, "strategy": strategy, "seed": seed}
            met = None if np.isnan(found[number]) else int(found[number])
            rows += [
                {**cell, "round": done, "accuracy": float(accuracy[number, done]), "found": met}
                for done in (ROUNDS if (pool, strategy) in SHOWN else ROUNDS[-1:])
            ]
            rows[-1]["mean_accuracy"] = round(float(accuracy[number, 1:].mean()), 6)
    return rows


def _random_starts(seed: int) -> list[Row]:
    """One row per size of a start: the share of random starts without a row of the hidden cluster."""
    rng = np.random.default_rng([seed, 5])
    hidden = draw("trap", seed)[0].hidden
    # In a random order of the pool, a start of n labels misses the cluster where its first row comes after n others.
    before = np.array([int(np.argmax(rng.permutation(hidden))) for _ in range(RANDOM_STARTS)])
    return [
        {
            "pool": "trap",
            "strategy": "random start",
            "seed": seed,
            "round": 0,
            "labels": size,
            "missed": float(np.mean(before >= size)),
        }
        for size in START_SIZES
    ]


def _digest(trap: Trap) -> str:
    """Hash of the first seed's pool, to nine digits: the last ones differ between processors."""
    points = trap.draw(POOL_ROWS, np.random.default_rng([0, 4]))
    # Adding zero turns -0.0 into 0.0.
    content = (np.round(points.features, 9) + 0.0).tobytes() + points.labels.tobytes() + points.cluster.tobytes()
    return hashlib.sha256(content).hexdigest()
