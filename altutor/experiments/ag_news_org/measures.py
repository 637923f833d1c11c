"""Quantities of the ORG experiment, computed from its table of rows: one value a seed, on any subset of blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from altutor.claims import Sample, jackknife
from altutor.data.corpus import TOPICS
from altutor.ner.annotator import Cost
from altutor.ner.loop import Cell
from altutor.ner.reliability import BINS
from altutor.ner.scores import BLOCKS_PER_TOPIC

Array = NDArray[Any]
Values = Callable[[pd.DataFrame, Array], Array]
"""From the table and the numbers of the held-out blocks to look at, to one value a seed."""

ALL_BLOCKS = np.arange(len(TOPICS) * BLOCKS_PER_TOPIC)
LAST = -1


def over_heldout(values: Values) -> Callable[[pd.DataFrame], Sample]:
    """Return a claim's measure: the values of each seed, and the variance that comes from the held-out texts."""

    def measure(table: pd.DataFrame) -> Sample:
        variance, df = jackknife(
            lambda kept: float(values(table, kept).mean()), ALL_BLOCKS, ALL_BLOCKS // BLOCKS_PER_TOPIC
        )
        return Sample(values(table, ALL_BLOCKS), variance, df)

    return measure


def rounds(table: pd.DataFrame, cell: Cell, round_: int = LAST, kind: str = "round") -> pd.DataFrame:
    """Return the rows of a cell in one round, in the order of the seeds."""
    chosen = table["kind"] == kind
    for name, value in asdict(cell).items():
        chosen &= table[name] == value
    rows = table[chosen]
    last = rows["round"].max()
    return rows[rows["round"] == (last if round_ == LAST else round_)].sort_values("seed")


def heldout_f(table: pd.DataFrame, cell: Cell, blocks: Array, round_: int = LAST, prefix: str = "") -> Array:
    """Return the held-out F of each seed; with the prefix ``kept_``, of the base's other labels."""
    rows = rounds(table, cell, round_)
    tp, fp, fn = (np.stack(rows[f"{prefix}{name}"].to_list())[:, blocks].sum(axis=1) for name in ("tp", "fp", "fn"))
    f: Array = 2 * tp / np.maximum(2 * tp + fp + fn, 1)
    return f


def gain(table: pd.DataFrame, cell: Cell, blocks: Array) -> Array:
    """Return held-out F after the last round minus before the first."""
    return heldout_f(table, cell, blocks) - heldout_f(table, cell, blocks, 0)


def dev_rise(table: pd.DataFrame, cell: Cell) -> Array:
    """Return dev score after the last round minus that of the untouched base on the same split."""
    rows = rounds(table, cell)
    rise: Array = (rows["dev_after"] - rows["dev_before"]).to_numpy(dtype=float)
    return rise


def minutes(table: pd.DataFrame, cell: Cell, cost: Cost | None = None, round_: int = LAST) -> Array:
    """Return the annotator minutes spent up to a round."""
    rows = rounds(table, cell, round_)
    seconds = (cost or Cost()).seconds(*(rows[name].to_numpy(dtype=float) for name in ("tokens", "spans", "decisions")))
    return np.asarray(seconds) / 60


def reliability(table: pd.DataFrame, score: str, blocks: Array, after: bool) -> Array:
    """Return reliability counts of each seed, shape (n_seeds, 3, BINS)."""
    rows = rounds(table[table["score"] == score], Cell("random", "spans"), LAST if after else 0, kind="reliability")
    stacked = [np.stack(rows[name].to_list())[:, blocks].sum(axis=1) for name in ("n", "right", "sum")]
    return np.stack(stacked, axis=1).reshape(len(rows), 3, BINS)
