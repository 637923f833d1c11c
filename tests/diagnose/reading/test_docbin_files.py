from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import spacy
import srsly
from annotation_files import ACME, MINE, RAIN
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as SpacySpan

from altutor.data.corpus import Text
from altutor.diagnose.reading import Example, Span, docbin, read
from altutor.errors import AltutorError
from altutor.ner.annotator import judge, mark_all
from altutor.ner.examples import make_example

nlp = spacy.blank("en")


def entity(doc: Doc, start: int, end: int, label: str = "ORG") -> SpacySpan:
    found = doc.char_span(start, end, label=label)
    assert found is not None
    return found


def save(path: Path, *docs: Doc) -> Path:
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    return path


def test_round_trip(tmp_path: Path) -> None:
    full, empty, partly, silent = (nlp(text) for text in (ACME, RAIN, MINE, "Nobody looked."))
    full.set_ents([entity(full, 0, 10), entity(full, 28, 32, "LOC")])
    full.cats = {"Law": 1.0, "Trade": 0.0}
    empty.set_ents([], default="outside")
    partly.set_ents([entity(partly, 0, 14)], missing=[partly[4:5]])
    source = read(save(tmp_path / "a.spacy", full, empty, partly, silent))
    assert source.format == "spaCy DocBin"
    assert [(e.text, e.spans, e.complete) for e in source.examples] == [
        (ACME, (Span(0, 10, "ORG"), Span(28, 32, "LOC")), True),
        (RAIN, (), True),
        (MINE, (Span(0, 14, "ORG"),), False),
        ("Nobody looked.", None, False),
    ]
    assert source.examples[0].labels == ("Law",)
    assert source.examples[2].place == "doc 3"
    assert not any(example.binary for example in source.examples)


@pytest.mark.parametrize("key", ["incorrect_spans", "rejected"])
def test_yes_no_answers(tmp_path: Path, key: str) -> None:
    doc = nlp(ACME)
    doc.set_ents([entity(doc, 0, 10)], default="missing")
    doc.spans[key] = [entity(doc, 28, 32)]
    source = read(save(tmp_path / "a.spacy", doc))
    assert [(e.answer, e.spans, e.binary, e.complete) for e in source.examples] == [
        ("accept", (Span(0, 10, "ORG"),), True, False),
        ("reject", (Span(28, 32, "ORG"),), True, False),
    ]
    assert len({example.key for example in source.examples}) == 1


def test_a_suggestion_without_a_label_is_an_answer_that_lost_its_span(tmp_path: Path) -> None:
    doc = nlp(ACME)
    doc.set_ents([entity(doc, 0, 10)], default="missing")
    doc.spans["incorrect_spans"] = [entity(doc, 28, 32, "")]
    first, second = read(save(tmp_path / "a.spacy", doc)).examples
    assert (first.spans, first.lost) == ((Span(0, 10, "ORG"),), ())
    assert (second.spans, second.lost, second.binary) == (None, ("spans without a label",), True)


def test_what_the_book_trains_on_is_read_as_what_it_means(tmp_path: Path) -> None:
    text = Text(ACME, "World", ((0, 10), (16, 24)), 0)
    doc = nlp(ACME)
    whole = make_example(doc, mark_all([(0, 2), (3, 4)])).reference
    yes = make_example(doc, judge([(0, 2)], (0, 2)), unlabelled="unknown").reference
    no = make_example(doc, judge([(0, 2)], (5, 6)), unlabelled="unknown").reference
    first, second, third = read(save(tmp_path / "a.spacy", whole, yes, no)).examples
    assert [(span.start, span.end) for span in first.spans or ()] == list(text.spans)
    assert (first.binary, first.complete) == (False, True)
    assert (second.binary, second.answer, second.spans) == (True, "accept", (Span(0, 10, "ORG"),))
    assert (third.binary, third.answer, third.spans) == (True, "reject", (Span(28, 32, "ORG"),))


def test_overlapping_groups_of_the_span_categorizer(tmp_path: Path) -> None:
    doc = nlp(ACME)
    doc.spans["sc"] = [entity(doc, 0, 10), entity(doc, 0, 4)]
    source = read(save(tmp_path / "a.spacy", doc))
    assert source.examples[0].spans == (Span(0, 4, "ORG"), Span(0, 10, "ORG"))
    assert source.counts["overlapping spans"] == 1


def _changed(path: Path, key: str, value: Any) -> Path:
    message = srsly.msgpack_loads(zlib.decompress(path.read_bytes()))
    message[key] = value(message[key])
    path.write_bytes(zlib.compress(srsly.msgpack_dumps(message)))
    return path


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("attrs", lambda attrs: attrs[:3]),
        ("attrs", lambda attrs: [a + 1 for a in attrs]),
        ("tokens", lambda tokens: tokens[::-1]),
        ("tokens", lambda tokens: b"\xff" * len(tokens)),
        ("tokens", lambda tokens: tokens[: len(tokens) // 2]),
        ("lengths", lambda lengths: b"\xff" * len(lengths)),
        ("lengths", lambda lengths: b"\x7f" * len(lengths)),
        ("strings", lambda strings: []),
        ("strings", lambda strings: [1, None]),
        ("cats", lambda cats: [None]),
        ("flags", lambda flags: []),
        ("span_groups", lambda groups: [b"\x00\xff" * 20]),
        ("span_groups", lambda groups: ["text"]),
    ],
)
def test_damage_inside_never_ends_in_a_traceback(tmp_path: Path, key: str, value: Any) -> None:
    doc = nlp(ACME)
    doc.set_ents([entity(doc, 0, 10)])
    doc.spans["incorrect_spans"] = [entity(doc, 28, 32)]
    file = _changed(save(tmp_path / "a.spacy", doc), key, value)
    examples = list[Example]()
    with suppress(AltutorError):
        examples = read(file).examples
    assert all(0 <= s.start < s.end <= len(e.text) for e in examples for s in e.spans or ())


def test_a_group_that_points_outside_its_text(tmp_path: Path) -> None:
    long, short = nlp("one two three four five six"), nlp(RAIN)
    long.spans["incorrect_spans"] = [long[4:6]]
    short.set_ents([])
    groups = long.spans.to_bytes()
    file = _changed(save(tmp_path / "a.spacy", nlp("one two"), short), "span_groups", lambda _: [groups, b""])
    with pytest.raises(AltutorError, match=r"a\.spacy is damaged near doc 1"):
        read(file)


def test_a_long_reason_is_cut_between_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> DocBin:
        raise ValueError("so it\ngoes " * 50)

    monkeypatch.setattr(docbin, "_load", refuse)
    with pytest.raises(AltutorError, match=r"is damaged \((so it goes )+\.\.\.\): write it again") as caught:
        read(save(tmp_path / "a.spacy", nlp(ACME)))
    assert len(str(caught.value)) < len(str(tmp_path)) + 420


def test_something_else_named_spacy(tmp_path: Path) -> None:
    (tmp_path / "a.spacy").write_text("text", encoding="utf-8")
    with pytest.raises(AltutorError, match=r"a\.spacy is not a DocBin of spaCy, or is damaged"):
        read(tmp_path / "a.spacy")
