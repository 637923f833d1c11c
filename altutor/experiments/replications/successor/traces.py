"""What the figures of the successors show."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.experiments.replications.paper import SPREAD, append, signed, spread
from altutor.experiments.replications.successor.claims import gains, others, own
from altutor.experiments.replications.successor.settings import MODELS, PAPER, RANDOM, START_PER_CLASS, TASKS
from altutor.results import Results
from altutor.traces import Trace

OWN, OTHER = "its own choice", "another model's choice"


def traces(results: Results) -> list[Trace]:
    """Return the gain over a random set for every pair of models: over all data sets, and on each."""
    values = gains(results.table(), RANDOM)
    names = sorted(task.name for task in TASKS)  # the order of the tasks in the table
    over_all = _figure(results, values, "all", "over four data sets")
    return [over_all] + [
        _figure(results, values[:, [names.index(task.name)]], task.name.replace(" ", "-"), f"on {task.name}")
        for task in TASKS
    ]


def _figure(results: Results, values: NDArray[np.float64], name: str, where: str) -> Trace:
    columns: dict[str, list[Any]] = {column: [] for column in ("group", "label", "series", *SPREAD)}
    by_pair = values.mean(axis=1)  # over the data sets
    for j, successor in enumerate(MODELS):
        for i, acquisition in enumerate(MODELS):
            series = OWN if i == j else OTHER
            append(columns, f"trained: {successor}", f"chosen by {acquisition}", series, *spread(by_pair[:, i, j]))
    by, to = np.unravel_index(np.argsort(by_pair.mean(axis=0), axis=None)[[0, -1]], 2 * (len(MODELS),))
    ends = [
        f"{MODELS[s]} on what {MODELS[a]} chose, {signed(by_pair[:, a, s].mean())}" for a, s in zip(by, to, strict=True)
    ]
    found = (
        f"another model's choice is worth {signed(others(values).mean())} on average, a model's own "
        f"{signed(own(values).mean())}."
    )
    intro = (
        f"Held-out accuracy with a chosen set minus that with a random one of the same size, {where}; right of 0 the "
    )
    intro += f"chosen set is better. Bars: 95% intervals over {len(results.seeds)} splits. "
    return Trace(
        id=f"successor-{name}",
        kind="dots",
        title=f"What a set that one model chose is worth to another, {where}",
        caption=intro + (PAPER.beside(found) if name == "all" else _labels(name)),
        alt=f"Difference in accuracy to a random set for {by_pair[0].size} pairs of models {where}; "
        f"{(by_pair.mean(axis=0) < 0).sum()} of them are below 0. Lowest: {ends[0]}. Highest: {ends[1]}.",
        columns=columns,
        labels={"x": "accuracy minus that on a random set", "zero": True},
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _labels(name: str) -> str:
    task = next(task for task in TASKS if task.name.replace(" ", "-") == name)
    return f"{START_PER_CLASS} labels a class to start with, then {task.budget} more, {task.batch} between two fits."
