from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from altutor.diagnose.texts.missed import missed, n_regions
from altutor.diagnose.words import Sides, Words, sides


@dataclass(frozen=True)
class Made:
    """Regions as clusters.py makes them."""

    of_row: NDArray[np.int64]
    k: int
    terms: list[tuple[str, ...]]
    typical: list[NDArray[np.int64]]


def made(of_row: NDArray[np.int64], k: int) -> Made:
    typical = [np.flatnonzero(of_row == region) for region in range(k)]
    return Made(of_row, k, [(f"a{region}", f"b{region}") for region in range(k)], typical)


def table(n_chosen: int, n: int, name: str = "other texts of the pool") -> Sides:
    words = Words(np.array([], dtype=str), None, np.zeros((n, 1)), np.ones(n, dtype=np.int64))
    rows = np.arange(n)
    return Sides(words, [f"text {row}" for row in rows], rows[:n_chosen], rows[n_chosen:], name)


@pytest.fixture
def passed_over() -> tuple[Sides, Made]:
    """100 of 1,000 texts chosen, none of them from region 3, which holds a fifth."""
    of_row = np.arange(1000) % 5
    of_row[:100] = np.arange(100) % 4 + (np.arange(100) % 4 > 2)
    of_row[of_row == 3] = 3
    of_row[:100][of_row[:100] == 3] = 0
    return table(100, 1000), made(of_row, 5)


def test_a_region_without_chosen_texts_is_found(passed_over: tuple[Sides, Made]) -> None:
    both, regions = passed_over
    finding = missed(both, regions)  # type: ignore[arg-type]
    size = int((regions.of_row == 3).sum())
    exact = comb(1000 - size, 100) / comb(1000, 100)
    assert finding.p_value == pytest.approx(5 * exact, rel=1e-6)
    assert finding.effect == pytest.approx(size / 1000)
    assert finding.low is not None
    assert finding.high is not None
    assert finding.low < size / 1000 < finding.high
    assert "none of the chosen texts" in finding.answer
    (passage,) = finding.passages
    assert passage.heading == "Never looked at: a3, b3"
    assert len(passage.texts) == 3
    assert finding.step is not None
    assert finding.step.level == "stop"  # about 18% of the pool
    assert "Label 300 random texts of the pool, of which about 54 fall" in finding.step.do


def test_more_than_half_of_the_pool_stops() -> None:
    of_row = np.repeat([0, 0, 1, 2], [100, 300, 300, 300])
    finding = missed(table(100, 1000), made(of_row, 3))  # type: ignore[arg-type]
    assert finding.effect == pytest.approx(0.6)
    assert finding.step is not None
    assert finding.step.level == "stop"


def test_random_choices_raise_an_alarm_in_at_most_five_of_a_hundred() -> None:
    rng = np.random.default_rng(7)
    of_row = rng.integers(20, size=2000)
    alarms = 0
    for _ in range(120):
        shuffled = made(rng.permutation(of_row), 20)
        finding = missed(table(200, 2000), shuffled)  # type: ignore[arg-type]
        assert finding.p_value is not None
        alarms += finding.p_value < 0.05
        assert (finding.effect == 0) or finding.p_value < 0.05
    assert alarms <= 12  # the 99% point of a binomial with 120 draws at 5%


def test_few_texts_are_no_evidence() -> None:
    of_row = np.repeat([0, 1], [990, 10])  # chance gives region 1 a single chosen text
    finding = missed(table(100, 1000), made(of_row, 2))  # type: ignore[arg-type]
    assert finding.effect == 0
    assert finding.step is None
    assert finding.passages == ()


def test_beside_random_texts_the_share_is_theirs(passed_over: tuple[Sides, Made]) -> None:
    _, regions = passed_over
    finding = missed(table(100, 1000, "random texts"), regions)  # type: ignore[arg-type]
    assert finding.effect == pytest.approx((regions.of_row[100:] == 3).mean())
    assert "the random texts" in finding.unit


def test_regions_that_share_their_terms_have_rows_of_their_own() -> None:
    of_row = np.repeat([0, 1], [500, 500])
    regions = Made(of_row, 2, [("same",), ("same",)], [np.arange(3), np.arange(500, 503)])
    trace = missed(table(100, 1000), regions).trace  # type: ignore[arg-type]
    assert trace is not None
    assert sorted(set(trace.columns["label"])) == ["same", "same (2)"]
    never = [group == "Never looked at" for group in trace.columns["group"]]
    assert never == sorted(never, reverse=True)  # groups are not interleaved


@dataclass
class View:
    """What of the base's view is used."""

    sides: Sides
    confidence_of: NDArray[np.float64]

    @property
    def others(self) -> Seen:
        return self.more(self.sides.others)

    def more(self, rows: NDArray[np.int64]) -> Seen:
        return Seen(rows, self.confidence_of[rows])


@dataclass
class Seen:
    rows: NDArray[np.int64]
    confidence: NDArray[np.float64]


def test_the_pipelines_confidence_is_told(passed_over: tuple[Sides, Made]) -> None:
    both, regions = passed_over
    view = View(both, np.where(regions.of_row == 3, 0.9, 0.4))
    answer = missed(both, regions, view).answer  # type: ignore[arg-type]
    assert "confidence is 0.90 in them and 0.40 elsewhere." in answer


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_number_of_regions(n_chosen: int, n_others: int) -> None:
    k = n_regions(n_chosen, n_chosen + n_others)
    assert 10 <= k <= 200
    assert k == 10 or n_chosen / k >= 10


def test_with_real_words() -> None:
    both = sides(["one two three four"] * 30, ["five six seven eight"] * 60, "other texts of the pool")
    of_row = np.repeat([0, 1], [30, 60])
    assert missed(both, made(of_row, 2)).effect == pytest.approx(60 / 90)  # type: ignore[arg-type]
