"""What the figures of the four groups show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from altutor.experiments.replications.four_clusters.claims import cell, misled
from altutor.experiments.replications.four_clusters.settings import (
    BEST,
    BUDGET,
    HIDDEN,
    LINES,
    PAPER,
    ROUNDS,
    SECOND,
    START,
    STARTS,
    STRATEGIES,
    Piece,
    ask,
    draw,
    error,
)
from altutor.experiments.replications.paper import SPREAD, append, sentence, spread
from altutor.results import Results
from altutor.traces import DIGITS, Trace
from altutor.wording import fixed, percent

if TYPE_CHECKING:
    import pandas as pd

WIDE = LINES["wide"]
BIN = 0.1
EDGES = np.round(np.arange(-3.0, 3.0 + BIN / 2, BIN), 3)


def traces(results: Results) -> list[Trace]:
    """Return the line with what was asked on it, the errors by query, and where random starts end."""
    table = results.table()
    return [_line(results, table), _errors(results, table), _starts(results, table)]


def _line(results: Results, table: pd.DataFrame) -> Trace:
    """Run the first seed again for its queries: too many to keep for every seed."""
    seed = results.seeds[0]
    pool = draw("wide", seed)
    start = pool.start(START, large_only=True)
    columns: dict[str, list[Any]] = {"x": np.round((EDGES[:-1] + EDGES[1:]) / 2, 3).tolist()}
    for label in (0, 1):
        columns[f"class {label}"] = np.round(sum(_mass(one) for one in WIDE if one.label == label), 4).tolist()
    thresholds, told, ends = {}, [], []
    for strategy in STRATEGIES:
        history, by_round = ask(pool, start, strategy, BUDGET, seed)
        queries = list(history.queries)
        columns[strategy] = np.histogram(pool.features[queries, 0], EDGES)[0].tolist()
        threshold = by_round[BUDGET]
        thresholds[strategy] = round(threshold, 3)
        told.append(
            f"{strategy} sampling asks {(pool.group[queries] == SECOND).sum()} of {BUDGET} questions in the second "
            f"group and ends with the threshold {fixed(threshold, 2)}, which gets {fixed(error('wide', threshold), 3)} "
            "wrong"
        )
        ends.append(f"{strategy} {fixed(cell(table, 'wide', strategy, BUDGET)['error'].mean(), 3)}")
    found = (
        f"mean error of {len(results.seeds)} runs after {BUDGET} queries: {', '.join(ends)}, best threshold "
        f"{fixed(error('wide', BEST), 3)}."
    )
    return Trace(
        id="four-clusters-line",
        kind="line",
        title="Four groups on a line, and where each strategy asked",
        caption=f"Above: how the rows lie on the line. Below: where the {BUDGET} queries of one run (seed {seed}) "
        f"fell, and the threshold learnt. {PAPER.beside(found)}",
        alt=f"The line with four groups of {', '.join(percent(mass) for _, mass in _masses())} of the rows, the third "
        f"of both classes. {sentence('; '.join(told))}.",
        columns=columns,
        labels={
            "x": "feature",
            "panels": {name: f"{name} sampling" for name in reversed(STRATEGIES)},
            "masses": _masses(),
            "best": BEST,
            "thresholds": thresholds,
        },
        experiment=results.experiment,
        seeds=(seed,),
        versions=results.versions,
    )


def _errors(results: Results, table: pd.DataFrame) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("panel", "series", "x", *SPREAD)}
    ends = []
    for line in LINES:
        for strategy in STRATEGIES:
            for number in ROUNDS:
                append(columns, line, strategy, number, *spread(cell(table, line, strategy, number)["error"]))
            ends.append(f"{line}, {strategy} {fixed(columns['estimate'][-1], 3)}")
    shares = {line: cell(table, line, "uncertainty", BUDGET)["second"].isna().mean() for line in LINES}
    return Trace(
        id="four-clusters-errors",
        kind="curves",
        title="Margin sampling stays wrong where the third group holds every next threshold",
        caption=f"Share of the distribution that the threshold gets wrong, mean of {len(results.seeds)} runs from "
        f"{START} labels of the large groups. Bands: 95% intervals over seeds. The best threshold gets "
        f"{fixed(error('wide', BEST), 3)} wrong. After a 1 in the third group the threshold moves halfway to the left "
        f"large group. In the wide line that is still the third group, and {percent(shares['wide'])} of the runs "
        f"overlook the second; in the narrow line it is the second, and {percent(shares['narrow'])} do.",
        alt=f"Error by queries. At query {BUDGET}: {', '.join(ends)}.",
        columns=columns,
        labels={
            "x": "queries",
            "y": "error",
            "panels": {line: f"{line} third group" for line in LINES},
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _starts(results: Results, table: pd.DataFrame) -> Trace:
    columns: dict[str, list[Any]] = {name: [] for name in ("series", "x", *SPREAD, "closed_form")}
    told = []
    for size in range(STARTS[0], STARTS[-1] + 1):  # the closed form has a value at every size, measured or not
        bound = (1 - HIDDEN) ** size
        if size not in STARTS:
            append(columns, "uncertainty", size, None, None, None, round(bound, DIGITS))
            continue
        append(columns, "uncertainty", size, *spread(misled(table, size), yes_no=True), round(bound, DIGITS))
        told.append(f"{size} labels {fixed(columns['estimate'][-1], 2)} (of {fixed(bound, 2)})")
    return Trace(
        id="four-clusters-starts",
        kind="closed-form",
        title="How often a random start misleads margin sampling",
        caption=f"Share of {len(results.seeds)} random starts on the wide line after which margin sampling overlooks "
        f"the second group, with 95% intervals as bars. Dotted: {1 - HIDDEN:g}^n, the share of starts of n labels that "
        "miss the group.",
        alt=f"Share of random starts that mislead, by labels in the start, with the share that miss the second group: "
        f"{', '.join(told)}.",
        columns=columns,
        labels={"x": "labels in the start", "y": "share of starts that mislead"},
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _mass(piece: Piece) -> NDArray[np.float64]:
    """Return the mass of a piece in each bin."""
    inside = np.clip(np.minimum(EDGES[1:], piece.high) - np.maximum(EDGES[:-1], piece.low), 0.0, None)
    return np.asarray(piece.mass * inside / (piece.high - piece.low))


def _masses() -> list[tuple[float, float]]:
    """Return the middle of each group and its share of the rows."""
    groups = ((0, 0), (1, 1), (2, 3), (4, 4))  # first and last piece
    return [
        ((WIDE[first].low + WIDE[last].high) / 2, sum(one.mass for one in WIDE[first : last + 1]))
        for first, last in groups
    ]
