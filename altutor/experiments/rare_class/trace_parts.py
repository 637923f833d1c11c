"""What the figures of the experiment share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from altutor.claims import Sample, interval
from altutor.experiments.rare_class.settings import STRATEGIES
from altutor.results import Results
from altutor.traces import DIGITS

if TYPE_CHECKING:
    import pandas as pd


def columns(*names: str) -> dict[str, list[Any]]:
    """Return empty columns of a trace."""
    return {name: [] for name in names}


def append(shown: dict[str, list[Any]], *cells: Any) -> None:
    """Add one row to the columns, in their order."""
    for column, value in zip(shown.values(), cells, strict=True):
        column.append(value)


def spread(blocks: ArrayLike, digits: int = DIGITS) -> tuple[float, float | None, float | None]:
    """Return mean and 95% interval over blocks of seeds, rounded; one block leaves the ends open, as None."""
    estimate, low, high = interval(Sample(np.asarray(blocks, dtype=float)))
    return round(estimate, digits), rounded(low, digits), rounded(high, digits)


def rounded(value: float, digits: int = DIGITS) -> float | None:
    """Return a number as it stands in a trace; None where it lies beyond what was measured."""
    return round(value, digits) if np.isfinite(value) else None


def strategies_of(table: pd.DataFrame) -> list[str]:
    """Return the strategies that were run, in the order of the book."""
    return [name for name in STRATEGIES if (table["strategy"] == name).any()]


def blocks_of(results: Results) -> str:
    """Return what the estimates and intervals of a figure are."""
    return f"mean of {len(results.seeds)} runs, with 95% intervals over blocks of {results.config['seeds_a_row']} runs."
