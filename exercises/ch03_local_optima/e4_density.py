"""Weight uncertainty by density, so that unsure rows in crowded places are asked about first.

Density weighting (Settles and Craven, 2008) scores a row by its entropy times its mean similarity to the pool. The
pool here is all rows, those with a label and those without.

1. `similarity` returns how similar the rows are to each other: exp(-d^2 / (2 s^2)), where d is the Euclidean distance
   between two rows. The scale s is the median of the distances over all pairs of two different rows, each pair
   counted once. A row's similarity to itself is 1.
2. `density_scores` returns the score of each row: the entropy of its class probabilities in nats, times its mean
   similarity to all n rows of the pool, itself included. A class with probability 0 adds nothing to the entropy.
3. `next_query` returns the row without a label that has the highest score.
"""

import numpy as np


def similarity(features: np.ndarray) -> np.ndarray:
    """Return the similarity of each row to each row, of shape (n, n).

    `features` has shape (n, n_features), with n of at least 2 and no two rows alike.
    """
    raise NotImplementedError


def density_scores(probabilities: np.ndarray, features: np.ndarray, labelled: list[int]) -> np.ndarray:
    """Return the score of each row, of shape (n,); labelled rows get theirs like all others.

    `probabilities` has shape (n, n_classes), and each row sums to 1. `features` has shape (n, n_features). `labelled`
    lists the rows that have a label.
    """
    raise NotImplementedError


def next_query(probabilities: np.ndarray, features: np.ndarray, labelled: list[int]) -> int:
    """Return the position in the pool of the row to ask about next."""
    raise NotImplementedError
