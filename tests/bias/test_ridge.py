from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from altutor.bias import ridge
from altutor.bias.ridge import ridge_test
from altutor.errors import AltutorError


def with_sklearn(x: np.ndarray, y: np.ndarray, rng: np.random.Generator, folds: int) -> float:
    """The same statistic, fold by fold, with scikit-learn's model; folds without a pair do not count."""
    from sklearn.linear_model import Ridge
    from sklearn.metrics import roc_auc_score
    from sklearn.preprocessing import StandardScaler

    rows = StandardScaler().fit_transform(np.concatenate([x, y]))
    label = np.repeat([1, 0], [len(x), len(y)])
    in_order, pairs = 0.0, 0
    for part in np.array_split(rng.permutation(len(rows)), folds):
        train = np.setdiff1d(np.arange(len(rows)), part)
        n = label[part].sum()
        if 0 < n < len(part):
            scores = Ridge(1.0).fit(rows[train], label[train]).predict(rows[part])
            in_order += roc_auc_score(label[part], scores.round(12)) * n * (len(part) - n)
            pairs += n * (len(part) - n)
    return in_order / pairs if pairs else 0.5


def test_area_is_that_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(0.4, 1, (60, 6)), rng.normal(size=(150, 6))
    found = ridge_test(x, y, np.random.default_rng(1), permutations=5)
    assert found.statistic == pytest.approx(with_sklearn(x, y, np.random.default_rng(1), 5), abs=1e-12)
    assert (found.n_chosen, found.n_reference, found.permutations) == (60, 150, 5)


@settings(max_examples=40, deadline=None)
@given(st.integers(30, 60), st.integers(61, 90), st.integers(2, 5), st.integers(0, 10_000))
def test_area_is_that_of_scikit_learn_where_rows_tie(n, m, folds, seed) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(4, 1))  # one feature of four values: rows tie if they are equal, and only then
    x, y = values[rng.integers(0, 4, n)], values[rng.integers(0, 4, m)]
    found = ridge_test(x, y, np.random.default_rng(seed), permutations=3, folds=folds)
    assert found.statistic == pytest.approx(with_sklearn(x, y, np.random.default_rng(seed), folds), abs=1e-9)
    assert 0 <= found.low <= found.statistic <= found.high <= 1


def test_p_values_are_uniform_where_chance_chose() -> None:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(200):
        pool = rng.exponential(size=(40, 3)).round(1)
        found.append(ridge_test(pool[:12], pool[12:], rng, permutations=9).p_value)
    counts = np.bincount(np.rint(np.array(found) * 10).astype(int), minlength=11)[1:]
    assert stats.chisquare(counts).pvalue > 0.001, counts


def test_equal_rows_tell_nothing() -> None:
    found = ridge_test(np.ones((20, 3)), np.ones((30, 3)), np.random.default_rng(0), permutations=99)
    assert (found.statistic, found.p_value) == (pytest.approx(0.5), 1.0)


def test_interval_holds_the_area_of_the_distributions() -> None:
    rng = np.random.default_rng(0)
    truth, covered = stats.norm.cdf(1 / 2**0.5), 0
    for _ in range(100):
        found = ridge_test(rng.normal(1, 1, (60, 1)), rng.normal(0, 1, (90, 1)), rng, permutations=99)
        covered += found.low <= truth <= found.high
    assert covered >= 90


def test_a_shift_is_found_and_its_null_is_kept() -> None:
    rng = np.random.default_rng(0)
    found = ridge_test(rng.normal(1, 1, (50, 3)), rng.normal(size=(80, 3)), rng, permutations=199)
    assert found.p_value == 1 / 200
    assert found.null is not None
    assert found.null.shape == (199,)
    assert found.null.max() < found.statistic
    assert found.null.mean() == pytest.approx(0.5, abs=0.03)


def test_parts_of_the_permutations_are_fitted_alike(monkeypatch) -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(0.3, 1, (30, 4)), rng.normal(size=(61, 4))
    whole = ridge_test(x, y, np.random.default_rng(1), permutations=99)
    monkeypatch.setattr(ridge, "TOGETHER", 91 * 7)  # seven permutations at once
    parts = ridge_test(x, y, np.random.default_rng(1), permutations=99)
    assert whole.null is not None
    np.testing.assert_allclose(parts.null, whole.null, atol=1e-12)
    assert parts.p_value == whole.p_value


def test_bad_input_is_one_sentence() -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(9, 2))
    with pytest.raises(AltutorError, match="folds is 1: at least 2"):
        ridge_test(rows, rows, rng, folds=1)
    with pytest.raises(AltutorError, match="chosen has 4 rows and reference 9: at least 5"):
        ridge_test(rows[:4], rows, rng)
    with pytest.raises(AltutorError, match="permutations is 0"):
        ridge_test(rows, rows, rng, permutations=0)
    with pytest.raises(AltutorError, match="chosen has 2 columns and reference 1"):
        ridge_test(rows, rows[:, :1], rng)
