from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from altutor.bias.hypergeometric import exact_p_values, least_p_values
from altutor.errors import AltutorError


@st.composite
def draws(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, int, int]:
    total = draw(st.integers(1, 60))
    drawn = draw(st.integers(0, total))
    holding = draw(st.lists(st.integers(0, total), min_size=1, max_size=6))
    hits = [draw(st.integers(max(0, drawn + kind - total), min(drawn, kind))) for kind in holding]
    return np.array(hits), np.array(holding), drawn, total


@settings(deadline=None)
@given(draws())
def test_p_values_are_those_of_fishers_exact_test(given_: tuple[np.ndarray, np.ndarray, int, int]) -> None:
    hits, holding, drawn, total = given_
    tables = [[[a, k - a], [drawn - a, total - k - drawn + a]] for a, k in zip(hits, holding, strict=True)]
    expected = [stats.fisher_exact(table).pvalue for table in tables]
    assert exact_p_values(hits, holding, drawn, total).tolist() == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(draws())
def test_least_p_value_is_the_smallest_there_is(given_: tuple[np.ndarray, np.ndarray, int, int]) -> None:
    _, holding, drawn, total = given_
    for kind, least in zip(holding, least_p_values(holding, drawn, total), strict=True):
        possible = np.arange(max(0, drawn + kind - total), min(drawn, kind) + 1)
        p_values = exact_p_values(possible, np.full(len(possible), kind), drawn, total)
        assert least == pytest.approx(p_values.min(), rel=1e-9)


def test_large_tables_agree_with_scipy() -> None:
    hits, holding = np.array([30, 3, 0]), np.array([700, 12, 900])
    tables = [[[a, k - a], [2000 - a, 100_000 - k + a]] for a, k in zip(hits, holding, strict=True)]
    expected = [stats.fisher_exact(table).pvalue for table in tables]
    assert exact_p_values(hits, holding, 2000, 102_000).tolist() == pytest.approx(expected, rel=1e-7)


def test_no_kinds_have_no_p_values() -> None:
    none = np.array([], dtype=int)
    assert exact_p_values(none, none, 2, 5).shape == (0,)
    assert least_p_values(none, 2, 5).shape == (0,)


def test_counts_that_do_not_fit_are_one_sentence() -> None:
    with pytest.raises(AltutorError, match="6 of 5 rows cannot be drawn"):
        exact_p_values(np.array([1]), np.array([1]), 6, 5)
    with pytest.raises(AltutorError, match="Kind 1: 3 of 2 rows cannot be among 4 drawn of 9"):
        exact_p_values(np.array([1, 3]), np.array([1, 2]), 4, 9)
    with pytest.raises(AltutorError, match="Kind 0: 0 of 12 rows"):
        least_p_values(np.array([12]), 4, 9)
