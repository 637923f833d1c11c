"""Scores that are a ratio of sums over texts, such as F and accuracy: intervals and tests by resampling the texts.

A tally has a row a text: what counts for the model, and out of how much. A right answer counts 1 out of 1; for F of
spans (van Rijsbergen, 1979) twice the hits count, out of the spans found plus the spans marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tally = NDArray[np.float64]
"""Shape (n_texts, 2)."""

RESAMPLES = 2000
PERMUTATIONS = 1999
ENDS = (0.025, 0.975)
TOGETHER = 200  # permutations at once; bounds the memory
ROUNDING = 1e-10  # a permutation that gives the same division again must count, whatever the rounding
NO_ERROR = 1e-6  # a standard error below it is 0 up to rounding: one odd text of 2,000 gives more than 1e-5


def score(tally: Tally, weights: NDArray[np.float64] | None = None) -> float:
    """Return the score, from 0 to 1, of texts with weights (by default each 1); 0 where nothing counts."""
    counts, of = tally.sum(axis=0) if weights is None else weights @ tally
    return float(counts / of) if of else 0.0


def deviation(tally: Tally) -> float:
    """Return the spread from text to text: the standard deviation of what a text adds to the score, linearised.

    Divided by the square root of the number of texts it is the standard error of the score (delta method). Of right
    and wrong answers it is their standard deviation.
    """
    return float(_linear(tally).std(ddof=1))


def resampled(tally: Tally, rng: np.random.Generator, weights: NDArray[np.float64] | None = None) -> Tally:
    """Return the scores of 2,000 resamples of the texts, shape (2000,); weights go with their texts."""
    n = len(tally)
    weighted = tally if weights is None else tally * weights[:, None]
    # How often each text is drawn is all that a resample is.
    sums = np.array([np.bincount(rng.integers(n, size=n), minlength=n) @ weighted for _ in range(RESAMPLES)])
    return np.divide(sums[:, 0], sums[:, 1], out=np.zeros(RESAMPLES), where=sums[:, 1] > 0)


def ends(scores: Tally) -> tuple[float, float]:
    """Return the 2.5% and 97.5% points of resampled scores, or of differences of them."""
    low, high = np.quantile(scores, ENDS)
    return float(low), float(high)


def permuted(first: Tally, second: Tally, rng: np.random.Generator) -> float:
    """Return the two-sided p-value of the difference of two scores, from 1,999 permutations of the texts.

    The difference is divided by its standard error in each permutation (Janssen, 1997). Exact where the texts are
    exchangeable; where the two sides differ in spread alone, right for many texts.
    """
    both, n = np.concatenate([first, second]), len(first)
    found = _studentised(first, second)[0] - ROUNDING
    hits = 0
    for start in range(0, PERMUTATIONS, TOGETHER):
        division = np.zeros((min(TOGETHER, PERMUTATIONS - start), len(both)))
        division[:, :n] = 1
        hits += int((_studentised(both, both, rng.permuted(division, axis=1)) >= found).sum())
    return (1 + hits) / (1 + PERMUTATIONS)


def paired(before: Tally, after: Tally, rng: np.random.Generator) -> tuple[float, float, float]:
    """Return the 95% interval of the change of a score on the same texts, and its two-sided p-value.

    The interval resamples the texts, each with both of its scores. The p-value swaps before and after in random texts
    (approximate randomisation; Noreen, 1989), 1,999 times.
    """
    n = len(before)
    counts = np.array([np.bincount(rng.integers(n, size=n), minlength=n) for _ in range(RESAMPLES)], dtype=float)
    low, high = ends(_ratio(counts @ after) - _ratio(counts @ before))
    swap = rng.integers(2, size=(PERMUTATIONS, n)).astype(float)
    moved = swap @ (before - after)
    drawn = _ratio(after.sum(axis=0) + moved) - _ratio(before.sum(axis=0) - moved)
    found = abs(score(after) - score(before)) - ROUNDING
    return low, high, float((1 + (np.abs(drawn) >= found).sum()) / (1 + PERMUTATIONS))


def columns(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, list[Any]]:
    """Return rows as the named columns of a picture; at least one row."""
    return {name: list(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)}


def _ratio(sums: Tally) -> Tally:
    return np.divide(sums[:, 0], sums[:, 1], out=np.zeros(len(sums)), where=sums[:, 1] > 0)


def _linear(tally: Tally) -> NDArray[np.float64]:
    of = tally[:, 1].mean()
    return (tally[:, 0] - score(tally) * tally[:, 1]) / of if of else np.zeros(len(tally))


def _studentised(first: Tally, second: Tally, division: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return the distance of two scores in standard errors; infinite where all texts of each side score alike.

    With a `division` (shape (n_divisions, n): 1 for a text of the first side, else 0) both tallies are of all texts,
    and the shape is (n_divisions,).
    """
    sides = (np.ones((1, len(first))), np.ones((1, len(second)))) if division is None else (division, 1 - division)
    scores, variances = [], []
    for tally, inside in zip((first, second), sides, strict=True):
        h, o = tally.T
        sums = inside @ np.stack([h, o, h * h, h * o, o * o, np.ones(len(tally))], axis=1)
        rate = _ratio(sums[:, :2])
        _, of, hh, ho, oo, n = sums.T
        # Of h - score * o, which has the mean 0 on its side.
        spread = (hh - 2 * rate * ho + rate**2 * oo) / (n - 1) * n / np.maximum(of, 1e-300) ** 2
        scores.append(rate)
        variances.append(np.where(of > 0, spread, 0.0))
    error = np.sqrt(np.maximum(variances[0] + variances[1], 0.0))
    distance = np.abs(scores[0] - scores[1])
    without_error = np.where(distance > ROUNDING, np.inf, 0.0)
    return np.divide(distance, error, out=without_error, where=error > NO_ERROR)
