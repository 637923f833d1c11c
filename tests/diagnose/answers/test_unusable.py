"""Spans that no trainer can use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from altutor.diagnose.answers.unusable import unusable
from altutor.diagnose.finding import Finding
from altutor.diagnose.material import match
from altutor.diagnose.reading import read

TEXT = "Acme Corp. sued Borealis in Oslo."  # Acme Corp.: 0 to 10, Borealis: 16 to 24
GOOD, CUT, OUTSIDE = (0, 10, "ORG"), (0, 3, "ORG"), (16, 99, "ORG")


def record(number: int, *spans: tuple[int, int, str | None], **more: Any) -> dict[str, Any]:
    listed = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    return {"text": f"{TEXT} {number}", "spans": listed, **more}


def manual(number: int, *spans: tuple[int, int, str | None], answer: str = "accept") -> dict[str, Any]:
    return record(number, *spans, answer=answer, _view_id="ner_manual", _input_hash=number)


def ask(folder: Path, *records: dict[str, Any]) -> Finding | None:
    file = folder / "chosen.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return unusable(match(read(file)))


def found(folder: Path, *records: dict[str, Any]) -> Finding:
    answer = ask(folder, *records)
    assert answer is not None
    return answer


def test_each_kind_is_counted_and_the_first_places_are_named(tmp_path: Path) -> None:
    strange = {"text": f"{TEXT} 5", "spans": [{"end": 4, "label": "ORG"}, [0, 10, None]]}
    one = found(tmp_path, record(1, GOOD, CUT, CUT), record(2, GOOD), record(3, GOOD, OUTSIDE), strange)
    assert one.effect == 5 / 8
    assert one.sizes == {"spans": 8}
    assert one.answer.startswith("63% of the 8 spans of the chosen texts cannot be used as they are: ")
    for kind in ("2 not on token borders", "1 outside the text", "1 without borders", "1 without a label"):
        assert kind in one.answer
    assert one.step is not None
    assert (one.step.level, one.step.weight) == ("stop", 5 / 8)
    assert "(as at line 1, line 3, line 4)" in one.step.do


@pytest.mark.parametrize(("good", "level"), [(0, "stop"), (1, "stop"), (2, "look"), (19, "look"), (20, None)])
def test_the_level_goes_by_the_share(tmp_path: Path, good: int, level: str | None) -> None:
    step = found(tmp_path, record(99, CUT), *(record(i, GOOD) for i in range(good))).step
    assert (step and step.level) == level


def test_spans_that_can_all_be_used_are_no_finding(tmp_path: Path) -> None:
    assert ask(tmp_path, record(1, GOOD), record(2)) is None


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_spans_of_texts_that_were_sent_back_do_not_count(tmp_path: Path, answer: str) -> None:
    sent_back = [manual(number, CUT, OUTSIDE, answer=answer) for number in range(30)]
    assert ask(tmp_path, *sent_back, *(manual(number, GOOD) for number in range(30, 35))) is None
    one = found(tmp_path, *sent_back, manual(40, GOOD), manual(41, GOOD, CUT))
    assert one.effect == 1 / 3
    assert one.step is not None
    assert "(as at line 32)" in one.step.do


def test_spans_of_tasks_without_an_answer_do_not_count(tmp_path: Path) -> None:
    assert ask(tmp_path, *(record(number, CUT, OUTSIDE, _input_hash=number) for number in range(5))) is None


def test_a_skipped_suggestion_does_not_count(tmp_path: Path) -> None:
    suggested = [record(1, GOOD, answer="accept", _view_id="ner"), record(2, CUT, answer="ignore", _view_id="ner")]
    assert ask(tmp_path, *suggested) is None


def test_a_suggestion_that_lost_its_span_counts(tmp_path: Path) -> None:
    suggested = [record(number, GOOD, answer="accept", _view_id="ner") for number in range(3)]
    assert found(tmp_path, *suggested, record(4, OUTSIDE, answer="reject", _view_id="ner")).effect == 1 / 4


def test_overlapping_spans_can_be_used_and_their_places_are_not_named(tmp_path: Path) -> None:
    overlap = record(1, GOOD, (5, 10, "ORG"))
    assert ask(tmp_path, overlap) is None
    step = found(tmp_path, overlap, record(2, CUT)).step
    assert step is not None
    assert "(as at line 2)" in step.do


def test_a_single_span_is_worded_as_one(tmp_path: Path) -> None:
    one = found(tmp_path, record(1, CUT))
    assert one.answer.startswith("The only span of the chosen texts cannot be used as it is: not on token borders. ")


def test_regions_of_label_studio_that_cannot_be_placed(tmp_path: Path) -> None:
    value = {"start": "/div[1]", "end": "/div[1]", "startOffset": 0, "labels": ["ORG"]}
    result = [{"type": "hypertextlabels", "value": value}]
    lost = {"data": {"text": TEXT}, "annotations": [{"result": result}]}
    short = {"text": TEXT, "id": 1, "annotation_id": 2, "lead_time": 3.0, "label": [value]}
    assert found(tmp_path, lost, record(1, GOOD)).effect == 1 / 2
    assert found(tmp_path, short, record(1, GOOD)).effect == 1 / 2


def test_what_is_no_list_of_spans_counts_as_one(tmp_path: Path) -> None:
    more = {"spans": "[[0, 10]", "answer": "accept", "_view_id": "ner_manual"}
    one = found(tmp_path, manual(1, GOOD), manual(2) | more)
    assert one.effect == 1 / 2
    assert "1 without borders" in one.answer
