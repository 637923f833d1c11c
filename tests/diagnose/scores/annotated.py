"""Material made in a test: small texts with answers, no files."""

from __future__ import annotations

from collections.abc import Sequence

from altutor.diagnose.material import Material, match
from altutor.diagnose.reading import Example, Source, Span


def source(examples: Sequence[Example]) -> Source:
    return Source("made", "plain JSONL", list(examples))


def spans(text: str, *borders: tuple[int, int], label: str = "ORG") -> Example:
    """A text in which all spans are marked."""
    return Example(text, tuple(Span(start, end, label) for start, end in borders))


def decision(text: str, border: tuple[int, int], accepted: bool) -> Example:
    """A yes or no to one span."""
    said = "accept" if accepted else "reject"
    return Example(text, (Span(*border, "ORG"),), answer=said, binary=True, complete=False)  # type: ignore[arg-type]


def material(
    chosen: Sequence[Example],
    held: Sequence[Example] | None = None,
    pool: Sequence[str] | None = None,
    random: Sequence[Example] | None = None,
    label: str | None = None,
) -> Material:
    return match(
        source(chosen),
        None if pool is None else source([Example(text, None, complete=False) for text in pool]),
        None if random is None else source(random),
        None if held is None else source(held),
        label,
    )
