"""A hidden cluster that uncertainty sampling never asks about, the control without it, and exploration as the cure."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

import numpy as np

from altutor.data.trap import Trap
from altutor.experiments import Options
from altutor.experiments.local_optimum.claims import claims
from altutor.experiments.local_optimum.settings import (
    BUDGET,
    CELLS,
    HELDOUT_ROWS,
    POOL_ROWS,
    POOLS,
    RANDOM_STARTS,
    ROUNDS,
    SEEDS,
    START_PER_CLASS,
    START_SIZES,
    draw,
    simulate_cell,
)
from altutor.experiments.local_optimum.traces import traces
from altutor.results import versions
from altutor.study import Plan, Row, Run

PROTOCOL_VERSION = 1  # raise it with every change of the code that changes a row, so that older runs are not used


def plan(options: Options) -> Plan:
    """Return the plan: one run a seed, with every cell in it, so that a run is a second of work and not a blink."""
    seeds = SEEDS[options.scale] if options.seeds is None else options.seeds
    return Plan(
        experiment="local-optimum",
        config={
            "scale": options.scale,
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
        },
        versions=versions("numpy", "scikit-learn", "scipy"),
        data={"source": "altutor.data.trap", "rows": POOL_ROWS, "sha256": _digest(POOLS["trap"])},
        runs=[Run({"cells": "all"}, seed) for seed in range(seeds)],
        work=work,
        claims=claims(),
        traces=traces,
    )


def work(run: Run) -> list[Row]:
    """Return the rows of all cells for one seed, and those of the random starts."""
    import sklearn

    with sklearn.config_context(
        assume_finite=True, skip_parameter_validation=True
    ):  # a fifth of the time of small fits
        rows = [row for pool, strategy in CELLS for row in _cell(pool, strategy, run.seed)]
    return rows + _random_starts(run.seed)


def _cell(pool: str, strategy: str, seed: int) -> list[Row]:
    """One row per recorded round; ``found`` is the round of the first query in the hidden cluster, None if stuck."""
    points, history = simulate_cell(pool, strategy, seed)
    found = history.first_round(points.hidden)
    return [
        {"pool": pool, "strategy": strategy, "seed": seed, "round": number, "accuracy": accuracy, "found": found}
        for number, accuracy in history.accuracy.items()
    ]


def _random_starts(seed: int) -> list[Row]:
    """One row per size of a start: the share of random starts without a row of the hidden cluster."""
    rng = np.random.default_rng([seed, 2])  # not the streams of the data and of the strategies
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
    points = trap.draw(POOL_ROWS, np.random.default_rng([0, 1]))
    # Adding zero turns -0.0 into 0.0.
    content = (np.round(points.features, 9) + 0.0).tobytes() + points.labels.tobytes() + points.cluster.tobytes()
    return hashlib.sha256(content).hexdigest()
