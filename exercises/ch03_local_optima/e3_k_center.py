"""Choose rows by k-center greedy, as core-set does: always the row that is farthest from all labelled rows.

How far a row is from the labelled rows is its distance to the nearest of them. Distances are Euclidean: the root of
the sum of squared differences, one difference for each feature.

1. `nearest_distance` returns, for each row of the pool, the distance to the nearest labelled row. It is 0 for a row
   that has a label itself.
2. `k_center` returns the rows that core-set asks about, one after the other. Each time it asks about the row whose
   nearest labelled row is farthest away. That row then counts as labelled when the next one is chosen.
"""

import numpy as np


def nearest_distance(features: np.ndarray, labelled: list[int]) -> np.ndarray:
    """Return the distance of each row to the nearest labelled row, in the unit of the features.

    `features` has shape (n, n_features); `labelled` lists at least one row. The result has shape (n,).
    """
    raise NotImplementedError


def k_center(features: np.ndarray, labelled: list[int], k: int) -> list[int]:
    """Return the `k` rows that are asked about, in the order in which they are chosen.

    `labelled` lists the rows that have a label at the start, at least one. `k` is at most the number of the others.
    """
    raise NotImplementedError
