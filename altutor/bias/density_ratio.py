"""The risk where nobody knows the chances: weights from a classifier that tells chosen rows from the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.bias.checks import numbers, one_each
from altutor.bias.classifier import chosen_or_not
from altutor.errors import AltutorError

Floats = NDArray[np.float64]


def density_ratio_weights(chosen: ArrayLike, rest: ArrayLike, rng: np.random.Generator, *, folds: int = 5) -> Floats:
    """Estimate at each chosen row how much denser the pool is than the chosen sample.

    The pool is the chosen rows and the rest together. With P(chosen | x) the probability that a row of the pool with
    features x was chosen, the ratio of the two densities is (M / N) / P(chosen | x) (Bickel, Brueckner and Scheffer,
    2007, 2009). A logistic regression on standardised features estimates it, at each row by a model that did not see
    that row.

    The weights are as good as that model. They mend no choice that depends on what the features do not show, and none
    that never takes some kinds of rows: such rows have no chosen row to stand for them, and nothing here tells.

    Parameters
    ----------
    chosen
        Features of the M chosen rows, shape (M, n_features), dense and finite.
    rest
        Features of the other rows of the pool, shape (N - M, n_features).
    rng
        Deals the rows into folds.
    folds
        Parts of the cross-validation, at least 2. Each sample needs as many rows.

    Returns
    -------
    array
        Shape (M,), without unit, above M / N. A row that is as frequent among the chosen as in the pool has 1.

    Raises
    ------
    AltutorError
        When a sample is no finite table of numbers or has fewer rows than `folds`, or when the columns differ.
    """
    from sklearn.model_selection import cross_val_predict

    model, rows, is_chosen, validation = chosen_or_not(chosen, rest, rng, folds, "rest")
    probabilities = cross_val_predict(model, rows, is_chosen, cv=validation, method="predict_proba")[:, 1]
    return np.asarray(is_chosen.mean() / probabilities[is_chosen == 1])


def reweighted(losses: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the weighted mean of the losses (Hajek, 1971): biased by about one part in M, but within their range.

    Parameters
    ----------
    losses
        Shape (..., M).
    weights
        Shape (..., M), above 0; their scale does not matter.

    Returns
    -------
    array
        Shape (...), in the unit of the loss.

    Raises
    ------
    AltutorError
        When shapes do not fit, a number is not finite, or a weight is not above 0.
    """
    found = _positive(weights)
    return np.asarray((found * one_each("losses", losses, "weights", found)).sum(axis=-1) / found.sum(axis=-1))


def effective_size(weights: ArrayLike) -> Floats:
    """Return how many equally weighted rows would be as informative: (sum w)^2 / sum w^2 (Kish, 1965).

    Exact where loss and weight have nothing to do with each other, and a first warning elsewhere: where it is far
    below M, few rows decide, and the correction may cost more in variance than it mends in bias.

    Parameters
    ----------
    weights
        Shape (..., M), above 0.

    Returns
    -------
    array
        Shape (...), in rows: from 1 to M.

    Raises
    ------
    AltutorError
        When a weight is not finite or not above 0.
    """
    found = _positive(weights)
    return np.asarray(found.sum(axis=-1) ** 2 / (found**2).sum(axis=-1))


def _positive(weights: ArrayLike) -> Floats:
    found = numbers("weights", weights, "(..., M)")
    if (found <= 0).any():
        raise AltutorError(f"A weight is {found[found <= 0][0]}: expected weights above 0.")
    return found
