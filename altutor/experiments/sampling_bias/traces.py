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
from altutor.traces import DIGITS, Trace
from altutor.wording import fixed, percent

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
        + ", ".join(
            f"{strategy} {fixed(gap(table, pool, strategy, BUDGET).mean(), 3, plus=True)}" for strategy in STRATEGIES
        )
        for pool in POOLS
    ]
    return {
        "id": "bias-dev-gap",
        "kind": "curves",
        "title": "How far the dev split of the chosen rows is from held-out rows",
        "caption": "A model's accuracy on its dev split, a random fifth of the labelled rows, minus its accuracy on "
        "held-out rows. Above zero the dev split promises too much, below zero too little. Mean of "
        f"{len(cell(table, 'trap', 'random', BUDGET))} seeds; bands: 95% intervals.",
        "alt": f"Dev accuracy minus held-out accuracy by labels, at {BUDGET} labels: {'; '.join(told)}.",
        "columns": columns,
        "labels": {"x": "labels", "y": "dev minus held-out accuracy", "panels": HEADINGS},
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
        "caption": f"One pool of overlap (seed {seed}) and the {BUDGET} rows of it that each strategy asked about. "
        "Left: where these lie along the two main components of the features. Right: how sure a base model is of them.",
        "alt": f"A scatter plot of the pool in which rows chosen at random and by uncertainty lie everywhere alike, "
        f"and the distributions of a base model's confidence: mean {fixed(mean['random'], 2)} for random rows, "
        f"{fixed(mean['uncertainty'], 2)} for those that uncertainty chose, {fixed(confidence.mean(), 2)} for the "
        "pool.",
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
        + ", ".join(f"{test} {fixed(noticed(table, pool, 'uncertainty', test, BUDGET).mean(), 2)}" for test in TESTS)
        for pool in POOLS
    ]
    runs = len(noticed(table, "overlap", "uncertainty", "MMD", BUDGET))
    return {
        "id": "bias-power",
        "kind": "curves",
        "title": "How often each test notices that uncertainty chose the rows",
        "caption": f"Share of {runs} runs in which a test tells chosen rows from as many others (p at most {ALPHA:g}); "
        "bands: 95% intervals. Classifier and MMD compare the features, the other two the shares of the classes and "
        "how sure a base model is. On random rows, where there is nothing to notice, the tests did so in "
        f"{percent(np.mean(falsely), 1)} of all cases.",
        "alt": f"Share of runs in which each test notices the choice, at {BUDGET} labels: {'; '.join(told)}.",
        "columns": columns,
        "labels": {"x": "labels", "y": "share of runs", "panels": HEADINGS},
    }


def _risk(table: pd.DataFrame) -> list[dict[str, Any]]:
    floor = FLOORS[-1]
    runs = int(risk(table, "overlap", floor, "LURE", RISK_LABELS[0])["runs"].sum())
    about = f"{runs:,} runs, rows drawn by uncertainty with a floor of {floor:g}. Bands: 95% intervals over blocks of "
    about += "seeds."

    def values(column: str, pool: str, estimator: str, labels: int, share: float = floor) -> Sample:
        return Sample(risk(table, pool, share, estimator, labels)[column].to_numpy(dtype=float))

    def told(column: str, names: tuple[str, ...]) -> str:
        means = {
            (pool, name): values(column, pool, name, RISK_LABELS[-1]).values.mean() for pool in POOLS for name in names
        }
        return "; ".join(
            f"{HEADINGS[pool]}: "
            + ", ".join(f"{name} {fixed(means[pool, name], 4, plus=column == 'error')}" for name in names)
            for pool in POOLS
        )

    estimators = ("naive", "weighted", "LURE")
    figures = []
    for column, names, title, y, read in (
        (
            "error",
            estimators,
            "Mean error of each estimate of the error rate",
            "estimate minus truth",
            "By how much each estimate is too high (above zero) or too low, on average over",
        ),
        (
            "squared",
            estimators,
            "Mean squared error of each estimate",
            "mean squared error",
            "How far each estimate is from the truth, squared, on average over",
        ),
        (
            "covered",
            ("naive", "LURE"),
            "How often a 95% interval holds the truth",
            "share of intervals",
            "Share of the 95% intervals around each estimate that hold the truth (0.95 is promised), of",
        ),
    ):
        figures.append(
            {
                "id": f"bias-risk-{column}",
                "kind": "curves",
                "title": title,
                "caption": f"{read} {about}",
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
    rounded: Callable[[float], float | None] = lambda end: round(end, DIGITS) if np.isfinite(end) else None  # noqa: E731
    for panel, series, x, sample in rows:
        for column, value in zip(columns.values(), (panel, series, x, *map(rounded, interval(sample))), strict=True):
            column.append(value)
    return columns
