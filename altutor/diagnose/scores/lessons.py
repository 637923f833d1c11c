"""Annotations as the pipeline learns from them: documents with what the annotator said of one label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altutor.diagnose.answers.labels import marked_spans
from altutor.diagnose.material import Item
from altutor.diagnose.scores.task import evenly

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from altutor.diagnose.reading import Span
    from altutor.ner.annotator import Answer

CAP = 1500  # annotations; more would take minutes and not change the answer


@dataclass(frozen=True)
class Lesson:
    """A text as the pipeline sees it, and what was said of it."""

    doc: Doc
    answer: Answer


def lessons(nlp: Language, items: Sequence[Item], label: str, binary: bool | None = None) -> tuple[bool, list[Lesson]]:
    """Return whether these are yes/no answers, and at most 1,500 lessons, evenly over the file.

    Of a text that is too long for the pipeline its beginning counts.

    Complete annotations and yes/no answers are not mixed: what there is more of is used.

    Parameters
    ----------
    nlp
        Makes the documents.
    items
        Texts with their answers. Of a yes/no answer its first span of the label counts, a text more often than once
        where it was asked about more often.
    label
        The label that was asked about.
    binary
        Which of the two to use, where that is given.
    """

    def read(text: str) -> Doc:
        return nlp.make_doc(text[: nlp.max_length])

    complete = [(item.text, spans) for item in items if (spans := marked_spans(item, label)) is not None]
    decisions = [
        (item.text, span, example.answer == "accept")
        for item in items
        for example in item.examples
        if example.binary and example.answer != "ignore"
        for span in [span for span in example.spans or () if span.label == label][:1]
    ]
    yes_no = len(decisions) > len(complete) if binary is None else binary
    if yes_no:
        asked = (_decision(read(text), span, said) for text, span, said in evenly(decisions, CAP))
        return True, [lesson for lesson in asked if lesson is not None]
    return False, [_complete(read(text), spans, label) for text, spans in evenly(complete, CAP)]


def _complete(doc: Doc, spans: Sequence[Span], label: str) -> Lesson:
    from altutor.ner.annotator import mark_all
    from altutor.ner.entities import Span as Borders

    on_borders, off_borders, last = list[Borders](), list[Borders](), 0
    for span in (span for span in spans if span.label == label and span.end <= len(doc.text)):
        found = doc.char_span(span.start, span.end)
        touched = found if found is not None else doc.char_span(span.start, span.end, alignment_mode="expand")
        if touched is None or touched.start < last:  # overlaps another: a pipeline finds one of them at most
            continue
        last = touched.end
        (on_borders if found is not None else off_borders).append((touched.start, touched.end))
    return Lesson(doc, mark_all(on_borders, off_borders))


def _decision(doc: Doc, span: Span, accepted: bool) -> Lesson | None:
    """Return the lesson of a yes or no; None where the span is not on token borders."""
    from altutor.ner.annotator import Answer

    found = doc.char_span(span.start, span.end)
    if found is None:
        return None
    borders = ((found.start, found.end),)
    return Lesson(doc, Answer(accepted=borders) if accepted else Answer(rejected=borders))
