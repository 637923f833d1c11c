"""Learners: any scikit-learn classifier that gives probabilities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.errors import AltutorError


class Classifier(Protocol):
    """What the loop needs of a classifier."""

    def fit(self, X: Any, y: Any) -> Any:
        """Learn from features of shape (n, n_features) and labels of shape (n,)."""

    def predict(self, X: Any) -> NDArray[Any]:
        """Return labels of shape (n,)."""

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Return probabilities of shape (n, n_classes)."""


Learner = Callable[[], Classifier]  # makes an untrained classifier: every round trains afresh


def logistic() -> Classifier:
    """Return logistic regression with an L2 penalty, C = 1 and an intercept.

    Newton's method finds the optimum to many digits in a few steps. At scikit-learn's default tolerance the choice
    between two almost equally uncertain rows would depend on the solver and the machine.
    """
    from sklearn.linear_model import LogisticRegression

    model: Classifier = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10, max_iter=1000)
    return model


def train(learner: Learner, features: ArrayLike, labels: ArrayLike) -> Classifier:
    """Return a fresh classifier trained on the labels so far.

    Parameters
    ----------
    learner
        Makes the classifier.
    features
        Shape (n, n_features).
    labels
        Shape (n,).

    Raises
    ------
    AltutorError
        When the classifier gives no probabilities, or the labels hold fewer than two classes.
    """
    model = learner()
    if not hasattr(model, "predict_proba"):
        raise AltutorError(
            f"{type(model).__name__} has no predict_proba, and a query strategy needs probabilities: "
            "choose another classifier, or wrap it in sklearn.calibration.CalibratedClassifierCV."
        )
    classes = np.unique(labels)
    if len(classes) < 2:
        held = f"only the class {classes[0]}" if len(classes) else "no label"
        raise AltutorError(f"The start holds {held}, and a classifier needs two: label a row of another class first.")
    model.fit(features, labels)
    return model
