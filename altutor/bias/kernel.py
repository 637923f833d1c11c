"""The Gaussian kernel of the maximum mean discrepancy, summed in blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BLOCK = 2**22  # entries of the kernel matrix that are held at once: 32 MiB
FOR_THE_MEDIAN = 1000  # rows whose distances are looked at: half a million pairs


def median_distance(rows: Floats, rng: np.random.Generator) -> float:
    """Return the median distance between two rows that differ: the median heuristic (Gretton et al., 2012).

    Parameters
    ----------
    rows
        Shape (n, n_features). Of more than 1,000 a random 1,000 are looked at.
    rng
        Draws them.

    Returns
    -------
    float
        In the unit of the features; 0 where all rows are equal.
    """
    from scipy.spatial.distance import pdist

    if len(rows) > FOR_THE_MEDIAN:
        rows = rng.choice(rows, FOR_THE_MEDIAN, replace=False)
    distances = pdist(rows)
    return float(np.median(distances[distances > 0])) if distances.any() else 0.0


def kernel_sums(rows: Floats, divisions: Floats, bandwidth: float) -> tuple[Floats, Floats, Floats]:
    """Sum the Gaussian kernel over pairs of different rows, for many divisions of the rows into two samples at once.

    Parameters
    ----------
    rows
        Shape (n, n_features).
    divisions
        Shape (n_divisions, n): 1 for a row of the first sample, 0 for one of the second.
    bandwidth
        s in exp(-|x - y|^2 / (2 s^2)), in the unit of the features.

    Returns
    -------
    tuple
        Three arrays of shape (n_divisions,): sums over ordered pairs within the first sample, over pairs of one row
        from each, and over ordered pairs within the second.
    """
    from sklearn.metrics.pairwise import rbf_kernel

    first, from_first, total = np.zeros(len(divisions)), np.zeros(len(divisions)), 0.0
    size = max(1, BLOCK // len(rows))
    for start in range(0, len(rows), size):
        kernel = rbf_kernel(rows[start : start + size], rows, gamma=1 / (2 * bandwidth**2))
        kernel[np.arange(len(kernel)), np.arange(start, start + len(kernel))] = 0.0  # a row and itself
        part, of_row = divisions[:, start : start + size], kernel.sum(axis=1)
        first += (part * (divisions @ kernel.T)).sum(axis=1)
        from_first += part @ of_row
        total += float(of_row.sum())
    between = from_first - first
    return first, between, total - first - 2 * between
