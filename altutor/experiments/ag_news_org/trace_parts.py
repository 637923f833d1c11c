"""What the figures of the ORG experiment share: names of cells, columns, intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from altutor.claims import interval
from altutor.experiments.ag_news_org.measures import Values, over_heldout
from altutor.ner.loop import Cell
from altutor.traces import DIGITS

Columns = dict[str, list[Any]]
Interval = tuple[float, float, float]
MEANING = {"unknown": "unknown", "outside": "not an entity", "base": "base's prediction"}
DOTS = ("group", "label", "series", "estimate", "low", "high")
LINES = ("panel", "series", "x", "estimate", "low", "high")


def cells_of(table: pd.DataFrame) -> list[Cell]:
    """Return the cells that were run: all spans first, strong base last."""
    factors = list(Cell.__dataclass_fields__)
    found = table[table["kind"] == "round"][factors].drop_duplicates()
    cells = [Cell(**{key: row[key] for key in factors}) for row in found.to_dict("records")]
    return sorted(cells, key=lambda cell: (cell.base == "strong", cell.feedback == "binary"))


def name(cell: Cell) -> str:
    """Return a cell's name in figures and tables."""
    words: str = cell.selection
    if cell.feedback == "binary":
        words += f", {MEANING[cell.unlabelled]}"
        words += ", own entities" if cell.suggestion == "entities" else ""
    if cell.rehearsal and cell.unlabelled != "base":
        words += ", rehearsal"
    return words + (", strong base" if cell.base == "strong" else "")


def group(cell: Cell) -> str:
    """Return the kind of feedback, as a heading."""
    if cell.base == "strong":
        return "all spans, strong base"
    return "all spans" if cell.feedback == "spans" else "yes/no, unlabelled is ..."


def is_chief(cell: Cell) -> bool:
    """Return whether a cell belongs in figures that more lines would crowd: random or beam, and no variation."""
    varied = cell.suggestion == "entities" or (cell.rehearsal and cell.unlabelled != "base")
    return cell.base == "weak" and cell.selection in ("random", "beam") and not varied


def empty(names: tuple[str, ...]) -> Columns:
    """Return columns without rows."""
    return {each: [] for each in names}


def with_heldout(table: pd.DataFrame, values: Values) -> Interval:
    """Return estimate and interval over seeds and held-out texts."""
    return interval(over_heldout(values)(table))


def add(columns: Columns, found: Interval, *, share: bool = False, **values: Any) -> None:
    """Add one row: other columns, and an interval; that of a share is cut to what a share can be.

    One seed has no interval: None, since JSON knows no infinity.
    """
    estimate, low, high = found
    if share:
        low, high = (low if low == -np.inf else max(low, 0.0)), (high if high == np.inf else min(high, 1.0))
    for key, value in (values | {"estimate": estimate, "low": low, "high": high}).items():
        columns[key].append(
            (round(value, DIGITS) if np.isfinite(value) else None) if isinstance(value, float) else value
        )
