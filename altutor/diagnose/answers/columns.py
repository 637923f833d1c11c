"""Shares with their intervals as the columns of a picture of kind "dots"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from numpy.typing import NDArray

LONGEST = 40  # characters of a label beside its row
Counted = tuple[str, str, int, int]
"""Label of a row, series, how many, of how many."""


def share_columns(counted: Iterable[Counted]) -> dict[str, list[Any]]:
    """Return a row for each share: the share, and its 95% score interval (Wilson, 1927).

    Parameters
    ----------
    counted
        Label, series, hits and total; ``0 <= hits <= total`` and ``total >= 1``.
    """
    from scipy import stats

    names = ("group", "label", "series", "hits", "of", "estimate", "low", "high")
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for label, series, hits, of in counted:
        ends = stats.binomtest(hits, of).proportion_ci(0.95, method="wilson")
        shown = label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
        row = ("", shown, series, hits, of, hits / of, float(ends.low), float(ends.high))
        for name, value in zip(names, row, strict=True):
            columns[name].append(value)
    return columns


def by_number(samples: dict[str, NDArray[Any]], of: str, most: int = 5) -> dict[str, list[Any]]:
    """Return which share of each sample has 0, 1, 2, ... of something; what is above `most` stands in one row.

    Parameters
    ----------
    samples
        Series and its whole numbers, one a text.
    of
        What is counted: "ORG spans".
    most
        The last number with a row of its own.
    """
    rows = []
    for number in range(most + 2):
        label = f"{of}: {number}" if number <= most else f"{of}: {most + 1} or more"
        for series, values in samples.items():
            hits = int((values == number if number <= most else values > most).sum())
            rows.append((label, series, hits, len(values)))
    return share_columns(rows)
