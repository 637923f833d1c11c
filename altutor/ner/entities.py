"""Entities as token spans: read from a pipeline, or from the gold of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from altutor.data.corpus import Text
from altutor.ner.base import recogniser

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Span = tuple[int, int]
"""First token and the token after the last."""
Entity = tuple[int, int, str]
"""A span and its label."""

BATCH = 64  # texts; with larger batches the beam slows down


def batches(docs: Sequence[Doc], size: int = BATCH) -> Iterator[tuple[list[int], list[Doc]]]:
    """Yield batches of documents of like length with their positions; empty documents are left out."""
    order = sorted((i for i, doc in enumerate(docs) if len(doc)), key=lambda i: len(docs[i]))
    for start in range(0, len(order), size):
        where = order[start : start + size]
        yield where, [docs[i] for i in where]


def predict(nlp: Language, docs: Sequence[Doc]) -> list[list[Entity]]:
    """Return the entities that the pipeline finds in each document; the documents are left unannotated.

    Parameters
    ----------
    nlp
        A pipeline from :func:`altutor.ner.base.load_base`.
    docs
        Unannotated documents of its tokenizer.
    """
    ner = recogniser(nlp)
    found: list[list[Entity]] = [[] for _ in docs]
    for where, batch in batches(docs):
        ner.set_annotations(batch, ner.predict(batch))
        for i, doc in zip(where, batch, strict=True):
            found[i] = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
            doc.set_ents([], default="missing")  # a preset entity would constrain the next prediction
    return found


def spans_of(entities: Iterable[Entity], label: str = "ORG") -> list[Span]:
    """Return the spans that carry `label`."""
    return [(start, end) for start, end, name in entities if name == label]


def gold_spans(doc: Doc, text: Text) -> tuple[list[Span], list[Span]]:
    """Return a text's gold ORG spans on the tokens of `doc`.

    Returns
    -------
    tuple
        The spans on token borders, and for each mention that is not on token borders the tokens that it touches. No
        pipeline can find the latter: scores count them as missed, training leaves their tokens unknown.
    """
    on_borders, off_borders = [], []
    for start, end in text.spans:
        span = doc.char_span(start, end)
        if span is not None:
            on_borders.append((span.start, span.end))
            continue
        touched = doc.char_span(start, end, alignment_mode="expand")
        assert touched is not None
        off_borders.append((touched.start, touched.end))
    return on_borders, off_borders


def overlap(a: Span, b: Span) -> bool:
    """Return whether two spans share a token."""
    return a[0] < b[1] and b[0] < a[1]
