"""What the figures of the experiment show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from altutor.claims import Sample, interval
from altutor.experiments.sampling_bias.claims import cell, gap, noticed, risk
from altutor.experiments.sampling_bias.dev import base_probabilities
from altutor.experiments.sampling_bias.noticed import TESTS
from altutor.experiments.sampling_bias.settings import (
    ALPHA,
    BUDGET,
    FLOORS,
    LABELS,
    POOLS,
    RISK_LABELS,
    STRATEGIES,
    problem,
    simulate_cell,
)
from altutor.results import Results
from altutor.traces import Trace

if TYPE_CHECKING:
    import pandas as pd

HEADINGS = {"overlap": "classes overlap", "trap": "trap"}
LINES = ("panel", "series", "x", "estimate", "low", "high")


def traces(results: Results) -> list[Trace]:
    """Return the figures, in the order of the chapter."""
    table = results.table()
    parts = [_gaps(table), _picture(results.seeds[0]), _power(table), *_risk(table)]
    common: dict[str, Any] = {
        "experiment": results.experiment,
        "seeds": tuple(results.seeds),
        "versions": results.versions,
    }
    return [Trace(**{**common, **part}) for part in parts]


def _gaps(table: pd.DataFrame) -> dict[str, Any]:
    columns = _lines(
        (pool, strategy, labels, Sample(gap(table, pool, strategy, labels)))
        for pool in POOLS
        for strategy in STRATEGIES
        for labels in LABELS
    )
    told = [
        f"{HEADINGS[pool]}: "
        + ", ".join(f"{strategy} {gap(table, pool, strategy, BUDGET).mean():+.3f}" for strategy in STRATEGIES)
        for pool in POOLS
    ]
    return {
        "id": "bias-dev-gap",
        "kind": "curves",
        "title": "How far the dev split of the chosen rows is from held-out rows",
        "caption": "Accuracy on a random fifth of the labelled rows less that on held-out rows, for one and the same "
        f"model, mean of {len(cell(table, 'trap', 'random', BUDGET))} seeds; bands are 95% intervals. Above zero the "
        "dev split promises too much.",
        "alt": f"Dev accuracy less held-out accuracy by labels, at {BUDGET} labels: {'; '.join(told)}.",
        "columns": columns,
        "labels": {"x": "labels", "y": "dev less held-out accuracy", "panels": HEADINGS},
    }


def _picture(seed: int) -> dict[str, Any]:
    """Run one seed again: the plot that one would look at, and the confidence that one would not."""
    from sklearn.decomposition import PCA

    one = problem("overlap", seed)
    plane = PCA(2).fit_transform(one.features)
    confidence = base_probabilities("overlap", [one])[0].max(axis=1)
    chosen = {name: simulate_cell([one], name).queries[0] for name in ("random", "uncertainty")}
    columns: dict[str, list[Any]] = {
        "x": np.round(plane[:, 0], 3).tolist(),
        "y": np.round(plane[:, 1], 3).tolist(),
        "confidence": np.round(confidence, 4).tolist(),
        **{name: np.isin(np.arange(len(plane)), rows).tolist() for name, rows in chosen.items()},
    }
    mean = {name: confidence[rows].mean() for name, rows in chosen.items()}
    return {
        "id": "bias-plot",
        "kind": "plane-and-confidence",
        "title": "A plot shows nothing, the model's confidence does",
        "caption": f"Left: the two main components of the pool's features (seed {seed}), with the {BUDGET} rows that "
        "each strategy asked about. Right: a base model's confidence in these rows.",
        "alt": f"A scatter plot of the pool in which rows chosen at random and by uncertainty lie everywhere alike, "
        f"and the distributions of a base model's confidence: mean {mean['random']:.2f} for random rows, "
        f"{mean['uncertainty']:.2f} for those that uncertainty chose, {confidence.mean():.2f} for the pool.",
        "columns": columns,
        "labels": {"x": "first component", "y": "second component", "confidence": "confidence of the base model"},
        "seeds": (seed,),
    }


def _power(table: pd.DataFrame) -> dict[str, Any]:
    columns = _lines(
        (pool, test, labels, Sample(noticed(table, pool, "uncertainty", test, labels), yes_no=True))
        for pool in POOLS
        for test in TESTS
        for labels in LABELS
    )
    falsely = [noticed(table, pool, "random", test, n).mean() for pool in POOLS for test in TESTS for n in LABELS]
    told = [
        f"{HEADINGS[pool]}: "
        + ", ".join(f"{test} {noticed(table, pool, 'uncertainty', test, BUDGET).mean():.2f}" for test in TESTS)
        for pool in POOLS
    ]
    runs = len(noticed(table, "overlap", "uncertainty", "MMD", BUDGET))
    return {
        "id": "bias-power",
        "kind": "curves",
        "title": "How often each test notices that uncertainty chose the rows",
        "caption": f"Share of {runs} runs with p at most {ALPHA:g}: chosen rows against as many others; bands are 95% "
        "intervals. The classifier and MMD look at features, labels at the share of each class, confidence at how sure "
        f"a base model is. On random rows the tests said so in {np.mean(falsely):.1%} of all cases.",
        "alt": f"Share of runs in which each test notices the choice, at {BUDGET} labels: {'; '.join(told)}.",
        "columns": columns,
        "labels": {"x": "labels", "y": "share of runs", "panels": HEADINGS},
    }


def _risk(table: pd.DataFrame) -> list[dict[str, Any]]:
    floor = FLOORS[-1]
    runs = int(risk(table, "overlap", floor, "LURE", RISK_LABELS[0])["runs"].sum())
    about = f"{runs} runs, rows drawn by uncertainty with a floor of {floor:g}; 95% intervals over blocks of seeds."

    def values(column: str, pool: str, estimator: str, labels: int, share: float = floor) -> Sample:
        return Sample(risk(table, pool, share, estimator, labels)[column].to_numpy(dtype=float))

    def told(column: str, names: tuple[str, ...]) -> str:
        return "; ".join(
            f"{HEADINGS[pool]}: "
            + ", ".join(f"{name} {values(column, pool, name, RISK_LABELS[-1]).values.mean():+.4f}" for name in names)
            for pool in POOLS
        )

    estimators = ("naive", "weighted", "LURE")
    figures = []
    for column, names, title, y in (
        ("error", estimators, "Mean error of each estimate of the error rate", "estimate less truth"),
        ("squared", estimators, "Mean squared error of each estimate", "mean squared error"),
        ("covered", ("naive", "LURE"), "How often a 95% interval holds the truth", "share of intervals"),
    ):
        figures.append(
            {
                "id": f"bias-risk-{column}",
                "kind": "curves",
                "title": title,
                "caption": about,
                "alt": f"{title} by labels. At {RISK_LABELS[-1]} labels, {told(column, names)}.",
                "columns": _lines(
                    (pool, name, labels, values(column, pool, name, labels))
                    for pool in POOLS
                    for name in names
                    for labels in RISK_LABELS
                ),
                "labels": {"x": "labels", "y": y, "panels": HEADINGS},
            }
        )
    return figures


def _lines(rows: Any) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {name: [] for name in LINES}
    rounded: Callable[[float], float | None] = lambda end: round(end, 5) if np.isfinite(end) else None  # noqa: E731
    for panel, series, x, sample in rows:
        for column, value in zip(columns.values(), (panel, series, x, *map(rounded, interval(sample))), strict=True):
            column.append(value)
    return columns
