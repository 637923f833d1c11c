from __future__ import annotations

import numpy as np
import pytest

from altutor.bias import jackknife as module
from altutor.bias.jackknife import jackknife
from altutor.bias.two_sample import mmd_test


def test_interval_is_that_of_leaving_each_row_out() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(0.5, 1, (7, 2)), rng.normal(size=(9, 2))

    def squared(first: np.ndarray, second: np.ndarray) -> float:
        return mmd_test(first, second, rng, permutations=1, bandwidth=1.3).statistic

    found = mmd_test(x, y, rng, permutations=1, bandwidth=1.3)
    variance = 0.0
    for left in (
        np.array([squared(np.delete(x, i, axis=0), y) for i in range(len(x))]),
        np.array([squared(x, np.delete(y, i, axis=0)) for i in range(len(y))]),
    ):
        variance += (len(left) - 1) / len(left) * ((left - left.mean()) ** 2).sum()
    half = 1.959963985 * variance**0.5
    assert (found.low, found.high) == pytest.approx((found.statistic - half, found.statistic + half), abs=1e-9)


def test_interval_holds_the_discrepancy_of_two_normal_populations() -> None:
    rng = np.random.default_rng(0)
    s2, covered = 1.0, 0
    spread = s2 + 2  # variance of a difference of two rows, and of the kernel, in one dimension
    truth = 2 * (s2 / spread) ** 0.5 * (1 - np.exp(-1 / (2 * spread)))  # closed form for means 1 apart
    for _ in range(200):
        rows = np.concatenate([rng.normal(1, 1, (40, 1)), rng.normal(0, 1, (60, 1))])
        low, high = jackknife(rows, 40, 1.0)
        assert low is not None
        assert high is not None
        covered += low <= truth <= high
    assert covered / 200 == pytest.approx(0.95, abs=0.05)


def test_blocks_change_nothing(monkeypatch) -> None:
    rows = np.random.default_rng(0).normal(size=(50, 3))
    whole = jackknife(rows, 20, 1.0)
    monkeypatch.setattr(module, "BLOCK", 50 * 7)
    assert jackknife(rows, 20, 1.0) == pytest.approx(whole, abs=1e-12)


def test_two_rows_have_no_interval() -> None:
    assert jackknife(np.random.default_rng(0).normal(size=(9, 2)), 2, 1.0) == (None, None)
