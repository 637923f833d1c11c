"""What the paper predicts in high dimensions, worded before this experiment ran.

A first trial of the engine, on 4 seeds and with another separation, had been seen: there the model's own margin did
about as well as random sampling in 200 dimensions, and better in 50.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.claims import Claim, Sample
from altutor.experiments.replications.high_dimension.settings import BUDGET, HIGH, INFORMED, LOW, START

if TYPE_CHECKING:
    import pandas as pd

LABELS = START + BUDGET


def claims() -> list[Claim]:
    """Return the claims; every difference is paired by seed."""
    return [
        Claim(
            "high-dimension-bayes-boundary-worse",
            f"In {HIGH} dimensions with a small separation, {LABELS} labels nearest to the Bayes boundary leave a "
            "higher error than random ones.",
            partial(_excess, "Bayes", HIGH, "small"),
            low=0.0,
            unit="error",
        ),
        Claim(
            "high-dimension-margin-worse",
            f"In {HIGH} dimensions with a small separation, margin sampling ends with a higher error than random "
            f"sampling ({LABELS} labels).",
            partial(_excess, "uncertainty", HIGH, "small"),
            low=0.0,
            unit="error",
        ),
        *(
            Claim(
                f"high-dimension-{name}-separation",
                f"The loss of {what} against random sampling in {HIGH} dimensions is larger with a small separation "
                "than with a large one.",
                partial(_by_separation, strategy),
                low=0.0,
                unit="error",
            )
            for name, strategy, what in (
                ("bayes-boundary", "Bayes", "sampling at the Bayes boundary"),
                ("margin", "uncertainty", "margin sampling"),
            )
        ),
        Claim(
            "high-dimension-informed-margin-worse",
            f"The same with a start of {INFORMED} random labels, after which the model knows more of the boundary: "
            f"margin sampling ends with a higher error after {INFORMED + BUDGET} labels.",
            partial(_excess, "uncertainty", HIGH, "small", start=INFORMED),
            low=0.0,
            unit="error",
            scales=("full",),
            looked=f"the start of {START}",
        ),
        Claim(
            "low-dimension-margin-better",
            f"In {LOW} dimensions with a small separation, margin sampling ends with a lower error than random "
            "sampling (our control: the paper is about high dimensions).",
            partial(_excess, "uncertainty", LOW, "small"),
            high=0.0,
            unit="error",
        ),
    ]


def excess(
    table: pd.DataFrame, strategy: str, dimension: int, separation: str, start: int = START
) -> NDArray[np.float64]:
    """Return a strategy's last error minus that of random sampling, by seed."""
    of_random = last(table, "random", dimension, separation, start=start)
    return last(table, strategy, dimension, separation, start=start) - of_random


def last(
    table: pd.DataFrame, strategy: str, dimension: int, separation: str, what: str = "error", start: int = START
) -> NDArray[np.float64]:
    """Return what a cell ends with, by seed."""
    chosen = (table["strategy"] == strategy) & (table["dimension"] == dimension)
    chosen &= (table["separation"] == separation) & (table["start"] == start) & (table["round"] == BUDGET)
    return table[chosen].sort_values("seed")[what].to_numpy(dtype=float)


def _excess(strategy: str, dimension: int, separation: str, table: pd.DataFrame, start: int = START) -> Sample:
    return Sample(excess(table, strategy, dimension, separation, start))


def _by_separation(strategy: str, table: pd.DataFrame) -> Sample:
    return Sample(excess(table, strategy, HIGH, "small") - excess(table, strategy, HIGH, "large"))
