"""What the figures of the experiment show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from altutor.claims import Sample, interval
from altutor.data.trap import probability_found, probability_missed
from altutor.experiments.local_optimum.claims import MASS, found_by_round
from altutor.experiments.local_optimum.settings import BUDGET, EPSILON, SHOWN, START_SIZES, simulate_cell
from altutor.experiments.local_optimum.trace_cures import phase_diagram, ways_out
from altutor.results import Results
from altutor.traces import DIGITS, Trace
from altutor.wording import fixed, percent

if TYPE_CHECKING:
    import pandas as pd

CLUSTERS = ("class 1", "class 0", "hidden class 1")


def traces(results: Results) -> list[Trace]:
    """Return the figures, in the order of the chapter."""
    table = results.table()
    return [
        _picture(results),
        _curves(results, table),
        _found(results, table),
        _missed(results, table),
        phase_diagram(results, table),
        ways_out(results, table),
    ]


def _picture(results: Results) -> Trace:
    """Run the first seed again: points and boundaries are too much to keep for every seed."""
    seed = results.seeds[0]
    points, _ = simulate_cell("trap", "random", seed)
    columns: dict[str, list[Any]] = {
        "x": np.round(points.features[:, 0], 3).tolist(),
        "y": np.round(points.features[:, 1], 3).tolist(),
        "cluster": [CLUSTERS[cluster] for cluster in points.cluster],
    }
    boundaries, told = {}, []
    for strategy in ("uncertainty", "random"):
        history = simulate_cell("trap", strategy, seed)[1]
        asked: list[int | None] = [None] * len(points.labels)
        for number, index in enumerate([*history.start, *history.queries]):
            asked[index] = max(0, number - len(history.start) + 1)
        columns[strategy] = asked
        boundaries[strategy] = np.round([*history.model.coef_[0], history.model.intercept_[0]], 4).tolist()
        hits = int(points.hidden[list(history.queries)].sum())
        right = float(np.mean(history.model.predict(points.features[points.hidden]) == 1))
        told.append(
            f"{strategy} sampling: {hits} of {BUDGET} queries fall in the hidden cluster, and its last model calls "
            f"{percent(right)} of that cluster class 1"
        )
    return Trace(
        id="trap-picture",
        kind="trap-picture",
        title="Where each strategy asked on the trap, and where its model ended",
        caption=f"One pool (seed {seed}) after {BUDGET} queries of each strategy. Stars: the start. Rings: rows that "
        "were asked about. Line: where the last model changes its mind.",
        alt=f"Two scatter plots of the same three clusters. Above, {told[0]}. Below, {told[1]}.",
        columns=columns,
        labels={
            "x": "first feature (radii)",
            "y": "second feature (radii)",
            "panels": {"uncertainty": "uncertainty", "random": "random"},
            "boundaries": boundaries,
        },
        experiment=results.experiment,
        seeds=(seed,),
        versions=results.versions,
    )


def _curves(results: Results, table: pd.DataFrame) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("panel", "series", "x", "estimate", "low", "high")}
    ends = {}
    for pool, strategy in SHOWN:
        cell = table[(table["pool"] == pool) & (table["strategy"] == strategy)]
        for number, group in cell.groupby("round"):
            estimate, low, high = band(group["accuracy"].to_numpy(dtype=float))
            _append(columns, pool, strategy, int(number), estimate, low, high)
            ends[pool, strategy] = estimate
    return Trace(
        id="trap-curves",
        kind="curves",
        title="Held-out accuracy on the trap, and on its control without the hidden cluster",
        caption=f"Held-out accuracy by queries, mean of {len(results.seeds)} seeds. Bands: 95% intervals over seeds.",
        alt="Two charts of held-out accuracy by queries. "
        + " ".join(
            f"{pool.capitalize()} at query {BUDGET}: "
            + ", ".join(f"{strategy} {fixed(ends[pool, strategy], 3)}" for name, strategy in SHOWN if name == pool)
            + "."
            for pool in ("trap", "control")
        ),
        columns=columns,
        labels={
            "x": "queries",
            "y": "held-out accuracy (share right)",
            "panels": {"trap": "trap", "control": "control: no hidden cluster"},
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _found(results: Results, table: pd.DataFrame) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("series", "x", "estimate", "low", "high", "closed_form")}
    rounds = np.arange(1, BUDGET + 1)
    ends = []
    for strategy, epsilon in {"random": 1.0, **EPSILON, "uncertainty": 0.0}.items():
        closed_form = probability_found(rounds, epsilon, MASS)
        found = found_by_round(table, strategy)
        for number, values, predicted in zip(rounds, found.T, closed_form, strict=True):
            _append(columns, strategy, int(number), *band(values, yes_no=True), round(float(predicted), DIGITS))
        ends.append(f"{strategy} {fixed(found[:, -1].mean(), 2)} (closed form {fixed(closed_form[-1], 2)})")
    return Trace(
        id="trap-found",
        kind="closed-form",
        title="How soon the hidden cluster is found: measured beside the closed form",
        caption=f"Share of {len(results.seeds)} runs that have asked about the hidden cluster. Lines: measured, with "
        "95% intervals as bands. Dotted: the closed form 1 - (1 - eh)^t after t queries, of which a share e is random, "
        "for a cluster of mass h.",
        alt=f"Share of runs that have found the hidden cluster by queries. At query {BUDGET}: {', '.join(ends)}.",
        columns=columns,
        labels={"x": "queries", "y": "share of runs that found the cluster"},
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _missed(results: Results, table: pd.DataFrame) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("series", "x", "estimate", "low", "high", "closed_form")}
    starts = table[table["strategy"] == "random start"]
    shown = []
    for size in range(1, START_SIZES[-1] + 1):  # the closed form has a value at every size, measured or not
        predicted = float(probability_missed(size, MASS))
        if size not in START_SIZES:
            _append(columns, "random", size, None, None, None, round(predicted, DIGITS))
            continue
        estimate, low, high = band(starts[starts["labels"] == size]["missed"].to_numpy(dtype=float))
        _append(columns, "random", size, estimate, low, high, round(predicted, DIGITS))
        shown.append(f"{size} label{'s' if size > 1 else ''} {fixed(estimate, 3)} (closed form {fixed(predicted, 3)})")
    return Trace(
        id="trap-missed",
        kind="closed-form",
        title="How often a random start misses the hidden cluster: measured beside the closed form",
        caption=f"Share of random starts without a row of the hidden cluster. Marks: measured on {len(results.seeds)} "
        "pools, with 95% intervals as bars. Dotted: the closed form (1 - h)^n for n labels and a cluster of mass h.",
        alt=f"Share of random starts that miss the hidden cluster, by labels: {', '.join(shown)}.",
        columns=columns,
        labels={"x": "labels in the start", "y": "share of starts that miss the cluster"},
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def band(values: NDArray[np.float64], yes_no: bool = False) -> tuple[float, float | None, float | None]:
    """Mean and 95% interval of a share, cut to [0, 1] and rounded; None where one seed leaves it open."""
    estimate, low, high = interval(Sample(values, yes_no=yes_no))
    if not np.isfinite(low):
        return round(estimate, DIGITS), None, None
    return round(estimate, DIGITS), round(max(low, 0.0), DIGITS), round(min(high, 1.0), DIGITS)


def _append(columns: dict[str, list[Any]], *cells: Any) -> None:
    """Add one row to the columns, in their order."""
    for column, cell in zip(columns.values(), cells, strict=True):
        column.append(cell)
