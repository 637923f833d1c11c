from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from altutor.bias.shift import label_shift, share_difference
from altutor.errors import AltutorError


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [  # Newcombe (1998), table II, method 10
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_interval_as_published(counts, low, high) -> None:
    difference, *ends = share_difference(*counts)
    assert difference == pytest.approx(counts[0] / counts[1] - counts[2] / counts[3])
    assert ends == pytest.approx([low, high], abs=5e-5)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_interval_turns_round_with_the_samples(n, m, data) -> None:
    hits, others = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    difference, low, high = share_difference(hits, n, others, m)
    assert -1 - 1e-12 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1 + 1e-12
    back = share_difference(others, m, hits, n)
    assert back == pytest.approx((-difference, -high, -low), abs=1e-12)
    wider = share_difference(hits, n, others, m, level=0.99)
    assert wider[1] <= low + 1e-12
    assert wider[2] >= high - 1e-12


def test_interval_covers() -> None:
    rng = np.random.default_rng(0)
    draws = zip(rng.binomial(30, 0.15, 500).tolist(), rng.binomial(120, 0.05, 500).tolist(), strict=True)
    ends = np.array([share_difference(hits, 30, others, 120)[1:] for hits, others in draws])
    covered = ((ends[:, 0] <= 0.1) & (ends[:, 1] >= 0.1)).mean()
    assert 0.92 <= covered <= 0.99


def test_shares_by_class() -> None:
    found = label_shift(["b", "b", "a", "b"], ["a", "c", "a", "b", "a"], np.random.default_rng(0))
    assert found.classes.tolist() == ["a", "b", "c"]
    np.testing.assert_allclose(found.difference, [1 / 4 - 3 / 5, 3 / 4 - 1 / 5, -1 / 5])
    for number, counts in enumerate([(1, 4, 3, 5), (3, 4, 1, 5), (0, 4, 1, 5)]):
        assert (found.low[number], found.high[number]) == pytest.approx(share_difference(*counts)[1:])
    assert (found.n_chosen, found.n_reference) == (4, 5)


def test_p_value_is_the_exact_one() -> None:
    chosen, reference = np.repeat([1, 0], [7, 5]), np.repeat([1, 0], [6, 20])
    hits = np.arange(0, 13)  # rows of class 1 among the 12 chosen, of 13 among 38
    expected = 12 * 13 / 38
    exact = stats.hypergeom.pmf(hits, 38, 13, 12)[np.abs(hits - expected) >= 7 - expected - 1e-9].sum()
    found = label_shift(chosen, reference, np.random.default_rng(0), permutations=20_000)
    assert found.p_value == pytest.approx(exact, abs=4 * (exact / 20_000) ** 0.5)


def test_p_values_are_valid_where_chance_chose() -> None:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(200):
        pool = rng.choice(4, size=90, p=[0.4, 0.3, 0.25, 0.05])
        found.append(label_shift(pool[:30], pool[30:], rng, permutations=99).p_value)
    for level in (0.05, 0.2, 0.5):  # labels tie, so the p-values are a little too large, never too small
        assert level - 0.1 <= np.mean(np.array(found) <= level) <= level + 4 * (level * (1 - level) / 200) ** 0.5


def test_a_shift_is_found() -> None:
    rng = np.random.default_rng(0)
    found = label_shift(rng.random(100) < 0.6, rng.random(300) < 0.2, rng)
    assert found.p_value == 1 / 1000
    assert found.low[1] > 0.15


def test_one_class_is_no_shift() -> None:
    found = label_shift([3, 3], [3], np.random.default_rng(0))
    assert (found.p_value, found.difference.tolist()) == (1.0, [0.0])


def test_bad_input_is_one_sentence() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(AltutorError, match=r"chosen has shape \(0,\): expected one label a row, and one row at least"):
        label_shift([], [1], rng)
    with pytest.raises(AltutorError, match=r"reference has shape \(1, 1\)"):
        label_shift([1], [[1]], rng)
    with pytest.raises(AltutorError, match=r"chosen\[1\] has no label"):
        label_shift([1.0, np.nan], [1.0], rng)
    with pytest.raises(AltutorError, match=r"reference\[0\] has no label"):
        label_shift(["a"], [None, "a"], rng)
    with pytest.raises(AltutorError, match="Some labels are strings and some are not"):
        label_shift(["1", "2"], [1, 2], rng)
    with pytest.raises(AltutorError, match="permutations is 0"):
        label_shift([1], [2], rng, permutations=0)
    with pytest.raises(AltutorError, match="3 of 2 is no share"):
        share_difference(3, 2, 1, 2)
    with pytest.raises(AltutorError, match="0 of 0 is no share"):
        share_difference(1, 2, 0, 0)
    with pytest.raises(AltutorError, match="level is 1"):
        share_difference(1, 2, 1, 2, level=1)
