"""Label Studio: a list of tasks, each with the annotations that people made of it, or its short form (JSON_MIN).

Confirmed with: "Label Studio Task Format", "Export annotations and data from Label Studio", and the tags "Text" and
"HyperText" (Label Studio documentation, about 2024); ``converter.py`` (HumanSignal/label-studio-converter, about 2023)
for JSON_MIN and CSV; "UTF8 text got invalid annotation offset" (label-studio issue 1347, 2021) and "Fix offsets in Text
with emoji" (pull request 1559, 2021) for offsets that count emoji twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from altutor.diagnose.reading import fields
from altutor.diagnose.reading.collecting import Collector, RawSpan
from altutor.diagnose.reading.model import Example

LISTS = ("annotations", "completions")  # the second in exports from before version 1.0
NAMED = ("text", "content", "document", "sentence", "body", "message", "review", "html", "title")
PATH = re.compile(r"(https?|s3|gs|file|data):\S+|/\S+|\S+\.[A-Za-z][A-Za-z0-9]{1,4}")  # of a picture, for example
LONGEST = 40  # characters of a field's name


def is_task(record: Mapping[str, Any]) -> bool:
    """Return whether a record looks like a task of Label Studio."""
    data = record.get("data")
    return isinstance(data, Mapping) and ("text" in data or any(isinstance(record.get(key), list) for key in LISTS))


def is_short(record: Mapping[str, Any]) -> bool:
    """Return whether a record looks like one of the short form."""
    return "annotation_id" in record and ("lead_time" in record or "annotator" in record)


def read_task(record: Mapping[str, Any], place: str, into: Collector) -> None:
    """Add an example for each annotation of a task, or one that says nothing where there is none."""
    data = record["data"]
    field = _field(data)
    if field not in NAMED and isinstance(data.get(field), str) and PATH.fullmatch(data[field]):
        what = f"There is no text, but the name of a file as {f'data.{field}'[:LONGEST]!r}."
        into.notes.add("records without a text", place, what)
        return
    text = into.text(data.get(field), place, "data.text")
    if text is None:
        return
    annotations: list[Any] = next((record[key] for key in LISTS if isinstance(record.get(key), list)), [])
    usable = [entry for entry in annotations if isinstance(entry, Mapping)]
    if len(usable) < len(annotations):
        into.notes.add("damaged annotations", place, "An annotation is not a JSON object.")
    if not usable:
        into.keep(Example(text, None, complete=False, place=place))
    for annotation in usable:
        _read_annotation(annotation, text, place, into)


def _field(data: Mapping[str, Any]) -> str:
    """Return which field of a task is its text: the project's configuration says so, which is not exported."""
    strings = [key for key, value in data.items() if isinstance(value, str)]
    files = [key for key in strings if PATH.fullmatch(data[key])]
    # Beside a file a single word is its description: the text is what has more.
    texts = [key for key in strings if key not in files and (not files or len(data[key].split()) > 1)]
    longest = max(texts or files, key=lambda key: len(data[key]), default="text")
    return next((key for key in NAMED if key in data), longest)


def _read_annotation(annotation: Mapping[str, Any], text: str, place: str, into: Collector) -> None:
    person = annotation.get("completed_by")
    if isinstance(person, Mapping):
        person = person.get("email") or person.get("id")
    session = fields.name(person) or ""
    when = fields.moment(annotation.get("created_at"))
    if annotation.get("was_cancelled") is True:
        into.keep(Example(text, None, answer="ignore", complete=False, place=place, session=session, when=when))
        return
    result = annotation.get("result")
    if not isinstance(result, list):
        into.notes.add("damaged annotations", place, "An annotation has no list 'result'.")
        into.keep(Example(text, None, complete=False, place=place, session=session, when=when))
        return
    raw, labels, lost = list[RawSpan](), list[str](), list[str]()
    for region in result:
        value = region.get("value") if isinstance(region, Mapping) else None
        if not isinstance(value, Mapping):
            continue  # a relation between regions, for example
        kind = region.get("type")
        marked = value.get(kind) if isinstance(kind, str) else None
        if "start" in value or "end" in value:
            if kind in ("labels", "hypertextlabels") or isinstance(value.get("labels"), list):
                spans, without = regions(value, marked or value.get("labels"), text, place, into)
                raw, lost = [*raw, *spans], [*lost, *without]
        elif kind in ("choices", "taxonomy"):
            labels += _chosen(marked)
    found, bad = into.spans(raw, text, place)
    into.keep(
        Example(
            text,
            found if raw else None,
            tuple(dict.fromkeys(labels)),
            complete=bool(raw or labels) and not bad and not lost,
            place=place,
            session=session,
            when=when,
            lost=(*lost, *bad),
        ),
        unsettled=not raw and not lost,
    )


def _chosen(marked: Any) -> list[str]:
    """Return the labels of a choice; a path through a taxonomy is one label."""
    paths = marked if isinstance(marked, list) else [marked]
    return [" / ".join(fields.names(path)) for path in paths if fields.names(path)]


def regions(
    value: Mapping[str, Any], named: Any, text: str, place: str, into: Collector
) -> tuple[list[RawSpan], list[str]]:
    """Return the spans of a marked region, one a label; or what is wrong where it cannot be placed in the text."""
    start, end = fields.whole(value.get("start")), fields.whole(value.get("end"))
    if start is None or end is None:
        what = "A region has no offsets in the text (it was marked in HTML or in a dialogue)."
        into.notes.add("spans without borders", place, what)
        return [], ["spans without borders"]
    kept = value.get("text")
    if isinstance(kept, str) and kept and not text.isascii() and text[max(start, 0) : max(end, 0)] != kept:
        wide = _from_utf16(text, start, end)
        if wide is not None and text[wide[0] : wide[1]] == kept:
            start, end = wide
            into.notes.counts["spans whose offsets counted some characters twice (corrected)"] += 1
    labels = fields.names(named)
    return [(start, end, label, False) for label in labels] or [(start, end, None, False)], []


def _from_utf16(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Translate offsets in UTF-16, as browsers count them, to characters."""
    units = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= start <= end <= len(units) // 2:
        return None
    first = units[: 2 * start].decode("utf-16-le", "replace")
    return len(first), len(first) + len(units[2 * start : 2 * end].decode("utf-16-le", "replace"))
