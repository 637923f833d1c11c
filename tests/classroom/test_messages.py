from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from altutor.classroom.messages import Message

WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=60).map(" ".join)


@given(WORDS, WORDS, st.integers(40, 120))
def test_lines_fit_and_lose_no_word(first: str, second: str, columns: int) -> None:
    text = Message((("expected", first), ("because", second))).filled(columns)
    assert max(map(len, text.splitlines())) <= columns
    assert text.split() == ["expected", *first.split(), "because", *second.split()]


def test_values_are_not_broken() -> None:
    words = "['two  blanks', 'and more words than a line of forty columns holds']"
    assert words in Message((("came back", words),)).filled(40)


def test_lines_that_are_broken_already_stay_apart() -> None:
    text = Message((("called", "f(x) with\n  x = [1,\n       2]"),)).filled(80)
    assert text.splitlines() == ["called  f(x) with", "          x = [1,", "               2]"]
