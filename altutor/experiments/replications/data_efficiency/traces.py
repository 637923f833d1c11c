"""What the figures of data efficiency show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from altutor.experiments.replications.data_efficiency.claims import cells
from altutor.experiments.replications.data_efficiency.settings import BLOCK, NOISE, PAPER, STRATEGIES, TASKS
from altutor.experiments.replications.paper import SPREAD, append, sentence, spread
from altutor.results import Results
from altutor.traces import DIGITS, Trace
from altutor.wording import fixed

if TYPE_CHECKING:
    import pandas as pd

SERIES = {0.0: "no noise added", NOISE[1]: f"{NOISE[1]:.0%} of labels flipped"}


def traces(results: Results) -> list[Trace]:
    """Return efficiency against final error, and the learning curves of the tasks with the least and most error."""
    table = results.table()
    return [_efficiency(results, table), _curves(results, table)]


def _efficiency(results: Results, table: pd.DataFrame) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("label", "series", "x", *SPREAD)}
    found = cells(table)
    for noise, series in SERIES.items():
        for task in TASKS:
            cell = found[(found["task"] == task.name) & (found["noise"] == noise)]
            append(
                columns, task.name, series, round(float(cell["final"].mean()), DIGITS), *_geometric(cell["efficiency"])
            )
    verdicts = {claim["id"]: claim["estimate"] for claim in results.claims}
    text = (
        f"over {len(TASKS)} tasks without added noise Pearson {_number(verdicts, 'efficiency-correlation')}, Spearman "
        f"{_number(verdicts, 'efficiency-rank-correlation')}; with {SERIES[NOISE[1]]}, "
        f"{_number(verdicts, 'efficiency-falls-with-noise')} times the data efficiency."
    )
    order = np.argsort(columns["estimate"])
    least, most = (
        f"{columns['label'][i]} ({columns['series'][i]}) {fixed(columns['estimate'][i], 2)}" for i in order[[0, -1]]
    )
    return Trace(
        id="efficiency-error",
        kind="scatter",
        title="Data efficiency of uncertainty sampling, and the error of the final classifier",
        caption="How many times the labels random sampling needs for the error that both reach, by the error that a "
        "model of the whole pool makes; above 1 uncertainty sampling saves labels. Geometric means over "
        f"{len(results.seeds)} blocks of {BLOCK} splits, with 95% intervals. {PAPER.beside(text)}",
        alt=f"Data efficiency by error of the final classifier, for {len(TASKS)} tasks without and with label noise. "
        f"Lowest efficiency: {least}; highest: {most}. {sentence(text)}",
        columns=columns,
        labels={"x": "error of the model trained on the whole pool", "y": "data efficiency", "even": 1.0},
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _curves(results: Results, table: pd.DataFrame) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("panel", "series", "x", *SPREAD)}
    clean = table[table["noise"] == 0.0]
    final = clean.groupby("task")["final"].mean()
    tasks, ends = (str(final.idxmin()), str(final.idxmax())), []
    for task in tasks:
        for strategy in STRATEGIES:
            curve = clean[(clean["task"] == task) & (clean["strategy"] == strategy)]
            for labels, group in curve.groupby("labels"):
                append(columns, task, strategy, int(labels), *spread(group["error"]))
            ends.append(f"{task}, {strategy} {fixed(columns['estimate'][-1], 3)}")
    return Trace(
        id="efficiency-curves",
        kind="curves",
        title="Learning curves of the tasks with the lowest and the highest final error",
        caption=f"Held-out error by labels, without added noise, mean of {len(results.seeds)} blocks of {BLOCK} "
        "splits. Bands: 95% intervals over blocks.",
        alt=f"Held-out error by labels on two tasks. At the last label: {'; '.join(ends)}.",
        columns=columns,
        labels={"x": "labels", "y": "held-out error", "panels": {task: task for task in tasks}},
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _geometric(values: pd.Series) -> tuple[float | None, ...]:
    """Return geometric mean and interval of ratios."""
    return tuple(None if end is None else round(float(np.exp(end)), DIGITS) for end in spread(np.log(values)))


def _number(verdicts: dict[str, float | None], claim: str) -> str:
    """Return an estimate of the results, or a dash where it could not be measured."""
    value = verdicts.get(claim)
    return "-" if value is None else fixed(value, 2)
