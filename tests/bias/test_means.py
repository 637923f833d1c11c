from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from altutor.bias import means
from altutor.bias.means import mean_shift
from altutor.errors import AltutorError

SAMPLES = hnp.arrays(float, st.integers(2, 5), elements=st.integers(-9, 9).map(float))


@settings(max_examples=40, deadline=None)
@given(SAMPLES, SAMPLES)
def test_agrees_with_scipy_and_with_all_divisions(x, y) -> None:
    found = mean_shift(x, y, np.random.default_rng(0), permutations=999)  # no more than 252 divisions: all of them
    assert found.difference == pytest.approx(x.mean() - y.mean())
    assert found.distance == pytest.approx(stats.ks_2samp(x, y, method="asymp").statistic)
    both = np.concatenate([x, y])
    sums = np.array([both[list(part)].sum() for part in combinations(range(len(both)), len(x))])
    tails = np.mean(sums >= x.sum() - 1e-9), np.mean(sums <= x.sum() + 1e-9)
    assert found.p_value == pytest.approx(min(1.0, 2 * min(tails)))
    if x.std() + y.std() > 0:
        expected = stats.ttest_ind(x, y, equal_var=False).confidence_interval(0.95)
        assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    else:
        assert found.low == found.high == found.difference


def test_p_values_are_uniform_where_chance_chose() -> None:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(300):
        pool = rng.exponential(size=60)
        found.append(mean_shift(pool[:20], pool[20:], rng, permutations=99).p_value)
    for level in (0.05, 0.2, 0.5):
        assert np.mean(np.array(found) <= level) == pytest.approx(level, abs=4 * (level * (1 - level) / 300) ** 0.5)


def test_interval_covers_as_often_as_its_level_says() -> None:
    rng = np.random.default_rng(0)
    covered = 0
    for _ in range(400):
        found = mean_shift(rng.normal(1, 1, 40), rng.normal(0, 3, 60), rng, level=0.8, permutations=1)
        covered += found.low <= 1 <= found.high
    assert covered / 400 == pytest.approx(0.8, abs=4 * (0.8 * 0.2 / 400) ** 0.5)


def test_batches_change_nothing(monkeypatch) -> None:
    pool = np.random.default_rng(0).random(40)
    whole = mean_shift(pool[:15], pool[15:], np.random.default_rng(1))
    monkeypatch.setattr(means, "BATCH", 40 * 100)
    assert mean_shift(pool[:15], pool[15:], np.random.default_rng(1)) == whole


def test_bad_input_is_one_sentence() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(AltutorError, match="chosen has 1 rows and reference 2: at least 2 of each"):
        mean_shift([1.0], [1.0, 2.0], rng)
    with pytest.raises(AltutorError, match=r"reference\[1\] is nan"):
        mean_shift([1.0, 2.0], [1.0, np.nan], rng)
    with pytest.raises(AltutorError, match="level is 1"):
        mean_shift([1.0, 2.0], [1.0, 2.0], rng, level=1)
