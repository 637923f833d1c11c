from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from sklearn.metrics import f1_score

from altutor.diagnose.scores.tally import _studentised, deviation, ends, paired, permuted, resampled, score


@given(hnp.arrays(bool, st.integers(2, 40)))
def test_of_right_and_wrong_it_is_their_mean_and_deviation(right: np.ndarray) -> None:
    tally = np.stack([right, np.ones(len(right))], axis=1).astype(float)
    assert score(tally) == pytest.approx(right.mean())
    assert deviation(tally) == pytest.approx(right.std(ddof=1), abs=1e-12)


def test_f_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    truth, said = rng.integers(2, size=(2, 50, 8))  # 50 texts of 8 tokens, each a span or not
    tally = np.stack([2 * (truth & said).sum(axis=1), truth.sum(axis=1) + said.sum(axis=1)], axis=1).astype(float)
    assert score(tally) == pytest.approx(f1_score(truth.ravel(), said.ravel()))


def test_spread_over_the_root_of_n_is_the_standard_error() -> None:
    rng = np.random.default_rng(1)
    of = rng.poisson(4, 400) + 1.0
    tally = np.stack([rng.binomial(of.astype(int), 0.7), of], axis=1).astype(float)
    assert resampled(tally, rng).std() == pytest.approx(deviation(tally) / 20, rel=0.08)
    low, high = ends(resampled(tally, rng))
    assert low < score(tally) < high


def test_weights_go_with_their_texts() -> None:
    tally = np.array([[1.0, 1.0], [0.0, 1.0]])
    assert score(tally, np.array([3.0, 1.0])) == pytest.approx(0.75)
    weighted = resampled(tally, np.random.default_rng(0), np.array([3.0, 1.0]))
    assert set(np.round(weighted, 6)) == {0.0, 0.75, 1.0}
    assert score(np.zeros((3, 2))) == 0


def welch(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
    """Return scipy's distance of two means in standard errors, as an angle: scipy cannot compare what is infinite."""
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # it has lost precision where all are alike
        distance = np.abs(stats.ttest_ind(x, y, equal_var=False, axis=axis).statistic)
    return np.arctan(np.where(np.isnan(distance), 0.0, distance))  # 0 without distance and error


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (np.arange(40) < 30, np.arange(160) < 96),
        (np.ones(4), np.zeros(4)),  # every division but two has an error; exact: 2 of 70
        (np.ones(20), np.zeros(20)),
        (np.ones(5), np.arange(5) < 1),
        (np.ones(5), np.ones(5)),
    ],
)
def test_p_value_agrees_with_scipys_permutations_of_welchs_t(first: np.ndarray, second: np.ndarray) -> None:
    """Where there are fewer divisions than permutations, scipy goes through them all: its p-value is exact."""
    rng = np.random.default_rng(2)
    sides = [np.stack([side, np.ones(len(side))], axis=1).astype(float) for side in (first, second)]
    theirs = stats.permutation_test(
        (first.astype(float), second.astype(float)),
        welch,
        vectorized=True,
        alternative="greater",
        n_resamples=1999,
        rng=rng,
    )
    sure = min(theirs.pvalue, 1 - theirs.pvalue) < 0.05
    assert permuted(sides[0], sides[1], rng) == pytest.approx(theirs.pvalue, abs=0.015 if sure else 0.04)


def test_f_is_divided_by_its_standard_error() -> None:
    """The distance in standard errors, computed in sums, is that of the linearised spread."""
    rng = np.random.default_rng(5)
    of = rng.poisson(3, 90).astype(float)
    tally = np.stack([np.minimum(of, rng.poisson(2, 90)), of], axis=1)
    first, second = tally[:30], tally[30:]
    error = np.hypot(deviation(first) / np.sqrt(30), deviation(second) / np.sqrt(60))
    expected = abs(score(first) - score(second)) / error
    assert _studentised(first, second) == pytest.approx([expected])
    division = np.zeros((1, 90))
    division[0, :30] = 1
    assert _studentised(tally, tally, division) == pytest.approx([expected])


def test_an_error_that_is_rounding_is_none() -> None:
    """Each text scores two of five: the sums leave a variance of 1e-17."""
    same, none = np.tile([2.0, 5.0], (8, 1)), np.tile([0.0, 5.0], (8, 1))
    assert _studentised(same, none).tolist() == [np.inf]
    assert _studentised(same, same).tolist() == [0]


def test_p_values_are_uniform_where_nothing_differs() -> None:
    rng = np.random.default_rng(3)
    tallies = [np.stack([rng.random(60) < 0.5, np.ones(60)], axis=1).astype(float) for _ in range(60)]
    p_values = [permuted(tally[:20], tally[20:], rng) for tally in tallies]
    assert stats.kstest(p_values, "uniform").pvalue > 0.001


def test_a_change_on_the_same_texts() -> None:
    rng = np.random.default_rng(4)
    ones = np.ones(100)
    before = np.stack([rng.random(100) < 0.5, ones], axis=1).astype(float)
    after = np.stack([np.maximum(before[:, 0], rng.random(100) < 0.4), ones], axis=1)
    low, high, p_value = paired(before, after, rng)
    assert 0 < low < score(after) - score(before) < high
    gains = int((after - before)[:, 0].sum())
    assert p_value == pytest.approx(max(2 * 0.5**gains, 1 / 2000), rel=0.01)  # a sign test, at the least p
    assert paired(before, before, rng) == (0.0, 0.0, 1.0)
