"""How much of the chosen texts somebody judged, word by word, and what the base finds in the rest."""

from __future__ import annotations

import re
from collections import Counter

from altutor.diagnose.answers.labels import complete_spans
from altutor.diagnose.material import Item, Material, said
from altutor.diagnose.pipeline.base_view import BaseView
from altutor.diagnose.reading import Span

WORD = re.compile(r"\S+")


def judged_spans(item: Item) -> list[Span] | None:
    """Return the spans that were accepted or rejected in a text; None where that is not known.

    Such are a text about whose spans nobody answered, and one that lost a span when it was read.
    """
    if lost_span(item):
        return None
    given = [example.spans for example in item.examples if said(example) and example.spans is not None]
    return [span for spans in given for span in spans] if given else None


def lost_span(item: Item) -> bool:
    """Return whether a span of a text could not be read."""
    return any(example.lost for example in item.examples if example.answer != "ignore")


def count_words(material: Material) -> Counter[str]:
    """Count texts with an answer about spans and their words, and of which only a part was judged.

    Returns
    -------
    collections.Counter
        "texts", "texts in part", "words", "words unjudged". A text in which all entities are marked is judged
        everywhere; of another one the words that an accepted or rejected span touches. "texts left out" lost a span
        when they were read, and are none of the others.
    """
    counts = Counter[str]()
    for item in material.chosen:
        if lost_span(item):
            counts["texts left out"] += 1
        spans = judged_spans(item)
        if spans is None:
            continue
        words = [(found.start(), found.end()) for found in WORD.finditer(item.text)]
        counts.update({"texts": 1, "words": len(words)})
        if not complete_spans(item):
            unjudged = sum(not _touched(start, end, spans) for start, end in words)
            counts.update({"texts in part": 1, "words unjudged": unjudged})
    return counts


def count_entities(material: Material, view: BaseView) -> Counter[str]:
    """Count what the base finds in those texts of its sample of which only a part was judged.

    Returns
    -------
    collections.Counter
        "found in part", and of them "found unjudged", which no accepted or rejected span touches, and "ours unjudged",
        those of the view's label. "sampled texts in part" is how many texts these are.
    """
    items = {item.text: item for item in material.chosen}
    counts = Counter[str]()
    for row, entities in zip(view.chosen.rows.tolist(), view.chosen.entities, strict=True):
        item = items[view.sides.texts[row]]
        spans = judged_spans(item)
        if spans is None or complete_spans(item):
            continue
        unjudged = [entity for entity in entities if not _touched(entity.start, entity.end, spans)]
        ours = sum(view.label in (None, entity.label) for entity in unjudged)
        counts.update({"sampled texts in part": 1, "found in part": len(entities)})
        counts.update({"found unjudged": len(unjudged), "ours unjudged": ours})
    return counts


def _touched(start: int, end: int, spans: list[Span]) -> bool:
    return any(span.start < end and start < span.end for span in spans)
