"""A set that one model chose, given to another model (Lowell, Lipton and Wallace, 2019).

On each data set each of four models buys labels by uncertainty sampling, from the same start. Each of the four is then
trained on each of the sets, and on a random one of the same size. The paper does this with text and neural networks;
here it is four classifiers and four small data sets of scikit-learn.

Every seed splits the data sets anew into pool and held-out rows. The intervals are over such splits, and say nothing of
other data sets.
"""

from __future__ import annotations

from dataclasses import asdict

from altutor.experiments import Options
from altutor.experiments.replications.paper import digest
from altutor.experiments.replications.successor.claims import claims
from altutor.experiments.replications.successor.settings import (
    MODELS,
    SEEDS,
    START_PER_CLASS,
    TASKS,
    TREES,
    load,
    transfers,
)
from altutor.experiments.replications.successor.traces import traces
from altutor.results import versions
from altutor.study import Plan, Row, Run

PROTOCOL_VERSION = 1  # raise it with every change of the code that changes a row, so that older runs are not used


def plan(options: Options) -> Plan:
    """Return the plan: one run a seed, with all data sets and models in it."""
    seeds = SEEDS[options.scale] if options.seeds is None else options.seeds
    loaded = [load(task.name) for task in TASKS]
    return Plan(
        experiment="replicate-successor",
        config={
            "scale": options.scale,
            "protocol_version": PROTOCOL_VERSION,
            "seeds": seeds,
            "tasks": [asdict(task) for task in TASKS],
            "models": list(MODELS),
            "trees": TREES,
            "start_per_class": START_PER_CLASS,
        },
        versions=versions("numpy", "scikit-learn", "scipy"),
        data={
            "source": "scikit-learn's bundled data sets",
            "rows": sum(len(labels) for _, labels in loaded),
            "sha256": digest(*(array for pair in loaded for array in pair)),
        },
        runs=[Run({"cells": "all"}, seed) for seed in range(seeds)],
        work=work,
        claims=claims(),
        traces=traces,
    )


def work(run: Run) -> list[Row]:
    """Return one row per data set, acquisition model (or chance) and successor."""
    import sklearn

    with sklearn.config_context(assume_finite=True, skip_parameter_validation=True):
        return [
            {
                "task": task.name,
                "acquisition": acquisition,
                "successor": successor,
                "seed": run.seed,
                "round": task.budget,
                "accuracy": round(accuracy, 6),
            }
            for task in TASKS
            for acquisition, successor, accuracy in transfers(task, run.seed)
        ]
