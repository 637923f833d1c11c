from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from altutor.logistic import Prediction, rows_last
from altutor.logistic.multinomial import Multinomial


def rows(seed: int, classes: int, features: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(classes, size=m)
    labels[:2] = 0, classes - 1
    return rng.normal(size=(m, features)) + 0.8 * labels[:, None], labels


def converged(features: np.ndarray, labels: np.ndarray, weight: np.ndarray | None = None) -> LogisticRegression:
    model = LogisticRegression(tol=1e-10, max_iter=100_000)
    return model.fit(features, labels, sample_weight=weight)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    classes=st.integers(3, 6),
    features=st.sampled_from([1, 3, 12]),
    m=st.integers(8, 40),
    weighted=st.booleans(),
)
def test_probabilities_are_those_of_scikit_learn(
    seed: int, classes: int, features: int, m: int, weighted: bool
) -> None:
    x, y = rows(seed, classes, features, m)
    weight = np.random.default_rng(seed).integers(1, 4, size=m).astype(float) if weighted else None
    fitted = Multinomial(classes, features, 1)
    fitted.fit(rows_last(x[None]), y[None], None if weight is None else weight[None])
    peer = converged(x, y, weight)
    found = Prediction(fitted.logits(rows_last(x[None]))).probabilities[0]
    expected = np.zeros_like(found)
    expected[:, peer.classes_] = peer.predict_proba(x)
    np.testing.assert_allclose(found, expected, atol=2e-5)
    assert (found[:, ~np.isin(np.arange(classes), y)] == 0).all()


@pytest.mark.parametrize("features", [2, 30])
def test_warm_and_cold_fits_end_at_the_same_place(features: int) -> None:
    x, y = rows(3, 5, features, 60)
    warm, cold = Multinomial(5, features, 1), Multinomial(5, features, 1)
    for m in range(20, 61):
        warm.fit(rows_last(x[None, :m]), y[None, :m])
    cold.fit(rows_last(x[None]), y[None])
    np.testing.assert_allclose(warm.weights, cold.weights, atol=1e-6)


@pytest.mark.parametrize("features", [2, 30])
def test_a_run_does_not_depend_on_those_beside_it(features: int) -> None:
    drawn = [rows(seed, 4, features, 30) for seed in range(5)]
    x, y = rows_last(np.array([one for one, _ in drawn])), np.array([one for _, one in drawn])
    together = Multinomial(4, features, 5)
    together.fit(x, y)
    for run in range(5):
        alone = Multinomial(4, features, 1)
        alone.fit(x[run : run + 1], y[run : run + 1])
        np.testing.assert_array_equal(alone.weights[0], together.weights[run])


def test_separable_classes_have_bounded_weights() -> None:
    x = np.repeat(np.array([[-9.0, 0.0], [9.0, 0.0], [0.0, 9.0]]), 5, axis=0)
    y = np.repeat([0, 1, 2], 5)
    fitted = Multinomial(3, 2, 1)
    fitted.fit(rows_last(x[None]), y[None])
    assert np.abs(fitted.weights).max() < 5
    assert (Prediction(fitted.logits(rows_last(x[None]))).classes[0] == y).all()
