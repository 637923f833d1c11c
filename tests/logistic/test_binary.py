from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from many_runs import converged

from altutor.errors import AltutorError
from altutor.logistic import Binary
from altutor.logistic.binary import GRADIENT_NORM

seeds = st.integers(0, 10_000)


def rows(seed: int, runs: int = 3, features: int = 2, m: int = 12, apart: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Features of shape (runs, features, m), and labels that hold both classes."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(2, size=(runs, m))
    labels[:, :2] = 0, 1
    return rng.normal(size=(runs, features, m)) + apart * labels[:, None], labels


def with_ones(features: np.ndarray) -> np.ndarray:
    return np.concatenate([features, np.ones((len(features), 1, features.shape[2]))], axis=1)


def fitted(features: np.ndarray, labels: np.ndarray, weight: np.ndarray | None = None, C: float = 1.0) -> Binary:
    model = Binary(features.shape[1], len(features), C)
    model.fit(with_ones(features), labels, weight)
    return model


def by_scikit_learn(
    features: np.ndarray, labels: np.ndarray, weight: np.ndarray | None = None, C: float = 1.0
) -> np.ndarray:
    found = []
    for run, (X, y) in enumerate(zip(features, labels, strict=True)):
        model = converged(C=C).fit(X.T, y, None if weight is None else weight[run])
        found.append([*model.coef_[0], *model.intercept_])
    return np.array(found)


def gradient(model: Binary, features: np.ndarray, labels: np.ndarray, C: float = 1.0) -> np.ndarray:
    """Of scikit-learn's objective over C, by its definition."""
    A = with_ones(features)
    residual = 1 / (1 + np.exp(-np.einsum("rp,rpm->rm", model.weights, A))) - labels
    penalised = model.weights * [*[1.0] * features.shape[1], 0.0]
    return np.einsum("rpm,rm->rp", A, residual) + penalised / C


@settings(max_examples=25, deadline=None)
@given(
    seed=seeds,
    features=st.integers(1, 6),
    m=st.integers(2, 40),
    C=st.sampled_from([0.01, 0.5, 1.0, 100.0]),
    apart=st.sampled_from([0.0, 1.0, 6.0]),
    weighted=st.booleans(),
)
def test_weights_are_those_of_scikit_learn(
    seed: int, features: int, m: int, C: float, apart: float, weighted: bool
) -> None:
    X, y = rows(seed, features=features, m=m, apart=apart)
    weight = None
    if weighted:  # counts of a bootstrap replicate: some rows are left out
        weight = np.random.default_rng(seed).integers(0, 4, size=y.shape).astype(float)
        weight[:, :2] += 1
    found = fitted(X, y, weight, C).weights
    np.testing.assert_allclose(found, by_scikit_learn(X, y, weight, C), rtol=1e-5, atol=1e-6)


@settings(max_examples=25, deadline=None)
@given(seed=seeds, m=st.integers(2, 60), apart=st.floats(0, 20), C=st.floats(0.01, 1000))
def test_gradient_ends_below_the_tolerance(seed: int, m: int, apart: float, C: float) -> None:
    X, y = rows(seed, m=m, apart=apart)
    assert (np.linalg.norm(gradient(fitted(X, y, C=C), X, y, C), axis=1) <= 1.01 * GRADIENT_NORM).all()


@settings(max_examples=15, deadline=None)
@given(seed=seeds, m=st.integers(3, 40))
def test_weights_from_counts_are_those_of_repeated_rows(seed: int, m: int) -> None:
    X, y = rows(seed, runs=1, m=m)
    counts = np.random.default_rng(seed).integers(1, 4, size=m)
    repeated = fitted(np.repeat(X, counts, axis=2), np.repeat(y, counts, axis=1))
    np.testing.assert_allclose(fitted(X, y, counts[None].astype(float)).weights, repeated.weights, atol=1e-7)


@settings(max_examples=15, deadline=None)
@given(seed=seeds, first=st.integers(2, 20), apart=st.floats(0, 10))
def test_warm_start_ends_where_a_cold_one_does(seed: int, first: int, apart: float) -> None:
    X, y = rows(seed, m=24, apart=apart)
    warm = Binary(2, 3)
    for m in (first, first + 1, 24):
        warm.fit(with_ones(X)[:, :, :m], y[:, :m])
    np.testing.assert_allclose(warm.weights, fitted(X, y).weights, atol=1e-6)


@settings(max_examples=15, deadline=None)
@given(seed=seeds, features=st.integers(1, 10), m=st.integers(2, 50))
def test_no_bit_of_a_run_depends_on_its_neighbours(seed: int, features: int, m: int) -> None:
    X, y = rows(seed, runs=5, features=features, m=m)
    X[3] *= 30.0  # a neighbour that takes many more steps
    together = fitted(X, y).weights
    for run in range(5):
        np.testing.assert_array_equal(fitted(X[[run]], y[[run]]).weights[0], together[run])


@pytest.mark.parametrize("C", [1.0, 1e4])
def test_separable_data_gives_bounded_weights(C: float) -> None:
    X = np.array([[[-1.0, -0.5, 0.5, 1.0]]])
    y = np.array([[0, 0, 1, 1]])
    found = fitted(X, y, C=C)
    assert np.isfinite(found.weights).all()
    np.testing.assert_allclose(found.weights, by_scikit_learn(X, y, C=C), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("scale", [1e-4, 1e3, 1e4])
@settings(max_examples=10, deadline=None)
@given(seed=seeds)
def test_features_of_other_scales(scale: float, seed: int) -> None:
    X, y = rows(seed, m=30)
    X[:, 1] *= scale
    expected = by_scikit_learn(X, y)
    np.testing.assert_allclose(fitted(X, y).weights, expected, rtol=1e-4, atol=1e-5 / max(1.0, scale))


def test_constant_features_and_duplicate_rows() -> None:
    X, y = rows(0, features=3, m=10)
    X[:, 1], X[:, 2] = 0.0, 7.0
    X, y = np.tile(X, 2), np.tile(y, 2)
    found = fitted(X, y).weights
    assert (found[:, 1] == 0).all()
    np.testing.assert_allclose(found, by_scikit_learn(X, y), rtol=1e-5, atol=1e-6)


def test_unguarded_steps_would_not_end() -> None:
    """A start far from the optimum, from which plain Newton steps diverge."""
    X, y = rows(0, runs=1, m=20)
    model = Binary(2, 1)
    model.weights[:] = 40.0
    model.fit(with_ones(X), y)
    np.testing.assert_allclose(model.weights, fitted(X, y).weights, atol=1e-7)


@pytest.mark.parametrize("size", [1e160, 1e300])
def test_features_beyond_reach_are_refused_and_leave_the_weights(size: float) -> None:
    X, y = rows(0, m=20)
    model = Binary(2, 3)
    X[1] *= size
    with np.errstate(all="ignore"), pytest.raises(AltutorError, match="did not converge for 1 of 3 runs: bring the"):
        model.fit(with_ones(X), y)
    assert (model.weights == 0).all()


def test_logits_are_those_of_the_weights() -> None:
    X, y = rows(0)
    model = fitted(X, y)
    np.testing.assert_allclose(
        model.logits(with_ones(X)), np.einsum("rp,rpm->rm", model.weights[:, :-1], X) + model.weights[:, -1:]
    )
