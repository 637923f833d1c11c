"""Shares of two samples: intervals by solving an equation, and p-values by counting the ways to deal the rows."""

from __future__ import annotations

from math import comb

import numpy as np

Z = 1.959964


def wilson(hits: int, size: int) -> tuple[float, float]:
    """Return the Wilson interval: the shares p of which the share seen is just z of p's own standard errors away."""
    seen, one = hits / size, Z**2 / size
    low, high = sorted(np.roots([1 + one, -(2 * seen + one), seen**2]).real.tolist())
    return low, high


def newcombe(k: int, n: int, j: int, m: int) -> tuple[float, float]:
    """Return the hybrid score interval of k of n minus j of m."""
    (low, high), (other_low, other_high) = wilson(k, n), wilson(j, m)
    p, q = k / n, j / m
    return p - q - float(np.hypot(p - low, other_high - q)), p - q + float(np.hypot(high - p, q - other_low))


def normal(k: int, n: int, j: int, m: int) -> list[tuple[float, float]]:
    """Return the normal interval with the spread of the pooled share, and with that of each share."""
    p, q, pooled = k / n, j / m, (k + j) / (n + m)
    widths = pooled * (1 - pooled) * (1 / n + 1 / m), p * (1 - p) / n + q * (1 - q) / m
    return [(p - q - Z * width**0.5, p - q + Z * width**0.5) for width in widths]


def tails(k: int, n: int, j: int, m: int) -> tuple[float, float, float]:
    """Return the p-values of all tables with these margins: both sides, few chosen, many chosen."""
    hits = range(max(0, k + j - m), min(n, k + j) + 1)
    ways = {one: comb(n, one) * comb(m, k + j - one) for one in hits}
    found = (
        [way for way in ways.values() if way <= ways[k]],
        [way for one, way in ways.items() if one <= k],
        [way for one, way in ways.items() if one >= k],
    )
    both, few, many = (sum(some) / sum(ways.values()) for some in found)
    return both, few, many
