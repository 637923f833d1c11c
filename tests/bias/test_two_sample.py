from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from altutor.bias import kernel
from altutor.bias.two_sample import classifier_test, mmd_test
from altutor.errors import AltutorError

TESTS = [classifier_test, mmd_test]


def squared_mmd(x: np.ndarray, y: np.ndarray, bandwidth: float) -> float:
    """The definition, pair by pair (Gretton et al., 2012, equation 3)."""

    def mean(pairs) -> float:
        return float(np.mean([np.exp(-((a - b) ** 2).sum() / (2 * bandwidth**2)) for a, b in pairs]))

    across = [(a, b) for a in x for b in y]
    return mean(list(combinations(x, 2))) + mean(list(combinations(y, 2))) - 2 * mean(across)


def assert_uniform(p_values: list[float], steps: int) -> None:
    """Each of the values 1/steps, ..., 1 comes about as often: chi-squared test at 0.001."""
    counts = np.bincount(np.rint(np.array(p_values) * steps).astype(int), minlength=steps + 1)[1:]
    assert stats.chisquare(counts).pvalue > 0.001, counts


def test_classifier_p_values_are_uniform_where_chance_chose() -> None:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(80):
        pool = rng.normal(size=(24, 2))  # each test compares a random part of a pool with the rest of it
        found.append(classifier_test(pool[:8], pool[8:], rng, permutations=3, folds=2).p_value)
    assert_uniform(found, 4)


def test_mmd_p_values_are_uniform_where_chance_chose() -> None:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(400):
        pool = rng.exponential(size=(30, 2))
        found.append(mmd_test(pool[:10], pool[10:], rng, permutations=19).p_value)
    assert_uniform(found, 20)


def test_comparing_with_the_whole_pool_is_not_valid() -> None:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(100):
        pool = rng.normal(size=(30, 2))
        found.append(mmd_test(pool[:15], pool, rng, permutations=19).p_value)
    assert np.mean(found) > 0.7  # 0.525 if it were


def test_a_shift_is_found() -> None:
    rng = np.random.default_rng(0)
    chosen, rest = rng.normal([1.5, 0, 0], 1, size=(40, 3)), rng.normal(size=(60, 3))
    by_classifier = classifier_test(chosen, rest, rng, permutations=39, folds=3)
    assert by_classifier.p_value == 1 / 40
    assert 0.7 < by_classifier.statistic < 1
    by_kernel = mmd_test(chosen, rest, rng)
    assert by_kernel.p_value == 1 / 1000
    assert by_kernel.statistic > 0.05
    assert (by_kernel.n_chosen, by_kernel.n_reference, by_kernel.permutations) == (40, 60, 999)


def test_area_is_that_of_the_distributions() -> None:
    rng = np.random.default_rng(1)
    found = classifier_test(rng.normal(1, 1, (2000, 1)), rng.normal(0, 1, (2000, 1)), rng, permutations=1)
    assert found.statistic == pytest.approx(stats.norm.cdf(1 / 2**0.5), abs=0.02)


@settings(max_examples=30, deadline=None)
@given(
    hnp.arrays(float, st.tuples(st.integers(2, 6), st.just(2)), elements=st.floats(-5, 5)),
    hnp.arrays(float, st.tuples(st.integers(2, 6), st.just(2)), elements=st.floats(-5, 5)),
    st.floats(0.1, 10),
)
def test_mmd_is_its_definition(x, y, bandwidth) -> None:
    found = mmd_test(x, y, np.random.default_rng(0), permutations=5, bandwidth=bandwidth)
    assert found.statistic == pytest.approx(squared_mmd(x, y, bandwidth), abs=1e-10)
    far = mmd_test(x + 1e6, y + 1e6, np.random.default_rng(0), permutations=5, bandwidth=bandwidth)
    assert far.statistic == pytest.approx(found.statistic, abs=1e-6)


def test_mmd_p_value_is_that_of_scipy_over_all_divisions() -> None:
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(4, 2)) + 0.8, rng.normal(size=(4, 2))
    rows = np.concatenate([x, y])

    def statistic(first: np.ndarray, second: np.ndarray) -> float:
        return squared_mmd(rows[first.astype(int)], rows[second.astype(int)], 1.3)

    exact = stats.permutation_test((np.arange(4), np.arange(4, 8)), statistic, alternative="greater", n_resamples=1000)
    found = mmd_test(x, y, rng, permutations=20_000, bandwidth=1.3)
    assert found.statistic == pytest.approx(exact.statistic, abs=1e-12)
    assert found.p_value == pytest.approx(exact.pvalue, abs=4 * 0.5 / 20_000**0.5)


def test_blocks_change_nothing(monkeypatch) -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(33, 4)), rng.normal(size=(58, 4))
    whole = mmd_test(x, y, np.random.default_rng(1), permutations=99)
    monkeypatch.setattr(kernel, "BLOCK", 91 * 7)  # seven rows at once, of 91
    parts = mmd_test(x, y, np.random.default_rng(1), permutations=99)
    assert parts.statistic == pytest.approx(whole.statistic, abs=1e-14)
    assert parts.p_value == whole.p_value


@pytest.mark.parametrize("test", TESTS)
def test_same_generator_same_result(test) -> None:
    x, y = np.random.default_rng(0).normal(size=(2, 20, 2))
    assert test(x, y, np.random.default_rng(3), permutations=9) == test(x, y, np.random.default_rng(3), permutations=9)


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize(
    ("chosen", "reference", "message"),
    [
        (np.ones((0, 2)), np.ones((9, 2)), r"chosen is empty \(shape \(0, 2\)\)"),
        (np.ones((9, 2)), np.full((9, 2), np.nan), r"reference\[0, 0\] is nan: expected finite numbers only"),
        (np.ones((9, 2)), np.ones((9, 3)), "chosen has 2 columns and reference 3"),
        (np.ones(9), np.ones((9, 1)), r"chosen has shape \(9,\): expected \(n, columns\)"),
        (np.ones((1, 2)), np.ones((9, 2)), "chosen has 1 rows and reference 9: at least"),
        ([["a"], ["b"]], np.ones((9, 1)), "chosen: expected a dense array of numbers"),
    ],
)
def test_bad_samples_are_one_sentence(test, chosen, reference, message) -> None:
    with pytest.raises(AltutorError, match=message):
        test(chosen, reference, np.random.default_rng(0))


def test_bad_settings_are_one_sentence() -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(9, 2))
    for test in TESTS:
        with pytest.raises(AltutorError, match="permutations is 0: at least 1 is needed"):
            test(rows, rows, rng, permutations=0)
    with pytest.raises(AltutorError, match="folds is 1"):
        classifier_test(rows, rows, rng, folds=1)
    with pytest.raises(AltutorError, match="chosen has 9 rows and reference 9: at least 10"):
        classifier_test(rows, rows, rng, folds=10)
    with pytest.raises(AltutorError, match=r"The bandwidth is -1\.0: expected a distance above 0"):
        mmd_test(rows, rows, rng, bandwidth=-1)
    with pytest.raises(AltutorError, match="rows that are not all equal"):
        mmd_test(np.ones((5, 2)), np.ones((5, 2)), rng)
