"""Reliability counts and the numbers read off them, against an independent way to get them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.ner.reliability import BINS, expected_calibration_error, near_half_counts, reliability_counts

# Scores off the borders of bins, where two ways of sorting may differ by a rounding error.
SCORE = st.integers(0, 9_999).map(lambda k: (k + 0.5) / 10_000)
SPAN = st.tuples(SCORE, st.booleans(), st.integers(0, 19))


def counted(spans: list[tuple[float, bool, int]]) -> Any:
    """Count spans, each in a text of its own."""
    proposals = [{(0, 1): score} for score, _, _ in spans]
    gold = [[(0, 1)] if right else [(0, 2)] for _, right, _ in spans]
    return reliability_counts(proposals, gold, [block for _, _, block in spans])


@given(st.lists(SPAN, min_size=1, max_size=60))
def test_the_calibration_error_is_that_of_an_independent_computation(spans: list[tuple[float, bool, int]]) -> None:
    scores = np.array([score for score, _, _ in spans])
    right = np.array([float(yes) for _, yes, _ in spans])
    where = np.digitize(scores, np.linspace(0, 1, BINS + 1)[1:-1])
    error = sum(
        (where == k).mean() * abs(right[where == k].mean() - scores[where == k].mean()) for k in np.unique(where)
    )
    found = counted(spans)
    assert expected_calibration_error(found) == pytest.approx(error)
    assert expected_calibration_error(found.sum(axis=1)) == pytest.approx(error)
    assert 0.0 <= error <= 1.0


@given(st.lists(SPAN, min_size=30, max_size=60))
def test_shares_right_are_those_of_sklearns_calibration_curve(spans: list[tuple[float, bool, int]]) -> None:
    from sklearn.calibration import calibration_curve

    n, right, score = counted(spans).sum(axis=1)
    shares, means = calibration_curve([s[1] for s in spans], [s[0] for s in spans], n_bins=BINS)
    assert (right[n > 0] / n[n > 0]).tolist() == pytest.approx(shares.tolist())
    assert (score[n > 0] / n[n > 0]).tolist() == pytest.approx(means.tolist())


@given(st.lists(SPAN, max_size=40))
def test_every_span_is_counted_once_in_its_block(spans: list[tuple[float, bool, int]]) -> None:
    found = counted(spans)
    assert found.shape == (3, 20, BINS)
    for block in range(20):
        own = [(score, right) for score, right, b in spans if b == block]
        assert found[0, block].sum() == len(own)
        assert found[1, block].sum() == sum(right for _, right in own)
        assert found[2, block].sum() == pytest.approx(sum(score for score, _ in own))


@pytest.mark.parametrize(
    ("score", "column"), [(0.0, 0), (0.05, 0), (0.1, 1), (0.4, 4), (0.5, 5), (0.6, 6), (0.999, 9), (1.0, 9)]
)
def test_a_bin_holds_its_lower_border_and_the_last_one_holds_1(score: float, column: int) -> None:
    found = counted([(score, True, 3)])
    assert np.argwhere(found[0]).tolist() == [[3, column]]


def test_spans_of_one_text_are_told_apart() -> None:
    found = reliability_counts([{(0, 1): 0.95, (0, 2): 0.05}], [[(0, 1)]], [0])
    assert found[:, 0, 9].tolist() == [1, 1, 0.95]
    assert found[:, 0, 0].tolist() == [1, 0, 0.05]


def test_a_score_that_is_always_right_has_no_error_and_one_that_is_always_wrong_has_all() -> None:
    assert expected_calibration_error(counted([(1.0, True, 0), (0.0, False, 1)])) == 0.0
    assert expected_calibration_error(counted([(1.0, False, 0), (0.0, True, 1)])) == 1.0


def test_gaps_within_a_bin_cancel_and_gaps_of_bins_do_not() -> None:
    assert expected_calibration_error(counted([(0.5, True, 0), (0.5, False, 0)])) == 0.0
    assert expected_calibration_error(counted([(0.25, True, 0), (0.75, False, 0)])) == pytest.approx(0.75)


def test_the_near_half_counts_looks_at_scores_from_04_to_06_only() -> None:
    scores = {0.39: True, 0.4: True, 0.5: False, 3 / 5: False, 0.55: False, 0.61: True}  # 2/5 and 3/5: of a committee
    proposals = [{(0, 1): score} for score in scores]
    gold = [[(0, 1)] if right else [] for right in scores.values()]
    found = near_half_counts(proposals, gold, [0, 0, 1, 2, 2, 3])
    assert found.sum(axis=1).tolist() == [4, 1]
    assert found[:, :4].tolist() == [[1, 1, 2, 0], [1, 0, 0, 0]]


def test_no_span_has_no_error() -> None:
    assert expected_calibration_error(counted([])) == 0.0
