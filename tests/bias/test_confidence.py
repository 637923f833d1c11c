from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from altutor.bias import means
from altutor.bias.confidence import confidence_shift
from altutor.errors import AltutorError


def two_classes(first: np.ndarray) -> np.ndarray:
    return np.column_stack([first, 1 - first])


def test_difference_interval_and_distance_by_hand() -> None:
    chosen, reference = np.array([0.9, 0.1, 0.7, 0.6]), np.array([0.55, 0.5, 0.35])
    x, y = np.array([0.9, 0.9, 0.7, 0.6]), np.array([0.55, 0.5, 0.65])  # the likelier class
    found = confidence_shift(two_classes(chosen), two_classes(reference), np.random.default_rng(0))
    assert found.difference == pytest.approx(x.mean() - y.mean())
    a, b = x.var(ddof=1) / 4, y.var(ddof=1) / 3
    half = stats.t.ppf(0.975, (a + b) ** 2 / (a**2 / 3 + b**2 / 2)) * (a + b) ** 0.5  # Welch (1947)
    assert (found.low, found.high) == pytest.approx((found.difference - half, found.difference + half))
    assert found.distance == pytest.approx(3 / 4)  # at 0.65: one of four against all of three
    both = np.concatenate([x, y])
    splits = [both[list(part)].sum() for part in combinations(range(7), 4)]
    above = np.mean([s >= x.sum() - 1e-9 for s in splits])
    assert found.p_value == pytest.approx(2 * above)  # all 35 divisions


def test_p_values_are_uniform_where_chance_chose() -> None:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(300):
        pool = rng.dirichlet([1, 1, 1], size=60)
        found.append(confidence_shift(pool[:20], pool[20:], rng, permutations=99).p_value)
    for level in (0.05, 0.2, 0.5):
        assert np.mean(np.array(found) <= level) == pytest.approx(level, abs=4 * (level * (1 - level) / 300) ** 0.5)


def test_uncertain_rows_are_found() -> None:
    rng = np.random.default_rng(0)
    pool = two_classes(rng.random(400))
    order = np.argsort(pool.max(axis=1))
    found = confidence_shift(pool[order[:100]], pool[order[100:]], rng)
    assert found.high < -0.1
    assert found.distance == 1.0
    assert found.p_value == 2 / 1000  # two-sided


def test_batches_change_nothing(monkeypatch) -> None:
    pool = two_classes(np.random.default_rng(0).random(40))
    whole = confidence_shift(pool[:15], pool[15:], np.random.default_rng(1))
    monkeypatch.setattr(means, "BATCH", 40 * 100)
    assert confidence_shift(pool[:15], pool[15:], np.random.default_rng(1)) == whole


def test_a_model_that_is_always_as_sure() -> None:
    sure = two_classes(np.ones(5))
    found = confidence_shift(sure, sure, np.random.default_rng(0))
    assert (found.difference, found.low, found.high, found.p_value, found.distance) == (0, 0, 0, 1, 0)


def test_bad_input_is_one_sentence() -> None:
    rng, fine = np.random.default_rng(0), two_classes(np.array([0.5, 0.6]))
    with pytest.raises(AltutorError, match=r"chosen\[1\] is \[0\.5 0\.6\]: expected class probabilities that sum to 1"):
        confidence_shift([[0.5, 0.5], [0.5, 0.6]], fine, rng)
    with pytest.raises(AltutorError, match=r"reference\[0\] is \[-0\.5  1\.5\]"):
        confidence_shift(fine, [[-0.5, 1.5], [0.5, 0.5]], rng)
    with pytest.raises(AltutorError, match="chosen has 1 rows and reference 2: at least 2"):
        confidence_shift(fine[:1], fine, rng)
    with pytest.raises(AltutorError, match="chosen has 2 columns and reference 3"):
        confidence_shift(fine, np.full((2, 3), 1 / 3), rng)
    with pytest.raises(AltutorError, match="level is 0"):
        confidence_shift(fine, fine, rng, level=0)
