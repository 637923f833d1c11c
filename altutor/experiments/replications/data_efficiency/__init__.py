"""Data efficiency of uncertainty sampling against the error of the final classifier (Mussmann and Liang, 2018).

Data efficiency is how many times fewer labels than random sampling uncertainty sampling needs for the same error. Here
that error is the larger of the two that they end with, and efficiency is read off learning curves that are means of a
block of runs: a single curve is too rough for it. The final error is that of the model trained on all of the pool.

The paper takes 21 data sets from OpenML. Here ten binary tasks are made of data sets that come with scikit-learn, half
of them of the digits, so that they are not independent of each other. Each also runs with a share of its labels
flipped. Intervals are over blocks of random splits, not over data sets.

Two things here can pull the correlations down. Efficiency has a ceiling, the budget over the start. And where one class
is rare, as the eights among the digits, a model that never names it has an error no larger than their share.
"""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from altutor.experiments import Options
from altutor.experiments.replications.data_efficiency.claims import claims
from altutor.experiments.replications.data_efficiency.settings import (
    BATCH,
    BLOCK,
    LARGEST_BUDGET,
    NOISE,
    SEEDS,
    START,
    STRATEGIES,
    TASKS,
    Task,
    draw,
    efficiency,
    final_error,
    learning_curves,
    load,
)
from altutor.experiments.replications.data_efficiency.traces import traces
from altutor.experiments.replications.paper import digest
from altutor.results import versions
from altutor.study import Plan, Row, Run

PROTOCOL_VERSION = 1  # raise it with every change of the code that changes a row, so that older runs are not used


def plan(options: Options) -> Plan:
    """Return the plan: one run per task and block of splits, with both levels of noise and both strategies in it."""
    seeds = SEEDS[options.scale] if options.seeds is None else options.seeds
    loaded = [load(task) for task in TASKS]
    return Plan(
        experiment="replicate-data-efficiency",
        config={
            "scale": options.scale,
            "protocol_version": PROTOCOL_VERSION,
            "seeds": seeds,
            "runs_in_a_seed": BLOCK,
            "learner": "logistic regression, C = 1",
            "tasks": [asdict(task) for task in TASKS],
            "noise": list(NOISE),
            "start": START,
            "largest_budget": LARGEST_BUDGET,
            "batch": BATCH,
        },
        versions=versions("numpy", "scikit-learn", "scipy"),
        data={
            "source": "scikit-learn's bundled data sets",
            "rows": sum(len(labels) for _, labels in loaded),
            "sha256": digest(*(array for pair in loaded for array in pair)),
        },
        runs=[Run({"task": task.name}, seed) for task in TASKS for seed in range(seeds)],
        work=work,
        claims=claims(),
        traces=traces,
    )


def work(run: Run) -> list[Row]:
    """Return the efficiency of a block of splits at each level of noise, and its two learning curves."""
    task = next(task for task in TASKS if task.name == run.cell["task"])
    return [row for noise in NOISE for row in _block(task, noise, run.seed)]


def _block(task: Task, noise: float, seed: int) -> list[Row]:
    features, labels = load(task)
    seeds = [seed * BLOCK + i for i in range(BLOCK)]
    splits = [draw(features, labels, noise, one) for one in seeds]
    curves = {name: learning_curves(splits, seeds, name).mean(axis=0) for name in STRATEGIES}
    cell = {"task": task.name, "noise": noise, "seed": seed}
    found = efficiency(curves["random"], curves["uncertainty"])
    rows: list[Row] = [{**cell, "efficiency": round(found, 6), "final": round(final_error(splits), 6)}]
    for name, errors in curves.items() if noise == 0.0 else ():
        shown = np.unique(np.linspace(0, len(errors) - 1, 7).astype(int))  # a few rounds, for the figure
        rows += [
            {**cell, "strategy": name, "labels": START + BATCH * int(number), "error": round(float(errors[number]), 6)}
            for number in shown
        ]
    return rows
