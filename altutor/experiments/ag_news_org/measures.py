"""Quantities of the ORG experiment, computed from its table of rows: one value a seed, for any weights of blocks."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Literal

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
"""From the table and the weights of the held-out blocks, shape (n_blocks,), to one value a seed."""

TOPIC = np.repeat(np.arange(len(TOPICS)), BLOCKS_PER_TOPIC)
"""The topic of each block."""
ALL_BLOCKS = np.ones(len(TOPIC))
"""Weights that leave no block out."""
LAST = -1


def over_heldout(values: Values) -> Callable[[pd.DataFrame], Sample]:
    """Return a claim's measure: the values of each seed, and the variance that comes from the held-out texts."""

    def measure(table: pd.DataFrame) -> Sample:
        variance, df = jackknife(lambda weights: float(values(table, weights).mean()), TOPIC)
        return Sample(values(table, ALL_BLOCKS), variance, df)

    return measure


def rounds(table: pd.DataFrame, cell: Cell, round_: int = LAST, score: str | None = None) -> pd.DataFrame:
    """Return the rows of a cell in one round, in the order of the seeds; with `score`, its reliability rows."""
    by_round = _indexed(table)[*asdict(cell).values(), score]
    return by_round[max(by_round) if round_ == LAST else round_]


_index: tuple[weakref.ref[pd.DataFrame], dict[tuple[Any, ...], dict[int, pd.DataFrame]]] | None = None


def _indexed(table: pd.DataFrame) -> dict[tuple[Any, ...], dict[int, pd.DataFrame]]:
    """Return the rows by cell, score and round; kept for the last table, since every claim asks it many times."""
    global _index
    if _index is None or _index[0]() is not table:
        found: dict[tuple[Any, ...], dict[int, pd.DataFrame]] = {}
        factors = list(Cell.__dataclass_fields__)
        for key, rows in table.sort_values("seed").groupby([*factors, "kind", "score", "round"], dropna=False):
            *levels, kind, score, round_ = key
            found.setdefault((*levels, score if kind == "reliability" else None), {})[int(round_)] = rows
        _index = (weakref.ref(table), found)
    return _index[1]


def heldout_f(table: pd.DataFrame, cell: Cell, blocks: Array, round_: int = LAST, prefix: str = "") -> Array:
    """Return the held-out F of each seed; with the prefix ``kept_``, of the base's other labels."""
    rows = rounds(table, cell, round_)
    tp, fp, fn = (np.stack(rows[f"{prefix}{name}"].to_list()) @ blocks for name in ("tp", "fp", "fn"))
    f: Array = 2 * tp / np.maximum(2 * tp + fp + fn, 1)
    return f


def heldout_share(table: pd.DataFrame, cell: Cell, blocks: Array, wrong: Literal["fp", "fn"]) -> Array:
    """Return held-out precision (`wrong` is "fp") or recall ("fn") of each seed after the last round."""
    rows = rounds(table, cell)
    tp, others = (np.stack(rows[name].to_list()) @ blocks for name in ("tp", wrong))
    share: Array = tp / np.maximum(tp + others, 1)
    return share


def gain(table: pd.DataFrame, cell: Cell, blocks: Array) -> Array:
    """Return held-out F after the last round minus before the first."""
    return heldout_f(table, cell, blocks) - heldout_f(table, cell, blocks, 0)


def f_of(cell: Cell, round_: int = LAST, prefix: str = "") -> Values:
    """Return :func:`heldout_f` of a cell as values."""
    return lambda table, blocks: heldout_f(table, cell, blocks, round_, prefix)


def gain_of(cell: Cell) -> Values:
    """Return :func:`gain` of a cell as values."""
    return lambda table, blocks: gain(table, cell, blocks)


def share_of(cell: Cell, wrong: Literal["fp", "fn"]) -> Values:
    """Return :func:`heldout_share` of a cell as values."""
    return lambda table, blocks: heldout_share(table, cell, blocks, wrong)


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


def right_near_half(table: pd.DataFrame, score: str, blocks: Array, after: bool) -> Array:
    """Return the share of right spans among those scored from 0.4 to 0.6, of each seed; NaN where there is none."""
    rows = _scored(table, score, after)
    n, right = (np.stack(rows[name].to_list()) @ blocks for name in ("near_half", "near_half_right"))
    shares: Array = right / np.where(n, n, np.nan)
    return shares


def reliability(table: pd.DataFrame, score: str, blocks: Array, after: bool) -> Array:
    """Return reliability counts of each seed, shape (n_seeds, 3, BINS)."""
    rows = _scored(table, score, after)
    # From (n_seeds, n_blocks, BINS) to (n_seeds, BINS).
    stacked = [np.einsum("sbk,b->sk", np.stack(rows[name].to_list()), blocks) for name in ("n", "right", "sum")]
    return np.stack(stacked, axis=1).reshape(len(rows), 3, BINS)


def _scored(table: pd.DataFrame, score: str, after: bool) -> pd.DataFrame:
    return rounds(table, Cell("random", "spans"), LAST if after else 0, score)
