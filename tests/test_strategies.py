from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from altutor.errors import AltutorError
from altutor.strategies import choose, entropy, least_confidence, margin, mixed, random

UNCERTAINTIES = [least_confidence, margin, entropy]


def normalised(weights: np.ndarray) -> np.ndarray:
    weights = weights + 1e-9
    return weights / weights.sum(axis=-1, keepdims=True)


def probabilities(classes: st.SearchStrategy[int]) -> st.SearchStrategy[np.ndarray]:
    shapes = st.tuples(st.integers(1, 3), st.integers(1, 8), classes)
    return shapes.flatmap(lambda shape: hnp.arrays(float, shape, elements=st.floats(0, 1))).map(normalised)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@given(probabilities(st.integers(2, 5)))
def test_scores_are_those_of_the_formulas(p: np.ndarray) -> None:
    ordered = np.sort(p, axis=-1)
    np.testing.assert_allclose(least_confidence(p, rng()), 1 - ordered[..., -1])
    np.testing.assert_allclose(margin(p, rng()), ordered[..., -2] - ordered[..., -1])
    np.testing.assert_allclose(entropy(p, rng()), stats.entropy(p, axis=-1), atol=1e-12)


@pytest.mark.parametrize("strategy", UNCERTAINTIES)
@given(p=probabilities(st.integers(2, 4)))
def test_one_run_scores_as_it_does_among_many(strategy, p: np.ndarray) -> None:
    together = strategy(p, rng())
    assert together.shape == p.shape[:-1]
    for i, alone in enumerate(p):
        np.testing.assert_array_equal(together[i], strategy(alone, rng()))


def test_certain_rows_score_lowest_and_zeros_do_no_harm() -> None:
    p = np.array([[1.0, 0.0], [0.5, 0.5], [0.9, 0.1]])
    for strategy in UNCERTAINTIES:
        assert np.argsort(strategy(p, rng())).tolist() == [0, 2, 1]
    assert entropy(p, rng())[0] == 0.0


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20, unique=True))
def test_with_two_classes_the_three_ask_about_the_same_row(thousandths: list[int]) -> None:
    first = np.array(thousandths) / 1000
    p = np.stack([first, 1 - first], axis=-1)
    nearest = np.abs(first - 0.5).min()
    for strategy in UNCERTAINTIES:
        chosen = choose(strategy(p, rng()), np.ones(len(first), bool))
        assert abs(abs(first[chosen] - 0.5) - nearest) < 1e-9


@given(
    scores=hnp.arrays(float, 6, elements=st.sampled_from([0.0, 0.5, 1.0])),
    unlabelled=hnp.arrays(bool, 6).filter(np.any),
)
def test_choice_is_the_first_of_the_best_unlabelled_rows(scores: np.ndarray, unlabelled: np.ndarray) -> None:
    best = max(scores[unlabelled])
    expected = next(i for i in range(6) if unlabelled[i] and scores[i] == best)
    assert choose(scores, unlabelled) == expected


def test_choice_is_made_for_every_run_at_once() -> None:
    scores = np.array([[0.1, 0.9, 0.5], [0.7, 0.2, 0.7]])
    assert choose(scores, [[True, False, True], [True, True, True]]).tolist() == [2, 0]


def test_random_draws_evenly_from_the_unlabelled_rows() -> None:
    p = np.full((30_000, 4, 2), 0.5)
    counts = np.bincount(choose(random(p, rng()), [True, False, True, True]), minlength=4)
    assert counts[1] == 0
    assert stats.chisquare(counts[[0, 2, 3]]).pvalue > 0.001


@pytest.mark.parametrize("epsilon", [0.0, 0.1, 1.0])
def test_mix_explores_at_its_rate_and_evenly(epsilon: float) -> None:
    runs = 30_000
    p = np.tile([[0.9, 0.1], [0.5, 0.5], [0.8, 0.2], [0.7, 0.3]], (runs, 1, 1))
    counts = np.bincount(choose(mixed(least_confidence, epsilon)(p, rng()), np.ones(4, bool)), minlength=4)
    expected = runs * (epsilon / 4 + np.array([0, 1 - epsilon, 0, 0]))
    np.testing.assert_allclose(counts, expected, atol=4 * np.sqrt(runs) / 2)
    if epsilon == 0.0:
        assert counts.tolist() == [0, runs, 0, 0]


def test_mix_tosses_one_coin_a_query_and_not_one_a_row() -> None:
    p = np.tile([[0.9, 0.1], [0.5, 0.5]], (200, 1, 1))
    scores = mixed(least_confidence, 0.5)(p, rng())
    exploits = np.isclose(scores, [0.1, 0.5])
    assert (exploits[:, 0] == exploits[:, 1]).all()
    assert 0 < exploits[:, 0].sum() < 200


@pytest.mark.parametrize("epsilon", [-0.1, 1.1, float("nan")])
def test_mix_refuses_what_is_no_probability(epsilon: float) -> None:
    with pytest.raises(AltutorError, match="choose a number from 0 to 1"):
        mixed(margin, epsilon)
