"""Reweight a dev split whose chances nobody knows, and decide whether the result can be trusted.

A tool chose rows, and nobody wrote down with which chance. A classifier was trained to tell the chosen rows (tag 1)
from a random sample of the pool (tag 0). What it says of a chosen row gives an estimate of how much denser the pool is
there than the chosen sample: the density ratio, which stands in for an importance weight.

1. `density_ratio` turns the classifier's probabilities into ratios, density of the pool over density of the chosen
   rows. By Bayes' rule the odds of "chosen" against "pool" at a row are the quotient of the two densities there times
   the quotient of the two sample sizes.
2. `reweighted` returns the weighted mean of the losses on the dev split. The scale of the weights must not matter.
3. `effective_size` returns how many equally weighted rows would be as informative: the square of the sum of the weights
   over the sum of their squares (Kish, 1965).
4. `out_of_reach` returns the share of the pool that no chosen row can stand for.
5. `verdict` decides. A row out of reach has no weight at all, so that comes first.
"""

import numpy as np


def density_ratio(probabilities: np.ndarray, n_chosen: int, n_pool: int) -> np.ndarray:
    """Return the density of the pool over that of the chosen rows, at each row; shape (n,).

    `probabilities` has shape (n,): the classifier's probability that a row has tag 1. It was trained on `n_chosen` rows
    with tag 1 and `n_pool` rows with tag 0.
    """
    raise NotImplementedError


def reweighted(losses: np.ndarray, weights: np.ndarray) -> float:
    """Return the weighted mean of the losses, both of shape (n,)."""
    raise NotImplementedError


def effective_size(weights: np.ndarray) -> float:
    """Return the effective sample size of weights of shape (n,), in rows."""
    raise NotImplementedError


def out_of_reach(chosen: np.ndarray, pool: np.ndarray, reach: float) -> float:
    """Return the share of the rows of the pool that have no chosen row within the distance `reach`.

    `chosen` and `pool` are features, shapes (n, n_features) and (N, n_features). The distance is the Euclidean one. A
    row at exactly that distance is within reach.
    """
    raise NotImplementedError


def verdict(
    weights: np.ndarray, chosen: np.ndarray, pool: np.ndarray, reach: float, most_out: float, least_size: float
) -> str:
    """Return "out of reach", "few rows count" or "trust", the first that applies.

    "out of reach": the share of the pool that is out of reach is above `most_out`. "few rows count": the effective
    sample size is below `least_size`. "trust": neither.
    """
    raise NotImplementedError
