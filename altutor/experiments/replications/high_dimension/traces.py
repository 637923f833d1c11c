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
    found = []
    for strategy in strategies:
        losses = ", ".join(
            f"{signed(excess(table, strategy, HIGH, name).mean())} with a {name}" for name in SEPARATIONS
        )
        signal, of_random = (last(table, name, HIGH, "small", "signal").mean() for name in (strategy, "random"))
        found.append(
            f"{strategy} minus random {losses} separation in {HIGH} dimensions, where the first feature of its rows is "
            f"{signal / of_random:.2f} times as large as that of random rows (small separation)"
        )
    low = signed(excess(table, "uncertainty", LOW, "small").mean())
    text = f"error after {LABELS} labels, {'; '.join(found)}. In {LOW} dimensions uncertainty minus random {low}."
    return Trace(
        id="high-dimension-losses",
        kind="dots",
        title="What margin sampling loses or gains against random sampling, by dimension",
        caption=f"Held-out error after {LABELS} labels minus that of random sampling, mean of {len(results.seeds)} "
        "seeds with 95% intervals; right of 0 random sampling is better. Uncertainty: margin sampling, which is the "
        f"same with two classes. Bayes: nearest to the true boundary. {PAPER.beside(text)}",
        alt=f"Differences in held-out error to random sampling, by dimension and separation. {sentence(text)}",
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
            ends.append(f"{dimension} features, {strategy} {columns['estimate'][-1]:.3f}")
    return Trace(
        id="high-dimension-curves",
        kind="curves",
        title="Held-out error in few and in many dimensions",
        caption=f"Held-out error with a small separation, mean of {len(results.seeds)} seeds; bands are 95% intervals "
        f"over seeds. The first {START} labels are random in all of them.",
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
