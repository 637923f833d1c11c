"""What the figures of the high dimensions show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from altutor.experiments.replications.high_dimension.claims import LABELS, excess, last
from altutor.experiments.replications.high_dimension.settings import (
    BUDGET,
    HIGH,
    INFORMED,
    LOW,
    PAPER,
    ROUNDS,
    SEPARATIONS,
    START,
    STRATEGIES,
)
from altutor.experiments.replications.paper import SPREAD, append, sentence, signed, spread
from altutor.results import Results
from altutor.traces import Trace
from altutor.wording import fixed

if TYPE_CHECKING:
    import pandas as pd


def traces(results: Results) -> list[Trace]:
    """Return the loss against random sampling by dimension, and the learning curves in few and many dimensions."""
    table = results.table()
    return [_losses(results, table), _curves(results, table)]


def _losses(results: Results, table: pd.DataFrame) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("group", "label", "series", *SPREAD)}
    strategies = list(STRATEGIES)[1:]
    shown = [(name, d, START) for name in SEPARATIONS for d in results.config["dimensions"]]
    shown += [("small", d, INFORMED) for d in results.config["informed_dimensions"]]
    for separation, dimension, start in shown:
        group = f"{separation} separation" if start == START else f"{separation}, start of {start}"
        for strategy in strategies:
            values = excess(table, strategy, dimension, separation, start)
            append(columns, group, f"in {dimension} dimensions", strategy, *spread(values))
    found, carried = [], []
    for strategy in strategies:
        losses = ", ".join(
            f"{signed(excess(table, strategy, HIGH, name).mean())} with a {name}" for name in SEPARATIONS
        )
        signal, of_random = (last(table, name, HIGH, "small", "signal").mean() for name in (strategy, "random"))
        found.append(f"{strategy} {losses} separation")
        carried.append(f"{fixed(signal / of_random, 2)} ({strategy})")
    low = signed(excess(table, "uncertainty", LOW, "small").mean())
    text = f"in {HIGH} dimensions {'; '.join(found)}."
    signals = f"Of the one feature that matters their rows carry {' and '.join(carried)} times as much as random rows "
    signals += "(small separation)."
    return Trace(
        id="high-dimension-losses",
        kind="dots",
        title="What margin sampling loses or gains against random sampling, by dimension",
        caption=f"Held-out error after {LABELS} labels minus that of random sampling; right of 0 random sampling is "
        f"better. Mean of {len(results.seeds)} seeds with 95% intervals. Uncertainty is margin sampling, the same with "
        f"two classes; Bayes asks nearest to the true boundary. {PAPER.beside(f'{text} {signals}')}",
        alt=f"Differences in held-out error to random sampling, by dimension and separation, after {LABELS} labels. "
        f"{sentence(text)} In {LOW} dimensions uncertainty {low} with a small one.",
        columns=columns,
        labels={"x": "error minus that of random sampling", "zero": True},
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _curves(results: Results, table: pd.DataFrame) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("panel", "series", "x", *SPREAD)}
    ends = []
    small = table[(table["separation"] == "small") & (table["start"] == START)]
    for dimension in (LOW, HIGH):
        for strategy in STRATEGIES:
            cell = small[(small["dimension"] == dimension) & (small["strategy"] == strategy)]
            for number in ROUNDS:
                values = cell[cell["round"] == number]["error"]
                append(columns, str(dimension), strategy, START + number, *spread(values))
            ends.append(f"{dimension} features, {strategy} {fixed(columns['estimate'][-1], 3)}")
    return Trace(
        id="high-dimension-curves",
        kind="curves",
        title="Held-out error in few and in many dimensions",
        caption=f"Held-out error by labels with a small separation, mean of {len(results.seeds)} seeds. Bands: 95% "
        f"intervals over seeds. The first {START} labels are random everywhere.",
        alt=f"Held-out error by labels. At {START + BUDGET} labels: {'; '.join(ends)}.",
        columns=columns,
        labels={
            "x": "labels",
            "y": "held-out error",
            "panels": {str(dimension): f"{dimension} features" for dimension in (LOW, HIGH)},
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )
