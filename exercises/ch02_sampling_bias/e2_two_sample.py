"""Test whether a classifier can tell the chosen rows from the others.

The classifier two-sample test trains a classifier to tell chosen rows from other rows. If it can, on rows that it has
not seen, then the two samples differ. The measure is the area under the ROC curve (AUC): 0.5 where it cannot tell.
How large an area may come about by chance is found by shuffling who was chosen.

1. `cross_validated_area` takes each fold in turn. It trains `LogisticRegression(tol=1e-8, max_iter=1000)` on the rows
   of all other folds and computes the AUC on the rows of this fold. It returns the mean of these areas. The features
   are standardised already.
2. `shuffled_areas` does the same once for each shuffle. The features move, and the tags (who was chosen) and the folds
   stay where they are: in the shuffle `order`, row i gets the features of row `order[i]`. So each fold keeps its number
   of chosen rows.
3. `p_value` returns the share of shuffles whose area is at least as large as the real one, with the real division
   counted in as one more shuffle.
"""

import numpy as np


def cross_validated_area(features: np.ndarray, is_chosen: np.ndarray, folds: np.ndarray) -> float:
    """Return the mean of the areas under the ROC curve, one for each fold.

    `features` has shape (n, n_features). `is_chosen` has shape (n,): 1 for a chosen row, 0 for another one. `folds` has
    shape (n,): the number of the fold that each row is in. Every fold holds rows of both kinds.
    """
    raise NotImplementedError


def shuffled_areas(features: np.ndarray, is_chosen: np.ndarray, folds: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """Return the cross-validated area of each shuffle, shape (n_shuffles,).

    `orders` has shape (n_shuffles, n). Each of its rows holds the positions 0 to n - 1 in another order.
    """
    raise NotImplementedError


def p_value(area: float, shuffled: np.ndarray) -> float:
    """Return the p-value of the real division's `area`, given those of the shuffles, shape (n_shuffles,)."""
    raise NotImplementedError
