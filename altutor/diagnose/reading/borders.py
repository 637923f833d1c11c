"""Do spans fall on token borders? What a pipeline cannot mark, it cannot learn."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

CHUNK = 10_000  # characters; a longer run without a blank is no word


@cache
def _tokenizer() -> Callable[[str], Doc]:
    import spacy

    tokenizer: Callable[[str], Doc] = spacy.blank("en").tokenizer
    return tokenizer


def on_borders(text: str, start: int, end: int) -> bool:
    """Return whether a span begins and ends where spaCy's blank English tokenizer begins and ends a token."""
    return _is_border(text, start) and _is_border(text, end)


def _is_border(text: str, at: int) -> bool:
    """Look at the run of characters around a place: the tokenizer splits at white space first."""
    if at in (0, len(text)) or text[at - 1].isspace() or text[at].isspace():
        return True
    first, last = at, at
    while first > 0 and at - first < CHUNK and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and last - at < CHUNK and not text[last].isspace():
        last += 1
    return at - first in _borders(text[first:last])


@cache
def _remembered(word: str) -> frozenset[int]:
    return frozenset(token.idx for token in _tokenizer()(word))


def _borders(word: str) -> frozenset[int]:
    if len(word) <= 40:
        return _remembered(word)
    return frozenset(token.idx for token in _tokenizer()(word))
