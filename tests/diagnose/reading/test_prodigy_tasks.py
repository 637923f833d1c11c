from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from annotation_files import ACME, MINE, RAIN, jsonl, span, task

from altutor.diagnose.reading import Span, read
from altutor.errors import AltutorError

MANUAL = {"_view_id": "ner_manual", "_is_binary": False, "_session_id": "news-ada", "_timestamp": 1700000000}
TEACH = {"_view_id": "ner", "_is_binary": True, "_session_id": "news-bo"}


def test_marking_all_entities(tmp_path: Path) -> None:
    file = jsonl(
        tmp_path / "all.jsonl",
        task(ACME, 1, spans=[span(16, 24), span(0, 10)], answer="accept", **MANUAL),
        task(RAIN, 2, spans=[], answer="accept", **MANUAL),
        task(MINE, 3, answer="accept", **MANUAL),  # older versions leave the empty list out
    )
    source = read(file)
    assert source.format == "Prodigy JSONL"
    assert [example.spans for example in source.examples] == [(Span(0, 10, "ORG"), Span(16, 24, "ORG")), (), ()]
    first = source.examples[0]
    assert (first.key, first.session, first.when, first.place) == ("1", "news-ada", 1700000000.0, "line 1")
    assert all(example.complete and not example.binary for example in source.examples)
    assert source.problems == []


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_a_text_that_was_sent_back_says_nothing_of_spans(tmp_path: Path, answer: str) -> None:
    good = task(ACME, 1, spans=[], answer="accept", **MANUAL)
    file = jsonl(tmp_path / "a.jsonl", good, task(RAIN, 2, spans=[span(0, 4)], answer=answer, **MANUAL))
    example = read(file).examples[1]
    assert (example.answer, example.spans, example.complete) == (answer, None, False)


def test_yes_and_no_to_single_spans(tmp_path: Path) -> None:
    file = jsonl(
        tmp_path / "teach.jsonl",
        task(ACME, 1, spans=[span(0, 10, score=0.43)], meta={"score": 0.51}, answer="accept", **TEACH),
        task(ACME, 1, spans=[span(28, 32)], meta={"score": 0.49}, answer="reject", **TEACH),
    )
    source = read(file)
    assert [(e.answer, e.spans, e.binary, e.complete) for e in source.examples] == [
        ("accept", (Span(0, 10, "ORG"),), True, False),
        ("reject", (Span(28, 32, "ORG"),), True, False),
    ]
    assert source.counts["duplicates"] == 0
    assert source.counts["yes/no answers"] == 2


def test_yes_no_answers_are_known_by_their_shape_where_no_view_is_named(tmp_path: Path) -> None:
    old = jsonl(
        tmp_path / "old.jsonl",
        task(ACME, 1, spans=[span(0, 10)], answer="accept"),
        task(ACME, 1, spans=[span(28, 32)], answer="reject"),
        task(MINE, 2, spans=[span(0, 14)], answer="accept"),
    )
    assert [example.binary for example in read(old).examples] == [True, True, True]
    manual = jsonl(
        tmp_path / "manual.jsonl",
        task(ACME, 1, spans=[span(0, 10), span(16, 24)], answer="accept"),
        task(MINE, 2, spans=[span(0, 14)], answer="accept"),
        task(RAIN, 3, spans=[span(0, 4)], answer="reject"),
        task("Nothing.", 4, answer="accept"),
    )
    examples = read(manual).examples
    assert [example.binary for example in examples] == [False] * 4
    assert examples[2].spans is None
    assert examples[3].spans == ()


def test_a_score_tells_a_yes_no_answer(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "a.jsonl", task(ACME, 1, spans=[span(0, 10)], meta={"score": 0.5}, answer="accept"))
    assert read(file).examples[0].binary


def test_two_people_who_mark_the_same_span_are_no_yes_no_answers(tmp_path: Path) -> None:
    file = jsonl(
        tmp_path / "a.jsonl",
        task(ACME, 1, spans=[span(0, 10)], answer="accept", _session_id="ada"),
        task(ACME, 1, spans=[span(0, 10)], answer="accept", _session_id="bo"),
    )
    source = read(file)
    assert not any(example.binary for example in source.examples)
    assert source.counts["texts that several sessions answered"] == 1
    assert source.problems == []


def test_choices_and_suggested_labels(tmp_path: Path) -> None:
    options = [{"id": "up", "text": "rises"}, {"id": "down", "text": "falls"}]
    file = jsonl(
        tmp_path / "choice.jsonl",
        task(ACME, 1, options=options, accept=["down"], answer="accept", _view_id="choice"),
        task(RAIN, 2, label="WEATHER", answer="reject", _view_id="classification"),
        task(MINE, 3, label="WEATHER", answer="reject"),
    )
    examples = read(file).examples
    assert [(e.labels, e.binary, e.spans) for e in examples] == [
        (("down",), False, None),
        (("WEATHER",), True, None),
        (("WEATHER",), True, None),
    ]


