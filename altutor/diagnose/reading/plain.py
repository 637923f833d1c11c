"""Records with a text and labels or spans under the usual names: doccano, plain JSON, rows of data sets and tables.

A field ``chance`` is the chance with which the text was drawn at its turn, given those drawn before it.

Confirmed with: ``models.py``, ``formatters.py``, ``factories.py`` and ``test_task.py`` of ``data_export``
(doccano/doccano, about 2022 to 2023).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from altutor.diagnose.reading import fields, label_studio
from altutor.diagnose.reading.collecting import Collector, RawSpan
from altutor.diagnose.reading.model import Example
from altutor.diagnose.reading.tags import read_tags

TEXTS = ("text", "sentence", "content", "document", "body", "message", "review")
SPANS = ("spans", "entities", "ents")
LABELS = ("label", "labels", "category", "categories", "cats", "class", "topic", "intent", "sentiment")
TOKENS = ("tokens", "words")
TAGS = ("ner_tags", "tags", "ner", "named_entities")
SESSIONS = ("session", "annotator", "annotation_approver", "user", "username")
MOMENTS = ("timestamp", "created_at", "time")


def is_doccano(record: Mapping[str, Any]) -> bool:
    """Return whether a record looks like one of doccano: lists as labels, or its comments and offsets."""
    entities = record.get("entities")
    offsets = isinstance(entities, list) and any(isinstance(e, Mapping) and "start_offset" in e for e in entities)
    return offsets or "Comments" in record or any(isinstance(record.get(key), list) for key in ("label", "labels"))


def is_record(record: Mapping[str, Any]) -> bool:
    """Return whether a record has a text, or tokens with tags."""
    return any(key in record for key in TEXTS) or any(isinstance(record.get(key), list) for key in TOKENS)


def read_record(record: Mapping[str, Any], place: str, into: Collector) -> None:
    """Add the example of one record."""
    named = next((key for key in TEXTS if record.get(key) is not None), None)
    tokens = next((record[key] for key in TOKENS if isinstance(record.get(key), list)), None)
    tags = next((record[key] for key in TAGS if isinstance(record.get(key), list)), None)
    if tokens is not None and (named is None or tags is not None):
        read_tags(tokens, tags, place, into)
        return
    text = into.text(record.get(named or "text"), place, named or "text")
    if text is None:
        return
    raw, labels, lost, open_end, said = list[RawSpan](), list[str](), list[str](), False, False
    for key, value in _annotations(record):
        given = _as_list(value)
        if given is None or (given and not any(map(_span_like, given))):
            if key in SPANS:
                into.notes.add("spans without borders", place, f"What stands as {key!r} is not a list of spans.")
                lost.append("spans without borders")
            else:
                labels += fields.names(value if given is None else given)
        elif not given:
            said, open_end = said or key in SPANS, open_end or key not in SPANS
        else:
            spans, without = _raw(given, text, place, into)
            raw, lost, said = [*raw, *spans], [*lost, *without], True
    found, bad = into.spans(raw, text, place)
    into.keep(
        Example(
            text,
            found if said else None,
            tuple(dict.fromkeys(labels)),
            complete=(said or bool(labels)) and not bad and not lost,
            place=place,
            key=fields.hash_of(text),
            session=next((fields.name(record[key]) or "" for key in SESSIONS if key in record), ""),
            when=next((fields.moment(record[key]) for key in MOMENTS if key in record), None),
            chance=into.chance(record.get("chance"), place),
            lost=(*lost, *bad),
        ),
        # The short form of Label Studio leaves out what nobody marked.
        unsettled=(open_end or label_studio.is_short(record)) and not said and not labels and not lost,
    )


def _annotations(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what may hold spans or labels, and under which name."""
    for key in (*SPANS, *LABELS):
        if record.get(key) is not None:
            yield key, record[key]
    if label_studio.is_short(record):  # there the project's configuration names the fields
        for key, value in record.items():
            if key not in SPANS and key not in LABELS and isinstance(value, list) and value and _span_like(value[0]):
                yield key, value


def _as_list(value: Any) -> list[Any] | None:
    """Return a list of values or spans; a mapping of columns, as old data sets have it, becomes a list of spans."""
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and isinstance(value.get("start"), list):
        columns = [column if isinstance(column, list) else [] for column in map(value.get, ("start", "end", "label"))]
        return [list(span) for span in zip(*columns, strict=False)]
    if isinstance(value, Mapping) and isinstance(value.get("choices"), list):  # several choices of Label Studio
        return list(value["choices"])
    return None


def _span_like(value: Any) -> bool:
    """Return whether a value is a span: a list that begins with two numbers, or a mapping with a start."""
    if isinstance(value, Mapping):
        return "start" in value or "start_offset" in value
    return isinstance(value, list | tuple) and len(value) >= 2


def _raw(given: list[Any], text: str, place: str, into: Collector) -> tuple[list[RawSpan], list[str]]:
    """Return the spans of a list, and of each one that could not be placed what is wrong with it."""
    raw, lost = list[RawSpan](), list[str]()
    for span in given:
        if isinstance(span, Mapping):
            if isinstance(span.get("labels"), list):
                spans, without = label_studio.regions(span, span["labels"], text, place, into)
                raw, lost = [*raw, *spans], [*lost, *without]
                continue
            start, end = span.get("start", span.get("start_offset")), span.get("end", span.get("end_offset"))
            raw.append((start, end, span.get("label"), "token_start" in span))
        elif isinstance(span, list | tuple) and len(span) >= 2:
            raw.append((span[0], span[1], span[2] if len(span) > 2 else None, False))
        else:
            raw.append((None, None, None, False))
    return raw, lost
