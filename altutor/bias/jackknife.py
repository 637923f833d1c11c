"""How far the squared maximum mean discrepancy may be off: a jackknife over the rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.bias.kernel import BLOCK

Floats = NDArray[np.float64]


def jackknife(rows: Floats, n_first: int, bandwidth: float) -> tuple[float | None, float | None]:
    """Return a 95% interval for the squared maximum mean discrepancy of two populations (Efron and Stein, 1981).

    Each row is left out in turn, and the two samples add their variances. The interval is the normal one, so it leans
    on a discrepancy above 0: near 0 the estimate is not normal, and the interval is too wide or reaches below 0.

    Parameters
    ----------
    rows
        Shape (n, n_features): the first sample, then the second.
    n_first
        Rows of the first sample.
    bandwidth
        s in exp(-|x - y|^2 / (2 s^2)), in the unit of the features.

    Returns
    -------
    tuple
        ``(low, high)``; two times None where a sample has fewer than three rows.
    """
    from scipy import stats
    from sklearn.metrics.pairwise import rbf_kernel

    n, m = n_first, len(rows) - n_first
    if min(n, m) < 3:
        return None, None
    to_first, to_second = np.empty(len(rows)), np.empty(len(rows))
    size = max(1, BLOCK // len(rows))
    for start in range(0, len(rows), size):
        kernel = rbf_kernel(rows[start : start + size], rows, gamma=1 / (2 * bandwidth**2))
        kernel[np.arange(len(kernel)), np.arange(start, start + len(kernel))] = 0.0  # a row and itself
        to_first[start : start + size] = kernel[:, :n].sum(axis=1)
        to_second[start : start + size] = kernel[:, n:].sum(axis=1)
    both, between, neither = to_first[:n].sum(), to_second[:n].sum(), to_second[n:].sum()

    def squared(within: Floats, across: Floats, others: Floats, first: int, second: int) -> Floats:
        pairs = within / (first * (first - 1)) + others / (second * (second - 1))
        return np.asarray(pairs - 2 * across / (first * second))

    estimate = float(squared(both, between, neither, n, m))
    without_one = (
        squared(both - 2 * to_first[:n], between - to_second[:n], neither, n - 1, m),
        squared(both, between - to_first[n:], neither - 2 * to_second[n:], n, m - 1),
    )
    variance = sum((len(left) - 1) * float(left.var()) for left in without_one)
    half = float(stats.norm.ppf(0.975)) * variance**0.5
    return estimate - half, estimate + half
