"""Where a difference that falls along x turns from a gain into a loss, with an interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.claims import LEVEL

STEPS = 2000


@dataclass(frozen=True)
class Crossing:
    """A place on the x axis; infinite where it lies beyond the last x that was measured."""

    estimate: float
    low: float
    high: float

    def scaled(self, factor: float) -> Crossing:
        """Return the same place in another unit of x."""
        return Crossing(self.estimate * factor, self.low * factor, self.high * factor)


def crossing(x: ArrayLike, differences: NDArray[np.float64], level: float = LEVEL) -> Crossing:
    """Find where the mean of some differences first falls to 0, and which places the runs do not rule out.

    Parameters
    ----------
    x
        Shape (n_x,), rising: where the differences were measured; between two places they are taken as straight lines.
    differences
        Shape (n_blocks, n_x).
    level
        Confidence level in (0, 1).

    Returns
    -------
    Crossing
        `low` and `high` bound the places at which the t interval of the mean difference holds 0 (a test turned into an
        interval, as in Fieller, 1954). Unlike percentiles of a bootstrap it has its level with few blocks too, and it
        is open above where no loss was established. `low` is the first x where a loss cannot be ruled out anywhere.
    """
    from scipy import stats

    places = np.asarray(x, dtype=float)
    grid = np.union1d(np.linspace(places[0], places[-1], STEPS + 1), places)
    between = np.array([np.interp(grid, places, one) for one in differences])
    n, mean = len(between), between.mean(axis=0)
    # One block leaves everything open.
    half = np.full(len(grid), np.inf)
    if n > 1:
        half = stats.t.ppf((1 + level) / 2, n - 1) * between.std(axis=0, ddof=1) / n**0.5
    not_won, not_lost = mean - half <= 0, mean + half >= 0
    last = int(np.flatnonzero(not_lost)[-1]) if not_lost.any() else 0
    return Crossing(
        estimate=_first(grid, mean <= 0),
        low=_first(grid, not_won),
        high=float(grid[last]) if last < len(grid) - 1 else np.inf,
    )


def labels_needed(
    queries: ArrayLike, random: NDArray[np.float64], reached: NDArray[np.float64], level: float = LEVEL
) -> Crossing:
    """Return how many queries random sampling needs until its mean score is what a strategy has reached.

    Parameters
    ----------
    queries
        Shape (n_rounds,): numbers of queries after which random sampling was measured.
    random
        Shape (n_blocks, n_rounds): its scores; between two rounds they are taken as straight in log(1 + queries).
    reached
        Shape (n_blocks,): what the strategy reached, on the same blocks of seeds.
    level
        Confidence level in (0, 1).
    """
    found = crossing(np.log1p(np.asarray(queries, dtype=float)), reached[:, None] - random, level)
    return Crossing(*(float(np.expm1(one)) for one in (found.estimate, found.low, found.high)))


def _first(grid: NDArray[np.float64], there: NDArray[np.bool_]) -> float:
    return float(grid[there.argmax()]) if there.any() else np.inf
