from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from views import view

from altutor.strategies import Strategy, best, entropy, least_confidence, margin

UNCERTAINTIES = [least_confidence, margin, entropy]


def normalised(weights: np.ndarray) -> np.ndarray:
    weights = weights + 1e-9
    return weights / weights.sum(axis=-1, keepdims=True)


def probabilities(classes: st.SearchStrategy[int]) -> st.SearchStrategy[np.ndarray]:
    shapes = st.tuples(st.integers(1, 3), st.integers(1, 8), classes)
    return shapes.flatmap(lambda shape: hnp.arrays(float, shape, elements=st.floats(0, 1))).map(normalised)


@settings(deadline=None)
@given(probabilities(st.integers(2, 5)))
def test_scores_are_those_of_the_formulas(p: np.ndarray) -> None:
    ordered = np.sort(p, axis=-1)
    np.testing.assert_allclose(least_confidence(view(p)), 1 - ordered[..., -1])
    np.testing.assert_allclose(margin(view(p)), ordered[..., -2] - ordered[..., -1])
    np.testing.assert_allclose(entropy(view(p)), stats.entropy(p, axis=-1), atol=1e-12)


@pytest.mark.parametrize("strategy", UNCERTAINTIES)
@settings(deadline=None)
@given(p=probabilities(st.integers(2, 4)))
def test_one_run_scores_as_it_does_among_many(strategy: Strategy, p: np.ndarray) -> None:
    together = strategy(view(p))
    assert together.shape == p.shape[:-1]
    for run, alone in enumerate(p):
        np.testing.assert_array_equal(together[run], strategy(view(alone)))


def test_certain_rows_score_lowest_and_zeros_do_no_harm() -> None:
    p = np.array([[1.0, 0.0], [0.5, 0.5], [0.9, 0.1]])
    for strategy in UNCERTAINTIES:
        assert np.argsort(strategy(view(p))).tolist() == [0, 2, 1]
    assert entropy(view(p))[0] == 0.0


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20, unique=True))
def test_with_two_classes_the_three_ask_about_the_same_row(thousandths: list[int]) -> None:
    first = np.array(thousandths) / 1000
    seen = view(np.stack([first, 1 - first], axis=-1))
    nearest = np.abs(first - 0.5).min()
    for strategy in UNCERTAINTIES:
        chosen, _ = best(strategy(seen), seen)
        assert abs(abs(first[chosen] - 0.5) - nearest) < 1e-9