def test_the_input_of_an_annotation_run_says_nothing(tmp_path: Path) -> None:
    answered = task(ACME, 1, spans=[], answer="accept", **MANUAL)
    file = jsonl(tmp_path / "a.jsonl", answered, task(MINE, 2, spans=[span(0, 14)]))
    source = read(file)
    assert source.examples[1].spans is None
    assert source.counts["tasks without an answer"] == 1
    assert source.counts["accept"] == 1


@pytest.mark.parametrize("more", [MANUAL, {}])
def test_an_unknown_answer_is_read_as_ignored(tmp_path: Path, more: dict[str, Any]) -> None:
    good = task(RAIN, 1, spans=[], answer="accept", **MANUAL)
    unmarked = {"text": ACME, "spans": [span(0, 10)], "answer": "maybe", **more}
    source = read(jsonl(tmp_path / "a.jsonl", good, unmarked))
    assert (source.examples[1].answer, source.examples[1].spans) == ("ignore", None)
    assert source.counts["unknown answers"] == 1
    assert [(problem.place, problem.what) for problem in source.problems] == [
        ("line 2", "The answer is not accept, reject or ignore: the task is read as ignored.")
    ]
    with pytest.raises(AltutorError, match=r"1 ignored \(1 of them since their answer is not accept, reject or ignore"):
        read(jsonl(tmp_path / "b.jsonl", unmarked))


def test_the_answer_to_a_question_is_none_of_an_annotator(tmp_path: Path) -> None:
    source = read(jsonl(tmp_path / "a.jsonl", {"text": ACME, "question": "Who?", "answer": "Acme"}))
    assert source.format == "JSONL"
    assert source.problems == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"spans": [span(28, 99)]}, "spans outside the text"),
        ({"spans": [span(5, 5)]}, "spans outside the text"),
        ({"spans": [span(-1, 5)]}, "spans outside the text"),
        ({"spans": [{"start": 1, "end": 10**400, "label": 10**400}]}, "spans outside the text"),
        ({"spans": [span(0, 10), span(5, 15)]}, "overlapping spans"),
        ({"spans": [span(0, 3)]}, "spans not on token borders"),
        ({"spans": [{"start": 0, "end": 10}]}, "spans without a label"),
        ({"spans": [{"end": 10, "label": "ORG"}]}, "spans without borders"),
        ({"spans": ["ORG"]}, "spans without borders"),
        ({"spans": "ORG"}, "spans without borders"),
        ({"text": "  "}, "empty texts"),
        ({"text": None}, "records without a text"),
        ({"text": "\ud83d broken"}, "damaged characters"),
    ],
)
def test_problems_are_listed_and_counted(tmp_path: Path, change: dict[str, Any], kind: str) -> None:
    good = task(RAIN, 1, spans=[], answer="accept", **MANUAL)
    source = read(jsonl(tmp_path / "a.jsonl", good, {**task(ACME, 2, spans=[], answer="accept", **MANUAL), **change}))
    assert source.counts[kind] >= 1
    assert "line 2" in {problem.place for problem in source.problems}
    assert not any("Acme" in problem.what for problem in source.problems)


def test_a_span_that_was_left_out_leaves_its_text_incomplete(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "a.jsonl", task(ACME, 1, spans=[span(0, 10), span(28, 99)], answer="accept", **MANUAL))
    example = read(file).examples[0]
    assert (example.spans, example.complete) == ((Span(0, 10, "ORG"),), False)
    assert example.lost == ("spans outside the text",)
    file = jsonl(tmp_path / "b.jsonl", task(ACME, 1, spans="[]", answer="accept", **MANUAL))
    (example,) = read(file).examples
    assert (example.complete, example.lost) == (False, ("spans without borders",))


def test_token_borders_are_those_of_spacy(tmp_path: Path) -> None:
    inside = [span(0, 14), span(0, 16)]  # before the apostrophe, and after its s
    file = jsonl(tmp_path / "a.jsonl", task(MINE, 1, spans=inside, answer="accept", **MANUAL))
    assert read(file).counts["spans not on token borders"] == 0
    aligned = span(0, 3, token_start=0, token_end=0)  # the tool's own tokens count
    file = jsonl(tmp_path / "b.jsonl", task(MINE, 1, spans=[aligned], answer="accept", **MANUAL))
    assert read(file).problems == []


def test_the_same_answer_twice(tmp_path: Path) -> None:
    twice = task(ACME, 1, spans=[span(0, 10)], answer="accept", **TEACH)
    other = task(ACME, 1, spans=[span(16, 24)], answer="accept", **TEACH)
    source = read(jsonl(tmp_path / "a.jsonl", twice, other, twice))
    assert [(p.place, p.what) for p in source.problems] == [
        ("line 3", "The same text as in line 1, with the same question.")
    ]


def test_the_format_is_named(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "a.txt", task(ACME, 1, spans=[], answer="accept"))
    assert read(file).format == "Prodigy JSONL"


def test_chance_of_being_drawn(tmp_path: Path) -> None:
    first = task(ACME, 1, spans=[], answer="accept", meta={"chance": 0.125}, **MANUAL)
    source = read(jsonl(tmp_path / "a.jsonl", first, task(RAIN, 2, spans=[], answer="accept", meta="?", **MANUAL)))
    assert [example.chance for example in source.examples] == [0.125, None]
