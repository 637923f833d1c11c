"""From a record's raw values to examples: what is checked of every format alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from altutor.diagnose.reading import fields
from altutor.diagnose.reading.borders import on_borders
from altutor.diagnose.reading.model import Example, Span
from altutor.diagnose.reading.notes import Notes

RawSpan = tuple[Any, Any, Any, bool]
"""Start, end and label as they stand in the file, and whether the tool itself put the span on token borders."""


class Collector:
    """The examples of one source while it is read.

    Attributes
    ----------
    notes
        Its problems and counts.
    examples
        What was read so far.
    unsettled
        Positions of examples that carry no label: whether this says "no entity" or nothing at all depends on whether
        other records of the file carry spans.
    shapes
        Positions of Prodigy tasks of which nothing but the shape of the file tells whether they are yes/no answers.
    """

    def __init__(self) -> None:
        self.notes = Notes()
        self.examples: list[Example] = []
        self.unsettled: list[int] = []
        self.shapes: list[int] = []

    def text(self, value: Any, place: str, named: str = "text") -> str | None:
        """Return the text of a record, or None, with a note of why there is none."""
        if not isinstance(value, str):
            self.notes.add("records without a text", place, f"There is no text: expected a string as {named!r}.")
            return None
        if not fields.is_text(value):
            self.notes.add("empty texts", place, "The text is empty.")
            return None
        if fields.LONE.search(value):
            self.notes.add(
                "damaged characters", place, "The text has halves of characters; each was replaced by U+FFFD."
            )
            return fields.LONE.sub("\ufffd", value)
        return value

    def spans(self, raw: Iterable[RawSpan], text: str, place: str) -> tuple[tuple[Span, ...], tuple[str, ...]]:
        """Return the spans that can be used, sorted, and of each other one what is wrong with it."""
        found, lost = list[Span](), list[str]()
        for first, last, named, aligned in raw:
            start, end, label = fields.whole(first), fields.whole(last), fields.name(named)
            if start is None or end is None:
                kind, what = "spans without borders", "A span has no start or no end that is a whole number."
            elif not 0 <= start < end <= len(text):
                kind = "spans outside the text"
                what = f"The span {start} to {end} is not inside the text, which ends at {len(text)}."
            elif label is None:
                kind, what = "spans without a label", f"The span {start} to {end} has no label."
            else:
                found.append(Span(start, end, label, cut=not aligned and not on_borders(text, start, end)))
                if found[-1].cut:
                    what = f"The span {start} to {end} is not on token borders: a pipeline cannot learn it as it is."
                    self.notes.add("spans not on token borders", place, what)
                continue
            self.notes.add(kind, place, what)
            lost.append(kind)
        spans = tuple(sorted(found, key=lambda span: (span.start, span.end, span.label)))
        self._overlaps(spans, place)
        return spans, tuple(lost)

    def _overlaps(self, spans: Sequence[Span], place: str) -> None:
        furthest = 0
        for span in spans:
            if span.start < furthest:
                what = f"The span {span.start} to {span.end} overlaps another."
                self.notes.add("overlapping spans", place, what)
            furthest = max(furthest, span.end)

    def chance(self, value: Any, place: str) -> float | None:
        """Return the chance with which a text was drawn, or None, with a note where what stands there is no chance."""
        chance = fields.number(value)
        if chance is not None and 0 < chance <= 1:
            return chance
        if value not in (None, ""):
            what = "The chance of the text is not a number above 0 and at most 1: it is left out."
            self.notes.add("chances that are none", place, what)
        return None

    def keep(self, example: Example, *, unsettled: bool = False, shape: bool = False) -> None:
        """Add an example, with a hash of its text where its tool gave none."""
        if not example.key:
            example = replace(example, key=fields.hash_of(example.text))
        if unsettled:
            self.unsettled.append(len(self.examples))
        if shape:
            self.shapes.append(len(self.examples))
        self.examples.append(example)

    def settle(self) -> None:
        """Decide what an empty list of labels says, once the whole file is known."""
        if any(example.spans for example in self.examples):
            for position in self.unsettled:
                self.examples[position] = replace(self.examples[position], spans=(), complete=True)
        self.unsettled.clear()
