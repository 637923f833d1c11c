"""What the figures of the experiment show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from altutor.data.rare import Rare
from altutor.experiments.rare_class.claims import AP, cell, values
from altutor.experiments.rare_class.settings import (
    BUDGET,
    HIDDEN_AT,
    PAIR,
    PREVALENCES,
    ROUNDS,
    START_KNOWN,
    START_RANDOM,
    draw,
    simulate_cell,
)
from altutor.experiments.rare_class.trace_parts import append, blocks_of, columns, spread, strategies_of
from altutor.experiments.rare_class.trace_thresholds import hidden_line, hidden_shares, labels_needed_by_prevalence
from altutor.results import Results
from altutor.traces import DIGITS, Trace
from altutor.wording import fixed, percent

if TYPE_CHECKING:
    import pandas as pd

MODES = ("common", "rare", "rare, hidden")
PICTURE = (0.05, 0.3)  # prevalence and hidden share of the picture
START = f"{START_KNOWN} known rare row and {START_RANDOM} random ones"


def traces(results: Results) -> list[Trace]:
    """Return the pool, scores by prevalence and by query, rare rows found, labels needed, and what hiding does."""
    table = results.table()
    found = [
        _picture(results),
        _by_prevalence(results, table),
        _curves(results, table),
        _found(results, table),
        labels_needed_by_prevalence(results, table),
        hidden_shares(results, table),
    ]
    if len(HIDDEN_AT[results.config["scale"]]) > 1:
        found.append(hidden_line(results, table))
    return found


def _picture(results: Results) -> Trace:
    """Run the first seed again: points and boundaries are too much to keep for every seed."""
    seed, (prevalence, share) = results.seeds[0], PICTURE
    pool = draw(prevalence, share, seed)[0]
    shown: dict[str, list[Any]] = {
        "x": np.round(pool.features[:, 0], 3).tolist(),
        "y": np.round(pool.features[:, 1], 3).tolist(),
        "mode": [MODES[mode] for mode in pool.mode],
    }
    boundaries, told = {}, []
    for strategy in reversed(PAIR):
        history = simulate_cell(prevalence, share, strategy, [seed])[1]
        asked: list[int | None] = [None] * len(pool.labels)
        for number, index in enumerate([*history.starts[0], *history.queries[0]]):
            asked[index] = max(0, number + 1 - history.starts.shape[1])
        shown[strategy] = asked
        # The section of the boundary where the features that say nothing are 0.
        boundaries[strategy] = np.round(history.model.weights[0][[0, 1, -1]], 4).tolist()
        queries = history.queries[0]
        told.append(
            f"{strategy} sampling asks about {pool.labels[queries].sum()} rare rows, {pool.hidden[queries].sum()} of "
            f"them hidden, and ends with an average precision of {fixed(history.measures[AP][0, -1], 2)}"
        )
    return Trace(
        id="rare-picture",
        kind="rare-picture",
        title="Where each strategy asked when a part of the rare class is hidden",
        caption=f"One pool of {len(pool.labels):,} rows (seed {seed}) after {BUDGET} queries of each strategy: "
        f"prevalence {prevalence:g}, {percent(share)} of the rare class hidden. Stars: the start, {START}. Rings: rows "
        "that were asked about. Line: where the last model changes its mind. Shown are the first two of "
        f"{Rare().n_features} features; the others say nothing and are 0 on the line.",
        alt=f"Two scatter plots of the same pool: a large common class, a rare class at its upper left and a hidden "
        f"part of it far to the right. Above, {told[0]}. Below, {told[1]}.",
        columns=shown,
        labels={
            "x": "first feature (standard deviations)",
            "y": "second feature (standard deviations)",
            "panels": {strategy: f"{strategy} sampling" for strategy in reversed(PAIR)},
            "boundaries": boundaries,
        },
        experiment=results.experiment,
        seeds=(seed,),
        versions=results.versions,
    )


def _by_prevalence(results: Results, table: pd.DataFrame) -> Trace:
    shown = columns("panel", "series", "x", "estimate", "low", "high", "closed_form")
    panels = {AP: "average precision", "f": "F of the rare class"}
    best = {prevalence: round(Rare(prevalence).average_precision(), DIGITS) for prevalence in PREVALENCES}
    for measure in panels:
        for strategy in strategies_of(table):
            for prevalence in PREVALENCES:
                ends = spread(cell(table, prevalence, 0.0, strategy)[measure])
                append(shown, measure, strategy, prevalence, *ends, best[prevalence] if measure == AP else None)
    told = [
        f"at prevalence {prevalence:g} "
        + ", ".join(
            f"{name} {fixed(values(table, AP, prevalence, 0.0, name).mean(), 3)}" for name in strategies_of(table)
        )
        for prevalence in (PREVALENCES[0], 0.05, PREVALENCES[-1])
    ]
    return Trace(
        id="rare-by-prevalence",
        kind="by-prevalence",
        title="The rarer the class, the more the choice of labels decides",
        caption=f"Held-out scores after {BUDGET} queries, {blocks_of(results)} Dotted: the best that a straight line "
        f"can do. Each run begins with {START}. With two classes least confidence, margin and entropy are one "
        "strategy: uncertainty.",
        alt=f"Two charts of held-out scores by prevalence, from common to rare. Average precision {'; '.join(told)}. "
        f"The best line reaches {fixed(best[PREVALENCES[0]], 3)}, {fixed(best[0.05], 3)} and "
        f"{fixed(best[PREVALENCES[-1]], 3)}.",
        columns=shown,
        labels={"x": "prevalence", "y": "held-out score", "panels": panels},
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _curves(results: Results, table: pd.DataFrame) -> Trace:
    shown = columns("panel", "series", "x", "estimate", "low", "high")
    prevalences = (0.1, 0.01)
    told = []
    for prevalence in prevalences:
        ends = []
        for strategy in strategies_of(table):
            for number in ROUNDS:
                append(
                    shown,
                    str(prevalence),
                    strategy,
                    number,
                    *spread(cell(table, prevalence, 0.0, strategy, number)[AP]),
                )
            ends.append(f"{strategy} {fixed(shown['estimate'][-1], 3)}")
        told.append(f"At prevalence {prevalence:g} and query {BUDGET}: {', '.join(ends)}.")
    return Trace(
        id="rare-curves",
        kind="curves",
        title="Average precision by query",
        caption=f"Held-out average precision by queries, {blocks_of(results)} Each run begins with {START}.",
        alt=f"Two charts of average precision by queries. {' '.join(told)}",
        columns=shown,
        labels={
            "x": "queries",
            "y": "average precision",
            "panels": {str(prevalence): f"prevalence {prevalence:g}" for prevalence in prevalences},
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _found(results: Results, table: pd.DataFrame) -> Trace:
    shown = columns("panel", "series", "x", "estimate", "low", "high", "closed_form")
    for strategy in strategies_of(table):
        for prevalence in PREVALENCES:
            share = cell(table, prevalence, 0.0, strategy)["rare"] / BUDGET
            append(shown, "all", strategy, prevalence, *spread(share), prevalence)
    told = [
        f"at prevalence {prevalence:g} "
        + ", ".join(
            f"{name} {fixed(values(table, 'rare', prevalence, 0.0, name).mean(), 1)}" for name in strategies_of(table)
        )
        for prevalence in (PREVALENCES[0], 0.05, PREVALENCES[-1])
    ]
    return Trace(
        id="rare-found",
        kind="by-prevalence",
        title="How many of the queries are about rare rows",
        caption=f"Share of the {BUDGET} queries that fell on a row of the rare class, {blocks_of(results)} Dotted: the "
        "prevalence, which is the share among random rows.",
        alt=f"Share of queries about rare rows, by prevalence. Of {BUDGET} queries, {'; '.join(told)}.",
        columns=shown,
        labels={
            "x": "prevalence",
            "y": "share of queries about rare rows",
            "y_scale": "log",
            "panels": {"all": "dotted: prevalence"},
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )
