from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from altutor.claims import FULL_SCALE_ONLY, Claim, Sample, interval, jackknife, judge, judge_all


def coverage(draw, repeats: int, truth: float) -> float:
    """Share of `repeats` samples whose interval holds the truth."""
    rng = np.random.default_rng(0)
    hits = 0
    for _ in range(repeats):
        _, low, high = interval(draw(rng))
        hits += low <= truth <= high
    return hits / repeats


def test_few_seeds_are_covered_as_often_as_said() -> None:
    assert coverage(lambda rng: Sample(rng.normal(size=5)), 2000, 0.0) == pytest.approx(0.95, abs=0.015)


def test_few_seeds_get_the_t_interval() -> None:
    values = np.array([0.1, 0.4, 0.2, 0.25])
    low, high = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert interval(Sample(values)) == pytest.approx((values.mean(), low, high))


def test_many_seeds_of_a_skewed_quantity() -> None:
    found = coverage(lambda rng: Sample(rng.exponential(size=60)), 250, 1.0)
    assert 0.89 <= found <= 0.98  # 0.95 less the little that skewness costs, and four standard errors


def test_a_shared_heldout_set_is_covered() -> None:
    def draw(rng: np.random.Generator) -> Sample:
        blocks = rng.normal(size=8)  # the held-out set moves every seed alike
        return Sample(blocks.mean() + 0.3 * rng.normal(size=5), blocks.var(ddof=1) / 8, 7)

    assert coverage(draw, 2000, 0.0) == pytest.approx(0.95, abs=0.02)
    alone = coverage(lambda rng: Sample(draw(rng).values), 2000, 0.0)
    assert alone < 0.8  # what leaving it out would cost


@pytest.mark.parametrize("share", [0.5, 0.97])
def test_shares_are_covered_at_least_as_often_as_said(share: float) -> None:
    def draw(rng: np.random.Generator) -> Sample:
        return Sample((rng.random(40) < share).astype(float), yes_no=True)

    assert coverage(draw, 500, share) >= 0.94


def test_shares_get_the_exact_interval() -> None:
    values = np.array([1.0] * 27 + [0.0] * 3)
    exact = stats.binomtest(27, 30).proportion_ci(0.95)
    assert interval(Sample(values, yes_no=True)) == pytest.approx((0.9, exact.low, exact.high))


def test_differences_that_are_all_zero_are_no_share() -> None:
    assert interval(Sample(np.zeros(30))) == (0.0, 0.0, 0.0)
    assert interval(Sample(np.zeros(30), yes_no=True))[2] > 0.1


def test_one_seed_decides_nothing() -> None:
    assert interval(Sample(np.array([0.3]))) == (0.3, -np.inf, np.inf)


@pytest.mark.parametrize("n", [5, 30])
def test_same_values_same_interval(n: int) -> None:
    values = np.random.default_rng(n).random(n)
    assert interval(Sample(values)) == interval(Sample(values))


@given(st.lists(st.floats(-10, 10), min_size=6, max_size=12))
def test_jackknife_of_a_mean_is_its_textbook_variance(values: list[float]) -> None:
    numbers = np.array(values)
    variance, df = jackknife(lambda weights: float(numbers @ weights) / len(values), np.zeros(len(values)))
    assert variance == pytest.approx(numbers.var(ddof=1) / len(values), rel=1e-6, abs=1e-9)
    assert df == len(values) - 1


def test_jackknife_adds_up_strata() -> None:
    numbers = np.random.default_rng(0).normal(size=10)
    strata = np.array([0] * 4 + [1] * 6)

    # The plain mean: each stratum counts by its size, also when one of its blocks is left out.
    variance, df = jackknife(lambda weights: float(numbers @ weights) / 10, strata)
    expected = 0.16 * numbers[:4].var(ddof=1) / 4 + 0.36 * numbers[4:].var(ddof=1) / 6
    assert variance == pytest.approx(expected)
    assert df == 8


def claim(
    low: float = -np.inf, high: float = np.inf, scales: tuple[str, ...] = ("quick", "full"), looked: str = ""
) -> Claim:
    measure = lambda table: Sample(table["gain"].to_numpy())  # noqa: E731
    return Claim("it", "It is so.", measure, low, high, "F", scales, looked=looked)


