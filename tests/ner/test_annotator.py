"""The annotator answers from gold, and answers cost seconds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.ner.annotator import Answer, Cost, judge, mark_all

GOLD = [(1, 3), (5, 6)]


def test_marking_all_gives_every_gold_span_and_is_complete() -> None:
    assert mark_all(GOLD) == Answer(accepted=((1, 3), (5, 6)), complete=True)
    assert mark_all([]) == Answer(complete=True)


def test_marking_all_keeps_apart_what_is_not_on_token_borders() -> None:
    assert mark_all(GOLD, [(7, 8)]) == Answer(accepted=((1, 3), (5, 6)), complete=True, unclear=((7, 8),))


def test_a_suggestion_is_accepted_where_it_is_exactly_a_gold_span() -> None:
    assert judge(GOLD, (1, 3)) == Answer(accepted=((1, 3),))


@pytest.mark.parametrize("suggestion", [(1, 2), (2, 3), (1, 4), (0, 3), (4, 5)])
def test_a_suggestion_that_is_not_exactly_a_gold_span_is_rejected(suggestion: tuple[int, int]) -> None:
    assert judge(GOLD, suggestion) == Answer(rejected=(suggestion,))


def test_the_default_costs_are_the_stated_assumptions() -> None:
    assert Cost().seconds(tokens=40, spans=2, decisions=3) == 40 * 0.25 + 2 * 3.0 + 3 * 1.0


def test_a_text_without_a_suggestion_costs_its_reading_time() -> None:
    assert Cost(read=0.5).seconds(tokens=44) == 22.0


COUNT = st.integers(0, 1000)


@given(COUNT, COUNT, COUNT, st.floats(0, 10), st.floats(0, 10), st.floats(0, 10))
def test_seconds_add_up(tokens: int, spans: int, decisions: int, read: float, mark: float, decide: float) -> None:
    cost = Cost(read, mark, decide)
    parts = cost.seconds(tokens) + cost.seconds(0, spans) + cost.seconds(0, 0, decisions)
    assert cost.seconds(tokens, spans, decisions) == pytest.approx(parts)
    assert cost.seconds(2 * tokens, 2 * spans, 2 * decisions) == pytest.approx(2 * parts)
