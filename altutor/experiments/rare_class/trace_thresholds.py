"""The figures of what random sampling needs, and of where the advantage over it turns into a loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from altutor.experiments.rare_class.claims import AP, gain, values
from altutor.experiments.rare_class.crossings import Crossing, crossing, labels_needed
from altutor.experiments.rare_class.settings import BUDGET, HIDDEN_AT, LONG_ROUNDS, PREVALENCES, ROUNDS, SHARES
from altutor.experiments.rare_class.trace_parts import append, blocks_of, columns, rounded, spread, strategies_of
from altutor.results import Results
from altutor.traces import Trace
from altutor.wording import fixed

if TYPE_CHECKING:
    import pandas as pd

QUERIES = (*ROUNDS, *LONG_ROUNDS)
MEASURES = {AP: "average precision", "f": "F"}
TOLD = 0.01  # the prevalence at which all strategies are told of in words
BARS = "Bars: 95% intervals, the places where the two cannot be told apart."


def label_ratio(table: pd.DataFrame, prevalence: float, strategy: str) -> Crossing:
    """Return the queries that random sampling needs for what a strategy reaches, in multiples of the strategy's."""
    random = np.column_stack([values(table, AP, prevalence, 0.0, "random", number) for number in QUERIES])
    reached = values(table, AP, prevalence, 0.0, strategy)
    return labels_needed(QUERIES, random, reached).scaled(1 / BUDGET)


def hidden_share(table: pd.DataFrame, prevalence: float, measure: str = AP) -> Crossing:
    """Return the share of the rare class that must be hidden for uncertainty sampling to end no better than random."""
    differences = [gain(table, prevalence, hidden=share, measure=measure) for share in (0.0, *SHARES)]
    return crossing((0.0, *SHARES), np.column_stack(differences))


def labels_needed_by_prevalence(results: Results, table: pd.DataFrame) -> Trace:
    """Show how many times the labels random sampling needs."""
    shown = columns("series", "x", "estimate", "low", "high")
    limit = LONG_ROUNDS[-1] / BUDGET
    told: list[str] = []
    for strategy in strategies_of(table):
        if strategy == "random":
            continue
        ratios = {}
        for prevalence in PREVALENCES:
            ratio = label_ratio(table, prevalence, strategy)
            append(shown, strategy, prevalence, *(rounded(one) for one in (ratio.estimate, ratio.low, ratio.high)))
            ratios[prevalence] = _words(ratio, 1, limit)
        if strategy == "uncertainty":
            told = [", ".join(f"{words} at {prevalence:g}" for prevalence, words in ratios.items()), *told]
        else:
            told.append(f"{strategy} {ratios[TOLD]}")
    return Trace(
        id="rare-labels-needed",
        kind="thresholds",
        title="How many times the labels random sampling needs for the same average precision",
        caption=f"How many times the queries random sampling needs to reach the average precision that a strategy has "
        f"after {BUDGET} (means of {len(results.seeds)} runs). {BARS} Random sampling was followed for "
        f"{LONG_ROUNDS[-1]:,} queries, {limit:g} times as many: an arrow means that it may need more; where no mark "
        "belongs to the arrow, its mean had not got there.",
        alt=f"Multiples of the labels that random sampling needs, by prevalence. For uncertainty: {told[0]}. "
        f"At {TOLD:g} for others: {', '.join(told[1:])}.",
        columns=shown,
        labels={
            "x": "prevalence",
            "y": "random's queries / strategy's queries",
            "y_scale": "log",
            "one": True,
            "limit": limit,
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def hidden_shares(results: Results, table: pd.DataFrame) -> Trace:
    """Show the difference between the strategies by the share of the rare class that is hidden."""
    shown = columns("panel", "series", "x", "estimate", "low", "high")
    measured = HIDDEN_AT[results.config["scale"]]
    prevalences = [one for one in (0.2, 0.05, 0.01) if one in measured]
    marks: dict[str, dict[str, list[float | None]]] = {}
    told = []
    for prevalence in prevalences:
        marks[str(prevalence)] = {}
        for measure, name in MEASURES.items():
            for share in (0.0, *SHARES):
                differences = gain(table, prevalence, hidden=share, measure=measure)
                append(shown, str(prevalence), name, share, *spread(differences))
            turn = hidden_share(table, prevalence, measure)
            marks[str(prevalence)][name] = [rounded(one) for one in (turn.estimate, turn.low, turn.high)]
            told.append(f"in {name} at prevalence {prevalence:g} at {_words(turn, 2, SHARES[-1])}")
    return Trace(
        id="rare-hidden-share",
        kind="crossings",
        title="How much of the rare class must be hidden for the advantage to turn into a loss",
        caption=f"How far uncertainty sampling is ahead of random sampling in held-out scores after {BUDGET} queries, "
        f"{blocks_of(results)} Where a curve meets the line at 0, the advantage ends; the bars along that line (above "
        "it F, below it average precision) are 95% intervals of the place.",
        alt="Differences between uncertainty and random sampling by hidden share of the rare class; they fall. They "
        f"reach 0 {'; '.join(told)}.",
        columns=shown,
        labels={
            "x": "hidden share of the rare class",
            "y": "uncertainty minus random",
            "panels": {str(prevalence): f"prevalence {prevalence:g}" for prevalence in prevalences},
            "crossings": marks,
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def hidden_line(results: Results, table: pd.DataFrame) -> Trace:
    """Show the share at which the advantage ends, by prevalence."""
    shown = columns("series", "x", "estimate", "low", "high")
    told = []
    for measure, name in MEASURES.items():
        turns = []
        for prevalence in HIDDEN_AT[results.config["scale"]]:
            turn = hidden_share(table, prevalence, measure)
            append(shown, name, prevalence, *(rounded(one) for one in (turn.estimate, turn.low, turn.high)))
            turns.append(f"{_words(turn, 2, SHARES[-1])} at {prevalence:g}")
        told.append(f"In {name}: {', '.join(turns)}.")
    return Trace(
        id="rare-hidden-line",
        kind="thresholds",
        title="Below the marks uncertainty sampling gains, above them it loses",
        caption=f"Hidden share of the rare class from which on uncertainty sampling ends no better than random "
        f"sampling, after {BUDGET} queries (means of {len(results.seeds)} runs). {BARS}",
        alt=f"Hidden share at which the advantage of uncertainty sampling ends, by prevalence. {' '.join(told)}",
        columns=shown,
        labels={
            "x": "prevalence",
            "y": "hidden share of the rare class",
            "limit": SHARES[-1],
        },
        experiment=results.experiment,
        seeds=tuple(results.seeds),
        versions=results.versions,
    )


def _words(place: Crossing, digits: int, limit: float) -> str:
    """Return estimate and interval in words; what lies beyond the limit is a bound."""
    more = f"more than {limit:g}"
    estimate = fixed(place.estimate, digits) if np.isfinite(place.estimate) else more
    if not np.isfinite(place.low):
        return estimate
    high = fixed(place.high, digits) if np.isfinite(place.high) else more
    return f"{estimate} ({fixed(place.low, digits)} to {high})"
