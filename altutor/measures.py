"""What to measure on held-out rows, for many runs at once: each takes a prediction and labels of shape (R, n)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.logistic import Prediction

Measure = Callable[[Prediction, NDArray[Any]], NDArray[np.float64]]


def accuracy(prediction: Prediction, labels: NDArray[Any]) -> NDArray[np.float64]:
    """Return the share of rows whose class is right, shape (R,), for labels of shape (R, n)."""
    right = prediction.classes == labels
    return right.view(np.uint8).sum(axis=1, dtype=np.uint32) / labels.shape[1]  # several times faster than mean()


def f1(prediction: Prediction, labels: NDArray[Any], positive: int = 1) -> NDArray[np.float64]:
    """Return F of one class, the harmonic mean of its precision and recall, shape (R,).

    Parameters
    ----------
    prediction
        Of R models on n rows each.
    labels
        Shape (R, n).
    positive
        The class.

    Returns
    -------
    numpy.ndarray
        0 where the class is neither predicted nor present, as in scikit-learn.
    """
    said, true = prediction.classes == positive, labels == positive
    both = 2.0 * (said & true).sum(axis=1)
    either = said.sum(axis=1) + true.sum(axis=1)
    return np.asarray(both / np.maximum(either, 1))


def average_precision(prediction: Prediction, labels: NDArray[Any], positive: int = 1) -> NDArray[np.float64]:
    """Return the average precision of one class, shape (R,): the mean over its rows of the precision at their score.

    Precision at a score is the share of the class among all rows with that score or a higher one, so that rows with
    equal scores count alike, whatever their order (as in ``sklearn.metrics.average_precision_score``). The expectation
    for a random ranking is close to the share of the class, not 0.5.

    Parameters
    ----------
    prediction
        Of R models on n rows each. Rows are ranked by the log odds of the class where there are two classes, which has
        no ties where probabilities round to 1; else by its probability.
    labels
        Shape (R, n).
    positive
        The class.

    Returns
    -------
    numpy.ndarray
        0 where the class is not present, as in scikit-learn.
    """
    if prediction.logits.ndim == 2:
        scores = prediction.logits if positive == 1 else -prediction.logits
    else:
        scores = prediction.probabilities[..., positive]
    n = scores.shape[1]
    found = np.zeros(len(scores))
    for run, everything in enumerate(np.sort(scores, axis=1)):
        own = np.sort(scores[run, labels[run] == positive])
        if own.size:
            hits = len(own) - own.searchsorted(own)  # rows of the class with the same score or a higher one
            found[run] = (hits / (n - everything.searchsorted(own))).mean()
    return found
