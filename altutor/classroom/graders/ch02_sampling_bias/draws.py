"""Chances and LURE weights by exact fractions, and what mistakes make of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from altutor.classroom.ask import alike


def chances_of(scores: Any, drawn: Any) -> list[float]:
    """Return the chance of each draw, by exact fractions."""
    left = {row: Fraction(float(score)) for row, score in enumerate(scores)}
    found = []
    for row in drawn:
        found.append(float(left[row] / sum(left.values())))
        del left[row]
    return found


def lure_weights(chances: Any, pool: int) -> list[float]:
    """Return the weights of LURE from the chapter's coefficients: c_m over (N q_m), and c_k over N for all k > m."""
    n, size = len(chances), pool
    if n == size:
        return [1.0] * n
    c = [Fraction(size * (size - n), n * (size - m) * (size - m + 1)) for m in range(1, n + 1)]
    first = [one / (size * Fraction(float(q))) for one, q in zip(c, chances, strict=True)]
    return [float(n * (one + sum(c[m:]) / size)) for m, one in enumerate(first, 1)]


def _formula(q: Any, m: Any, n: int) -> Any:
    return 1 + (n - len(q)) / (n - m) * (1 / ((n - m + 1) * q) - 1)


def wrong_weights(chances: Any, n: int, value: Any = None) -> dict[str, Any]:
    """Return what each mistake makes of the weights; `value` tells which form of a mistake was made."""
    q = np.asarray(chances)
    m = np.arange(1, len(q) + 1)
    right = np.array(lure_weights(q, n))
    backwards = _formula(q, m[::-1], n), right[::-1], _formula(q[::-1], m, n)
    return {
        "plain-mean": np.ones(len(q)),
        "with-replacement": 1 / (n * q),
        "not-levelled": 1 / ((n - m + 1) * q),
        "counted-from-zero": _formula(q, m - 1, n),
        "backwards": next((one for one in backwards if alike(value, one)), backwards[0]),
        "rows-left-for-pool": _formula(q, m, n - len(q)),
    }


def wrong_risks(losses: Any, q: Any, n: int) -> dict[str, float]:
    """Return what each mistake makes of the estimate."""
    found = {name: float(np.mean(one * losses)) for name, one in wrong_weights(q, n).items()}
    v = np.array(lure_weights(q, n))
    return found | {"divided-by-weights": float(np.sum(v * losses) / v.sum())}
