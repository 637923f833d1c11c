"""The stacked model for any number of classes."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from altutor.logistic.binary import Binary


class Logistic(Protocol):
    """Logistic regressions of R runs, fitted together."""

    def fit(
        self,
        features: NDArray[np.float64],
        labels: NDArray[Any],
        sample_weight: NDArray[np.float64] | None = None,
    ) -> None:
        """Learn from features of shape (R, n_features + 1, m) and labels of shape (R, m)."""

    def logits(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what :class:`Prediction` is made of, for features of shape (R, n_features + 1, n)."""


def model(n_classes: int, n_features: int, runs: int, C: float = 1.0) -> Logistic:
    """Return an untrained stacked model.

    Parameters
    ----------
    n_classes
        2 or more; labels are 0 to n_classes - 1.
    n_features
        Without the intercept.
    runs
        Number of runs.
    C
        Inverse strength of the penalty, as in scikit-learn.
    """
    if n_classes == 2:
        return Binary(n_features, runs, C)
    from altutor.logistic.multinomial import Multinomial

    return Multinomial(n_classes, n_features, runs, C)


def rows_last(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Copy features of shape (R, n, n_features) to (R, n_features + 1, n), with ones for the intercept."""
    R, n, d = features.shape
    turned = np.ones((R, d + 1, n))
    turned[:, :d] = features.swapaxes(1, 2)
    return turned