TABLE = pd.DataFrame({"gain": [0.10, 0.12, 0.11, 0.09, 0.13]})  # interval about 0.09 to 0.13


@pytest.mark.parametrize(
    ("low", "high", "holds"),
    [
        (0.0, np.inf, "yes"),
        (-np.inf, 0.0, "no"),
        (0.2, np.inf, "no"),
        (-np.inf, 0.2, "yes"),
        (0.11, np.inf, "inconclusive"),
        (0.0, 0.2, "yes"),
        (0.0, 0.12, "inconclusive"),
        (0.2, 0.3, "no"),
    ],
)
def test_verdict(low: float, high: float, holds: str) -> None:
    verdict = judge(claim(low, high), TABLE, "quick")
    assert verdict.holds == holds
    assert verdict.estimate == pytest.approx(0.11)
    assert verdict.n_seeds == 5
    assert verdict.bound == (low if np.isfinite(low) else None, high if np.isfinite(high) else None)


def test_one_seed_is_inconclusive_and_its_open_interval_fits_into_json() -> None:
    verdict = judge(claim(low=0.0), TABLE[:1], "quick")
    assert (verdict.holds, verdict.low, verdict.high) == ("inconclusive", None, None)


def test_what_a_scale_cannot_decide_is_not_measured() -> None:
    verdict = judge(claim(low=0.0, scales=("full",)), TABLE, "quick")
    assert (verdict.holds, verdict.note, verdict.estimate) == ("inconclusive", FULL_SCALE_ONLY, None)
    assert judge(claim(low=0.0, scales=("full",)), TABLE, "full").holds == "yes"


def test_all_verdicts_come_in_order_with_the_fields_of_the_contract() -> None:
    found = judge_all([claim(low=0.0), claim(high=0.0)], TABLE, "quick")
    assert [verdict["holds"] for verdict in found] == ["yes", "no"]
    assert {"id", "statement", "estimate", "low", "high", "level", "n_seeds", "holds"} <= found[0].keys()


def test_a_claim_says_what_had_been_looked_at_before_it_was_worded() -> None:
    looked = judge(claim(low=0.0, looked="a trial"), TABLE, "quick")
    assert looked.statement == f"{claim().statement} Worded after a look at a trial."
    assert judge(claim(low=0.0), TABLE, "quick").statement == claim().statement


def test_jackknife_of_an_f_score_has_the_variance_of_fresh_heldout_sets() -> None:
    rng = np.random.default_rng(0)
    rate = np.repeat([0.3, 0.5, 0.7, 0.9], 5)  # topics differ

    def f(hits: np.ndarray, weights: np.ndarray) -> float:
        return float((hits @ weights) / (80 * weights.sum()))

    estimates, variances = [], []
    for _ in range(400):
        hits = rng.binomial(80, np.clip(rate + rng.normal(0, 0.05, 20), 0, 1)).astype(float)
        estimates.append(f(hits, np.ones(20)))
        variances.append(jackknife(lambda weights, hits=hits: f(hits, weights), np.repeat(range(4), 5))[0])
    assert np.mean(variances) == pytest.approx(np.var(estimates), rel=0.2)


@pytest.mark.parametrize(
    ("second", "holds"),
    [
        ([0.2, 0.22, 0.21, 0.19, 0.23], "yes"),
        ([-0.2, -0.22, -0.21, -0.19, -0.23], "no"),
        ([0.2, -0.2, 0, 0, 0], "inconclusive"),
    ],
)
def test_a_claim_on_two_quantities_needs_both(second: list[float], holds: str) -> None:
    both = Claim("it", "Both.", lambda table: (Sample(table["gain"].to_numpy()), Sample(np.array(second))), low=0.0)
    verdict = judge(both, TABLE, "quick")
    assert verdict.holds == holds
    assert verdict.estimate == pytest.approx(min(0.11, np.mean(second)))


def test_what_could_not_be_measured_is_inconclusive_and_says_so() -> None:
    nothing = Claim("it", "It is so.", lambda table: Sample(np.array([0.1, np.nan])), low=0.0)
    verdict = judge(nothing, TABLE, "quick")
    assert (verdict.holds, verdict.estimate, verdict.note) == ("inconclusive", None, "too few cases to measure it")
