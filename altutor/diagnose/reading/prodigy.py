"""Prodigy: one task a line, with the annotator's answer.

Confirmed with: "Annotation interfaces" (Prodigy documentation, about 2024), which names views and answers and marks
the views text and ner as binary; ``fashion_brands_training.jsonl`` (explosion/projects, about 2021), an export; "NER
train number of examples" (Prodigy support forum, 2018), on hashes, and on what unlabelled tokens mean after yes/no
answers. No export with ``_is_binary`` was at hand: that field is as other programs write and read it.

Prodigy itself writes no chance of being drawn; a recipe that knows it may put it into ``meta`` as ``chance``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from altutor.diagnose.reading import fields
from altutor.diagnose.reading.collecting import Collector, RawSpan
from altutor.diagnose.reading.model import Answer, Example, Span

MARKS = frozenset({"_input_hash", "_task_hash", "_view_id", "_session_id", "_is_binary", "_annotator_id"})
ANSWERS: dict[Any, Answer] = {"accept": "accept", "reject": "reject", "ignore": "ignore"}
ASKED = frozenset({"spans", "accept", "options"})
YES_NO = frozenset({"ner", "spans", "classification", "text", "html"})  # views that ask for yes or no


def is_task(record: Mapping[str, Any]) -> bool:
    """Return whether a record looks like a task of Prodigy.

    One with an answer of other words does where it has something to accept: else that may be the answer to a question.
    """
    answer = record.get("answer")
    asked = not ASKED.isdisjoint(record) or isinstance(record.get("label"), str)
    answered = isinstance(answer, str) and (answer in ANSWERS or asked)
    return answered or (not MARKS.isdisjoint(record) and any(record.get(mark) is not None for mark in MARKS))


def read_task(record: Mapping[str, Any], place: str, into: Collector) -> None:
    """Add the example of one task."""
    text = into.text(record.get("text"), place)
    if text is None:
        return
    said = record.get("answer")
    answer = ANSWERS.get(said) if isinstance(said, str) else None
    if answer is None and said is not None:
        what = "The answer is not accept, reject or ignore: the task is read as ignored."
        into.notes.add("unknown answers", place, what)
        answer = "ignore"
    raw = record.get("spans")
    listed = raw if isinstance(raw, list) else []
    if raw is not None and not isinstance(raw, list):
        into.notes.add("spans without borders", place, "What stands as 'spans' is not a list.")
    found, bad = into.spans(_raw(listed), text, place)
    lost = bad if raw is None or listed is raw else ("spans without borders",)
    choice = record.get("accept")
    chosen = isinstance(record.get("options"), list) or (isinstance(choice, list) and not listed)
    labels = fields.names(choice if chosen else record.get("label"))
    score = _score(record, listed)
    yes_no = _is_yes_no(record, listed, chosen, score)
    unsettled, meta = False, record.get("meta")
    shape = yes_no is None and len(found) == 1 and answer is not None
    example = Example(
        text,
        None,
        labels,
        answer=answer or "accept",
        binary=yes_no is True and answer is not None,
        complete=False,
        place=place,
        key=fields.name(record.get("_input_hash")) or "",
        session=fields.name(record.get("_session_id")) or fields.name(record.get("_annotator_id")) or "",
        when=fields.number(record.get("_timestamp")),
        chance=into.chance(meta.get("chance") if isinstance(meta, Mapping) else None, place),
    )
    if answer is None:  # the input of an annotation run: what spans and labels it has are suggestions
        into.notes.add("tasks without an answer", place, "The task has no answer: expected accept, reject or ignore.")
        example = replace(example, labels=())
    elif example.binary:
        example = replace(example, spans=found or None, lost=lost)
    elif answer == "accept":
        # In a view for marking entities a missing list is an empty one; without a view the rest of the file tells.
        unsettled = raw is None and record.get("_view_id") is None and not (chosen or labels)
        silent = raw is None and (chosen or bool(labels) or unsettled)
        example = replace(example, spans=None if silent else found, complete=not lost, lost=lost)
    elif shape:  # settled below
        example = replace(example, spans=found)
    else:  # a whole text was sent back: nothing is said of any span or label
        example = replace(example, labels=())
    into.keep(example, shape=shape, unsettled=unsettled)


def _is_yes_no(record: Mapping[str, Any], listed: list[Any], chosen: bool, score: float | None) -> bool | None:
    """Return whether a task is a yes/no answer, or None where only the shape of the whole file tells."""
    given, view = record.get("_is_binary"), record.get("_view_id")
    if isinstance(given, bool):
        return given
    if isinstance(view, str):
        return view in YES_NO
    if chosen or len(listed) > 1:
        return False
    if not listed:  # a label of the whole text that was suggested
        return isinstance(record.get("label"), str) and record.get("spans") is None
    return True if score is not None else None


def _raw(listed: list[Any]) -> list[RawSpan]:
    return [
        (span.get("start"), span.get("end"), span.get("label"), "token_start" in span)
        if isinstance(span, dict)
        else (None, None, None, False)
        for span in listed
    ]


def _score(record: Mapping[str, Any], listed: list[Any]) -> float | None:
    """Return the model's score: the task's own, that of its description, or that of the one span."""
    meta = record.get("meta")
    for place in (record, meta, listed[0] if len(listed) == 1 else None):
        score = fields.number(place.get("score")) if isinstance(place, Mapping) else None
        if score is not None:
            return score
    return None


def settle(into: Collector) -> None:
    """Decide which tasks without a view are yes/no answers, once the whole file is known.

    Such tasks have exactly one span. They are yes/no answers where the same input was asked about with different
    spans, and all of them are where no task has any other number of spans and some were rejected.
    """
    about = defaultdict[str, set[Span]](set)
    for position in into.shapes:
        example = into.examples[position]
        about[example.key].update(example.spans or ())
    shapes = set(into.shapes)
    several = {key for key, spans in about.items() if len(spans) > 1}
    mute = {i for i, example in enumerate(into.examples) if example.binary or example.spans is None}
    alone = len(shapes | (mute - set(into.unsettled))) == len(into.examples)
    rejected = any(into.examples[position].answer == "reject" for position in into.shapes)
    for position in into.shapes:
        example = into.examples[position]
        if example.key in several or (alone and (rejected or several)):
            into.examples[position] = replace(example, binary=True, complete=False)
            into.notes.counts["yes/no answers known by their shape"] += 1
        elif example.answer != "accept":
            into.examples[position] = replace(example, spans=None, labels=())
    into.shapes.clear()
