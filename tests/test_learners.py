from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import LinearSVC

from altutor.errors import AltutorError
from altutor.learners import logistic, train

FEATURES = np.array([[0.0, 1.0], [1.0, 0.0], [3.0, 3.0], [4.0, 2.0]])
LABELS = np.array([0, 0, 1, 1])


def test_logistic_is_the_optimum_that_another_solver_finds() -> None:
    ours = train(logistic, FEATURES, LABELS)
    other = LogisticRegression(C=1.0, solver="lbfgs", tol=1e-10).fit(FEATURES, LABELS)
    np.testing.assert_allclose(ours.predict_proba(FEATURES), other.predict_proba(FEATURES), atol=1e-4)


def test_any_classifier_with_probabilities_serves() -> None:
    assert train(GaussianNB, FEATURES, LABELS).predict(FEATURES).tolist() == LABELS.tolist()


def test_every_training_starts_afresh() -> None:
    assert train(logistic, FEATURES, LABELS) is not train(logistic, FEATURES, LABELS)


def test_classifier_without_probabilities_is_refused() -> None:
    with pytest.raises(AltutorError, match=r"LinearSVC has no predict_proba.*CalibratedClassifierCV"):
        train(LinearSVC, FEATURES, LABELS)


@pytest.mark.parametrize(("kept", "words"), [([0, 1], "only the class 0"), ([], "no label")])
def test_start_without_two_classes_is_refused(kept: list[int], words: str) -> None:
    with pytest.raises(AltutorError, match=words):
        train(logistic, FEATURES[kept], LABELS[kept])
