"""Texts with gold spans, divided into a pool and a held-out set: what every ORG experiment reads."""

from __future__ import annotations

from dataclasses import dataclass, field

TOPICS = ("World", "Sports", "Business", "Sci/Tech")


@dataclass(frozen=True)
class Text:
    """One news text with its gold annotation.

    Attributes
    ----------
    text
        The text as the pipeline reads it.
    topic
        One of :data:`TOPICS`.
    spans
        Character offsets ``(start, end)`` of every ORG mention, end exclusive, sorted, never overlapping.
    row
        The text's number in its source; unique within a corpus.
    others
        Character offsets and label ``(start, end, label)`` of mentions with other labels, where the source has them.
    """

    text: str
    topic: str
    spans: tuple[tuple[int, int], ...]
    row: int
    others: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Corpus:
    """A pool to choose from and a held-out set to be judged on.

    Attributes
    ----------
    name
        Short name, for example ``newswire``.
    pool, heldout
        Disjoint tuples of texts.
    source
        Where the texts came from, for the ``data`` entry of a results file: ``source``, ``rows`` and ``sha256``, and
        any counts that a reader should see.
    """

    name: str
    pool: tuple[Text, ...]
    heldout: tuple[Text, ...]
    source: dict[str, object] = field(default_factory=dict)
