"""Margin sampling against passive learning in high dimensions, without noise (Tifrea, Clarysse and Yang, 2023).

One feature fixes the class, and all others say nothing. Three ways to choose the labels, from the same start: at
random, where the model is least sure, and nearest to the true boundary, which no learner knows.

The paper's distribution is a mixture of the same kind. Its parameters, its 20 data sets and its numbers of labels are
not repeated here; dimensions go up to 500 at full scale. Held-out rows are drawn with every seed.
"""

from __future__ import annotations

import numpy as np

from altutor.experiments import Options
from altutor.experiments.replications.high_dimension.claims import claims
from altutor.experiments.replications.high_dimension.settings import (
    BATCH,
    BUDGET,
    DIMENSIONS,
    HELDOUT_ROWS,
    HIGH,
    INFORMED,
    INFORMED_DIMENSIONS,
    LOW,
    POOL_ROWS,
    ROUNDS,
    SEEDS,
    SEPARATIONS,
    START,
    STRATEGIES,
    C,
    draw,
    errors,
)
from altutor.experiments.replications.high_dimension.traces import traces
from altutor.experiments.replications.paper import digest
from altutor.results import versions
from altutor.study import Plan, Row, Run

PROTOCOL_VERSION = 1  # raise it with every change of the code that changes a row, so that older runs are not used


def plan(options: Options) -> Plan:
    """Return the plan: one run per dimension, start and seed, with both separations and all strategies in it."""
    seeds = SEEDS[options.scale] if options.seeds is None else options.seeds
    return Plan(
        experiment="replicate-high-dimension",
        config={
            "scale": options.scale,
            "protocol_version": PROTOCOL_VERSION,
            "seeds": seeds,
            "learner": f"logistic regression, C = {C:g}",
            "dimensions": list(DIMENSIONS[options.scale]),
            "separations": SEPARATIONS,
            "strategies": list(STRATEGIES),
            "start": START,
            "informed_start": INFORMED,
            "informed_dimensions": list(INFORMED_DIMENSIONS[options.scale]),
            "budget": BUDGET,
            "batch": BATCH,
            "rounds": list(ROUNDS),
            "heldout_rows": HELDOUT_ROWS,
        },
        versions=versions("numpy", "scipy"),
        data={
            "source": "drawn from the distribution, another pool with every seed",
            "rows": POOL_ROWS,
            "sha256": digest(np.asarray(draw(HIGH, "small", 0).features)),
        },
        # The slowest first, so that no worker is left alone with them at the end.
        runs=[
            Run({"dimension": dimension, "start": start}, seed)
            for start, dimensions in ((INFORMED, INFORMED_DIMENSIONS), (START, DIMENSIONS))
            for dimension in sorted(dimensions[options.scale], reverse=True)
            for seed in range(seeds)
        ],
        work=work,
        claims=claims(),
        traces=traces,
    )


def work(run: Run) -> list[Row]:
    """Return one row per separation, start, strategy and recorded round; of what no figure shows, the last alone."""
    dimension, start = run.cell["dimension"], run.cell["start"]
    rows = []
    for separation in SEPARATIONS if start == START else ("small",):
        problem = draw(dimension, separation, run.seed, start)
        for strategy in STRATEGIES:
            by_round, signal = errors(problem, strategy)
            cell = {"dimension": dimension, "separation": separation, "start": start, "strategy": strategy}
            rows += [
                {**cell, "seed": run.seed, "round": number, "error": round(error, 6), "signal": round(signal, 6)}
                for number, error in zip(ROUNDS, by_round, strict=True)
                if number == BUDGET or (separation == "small" and start == START and dimension in (LOW, HIGH))
            ]
    return rows
