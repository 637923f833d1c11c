"""Tokens with one tag each, as data sets for entity recognition have them: IOB, BIOES, BILOU, or bare labels."""

from __future__ import annotations

from typing import Any

from altutor.diagnose.reading import fields
from altutor.diagnose.reading.collecting import Collector, RawSpan
from altutor.diagnose.reading.model import Example

BEGINS, ENDS = frozenset("BSU"), frozenset("ESLU")
PREFIXES = frozenset("BIOESLU")


def read_tags(tokens: list[Any], tags: list[Any] | None, place: str, into: Collector) -> None:
    """Add the example of one list of tokens; its text is the tokens with a blank between them."""
    words = [word if isinstance(word, str) else "" for word in tokens]
    text = into.text(" ".join(words), place, "tokens")
    if text is None:
        return
    if tags is None:
        into.keep(Example(text, None, complete=False, place=place))
        return
    if len(tags) != len(words):
        what = f"Tokens: {len(words)}, tags: {len(tags)}; expected one tag a token."
        into.notes.add("tokens and tags of different number", place, what)
        into.keep(Example(text, None, complete=False, place=place))
        return
    raw, known = _spans(words, tags)
    if not any(known):
        if any(fields.whole(tag) not in (None, -100) for tag in tags):
            what = "The tags are numbers without names: expected IOB tags, or a data set whose features name them."
            into.notes.add("tags without names", place, what)
        into.keep(Example(text, None, complete=False, place=place))
        return
    found, lost = into.spans(raw, text, place)
    into.keep(Example(text, found, complete=not lost and all(known), place=place, lost=lost))


def _spans(words: list[str], tags: list[Any]) -> tuple[list[RawSpan], list[bool]]:
    """Return the spans, and for each token whether its tag says anything."""
    raw, known = list[RawSpan](), list[bool]()
    start, label, at, end = 0, "", 0, 0
    for word, tag in zip(words, tags, strict=True):
        name = tag.strip() if isinstance(tag, str) else None
        known.append(name is not None and name not in ("", "-"))
        prefix, dash, rest = (name or "O").partition("-")
        if not dash or prefix not in PREFIXES:  # a bare label: neighbours with the same one are one span
            prefix, rest = ("O", "") if name in (None, "", "O", "-") else ("I", name or "")
        if label and (rest != label or prefix in BEGINS):
            raw.append((start, end, label, True))
            label = ""
        if prefix != "O" and rest and not label:
            start, label = at, rest
        end = at + len(word)
        if label and prefix in ENDS:
            raw.append((start, end, label, True))
            label = ""
        at = end + 1
    if label:
        raw.append((start, end, label, True))
    return raw, known
