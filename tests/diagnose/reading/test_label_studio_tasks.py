from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from annotation_files import ACME, MINE, RAIN, jsonl, whole_json

from altutor.diagnose.reading import Span, read
from altutor.errors import AltutorError


def region(start: int, end: int, *labels: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": list(labels or ("ORG",)), **more}
    return {"from_name": "label", "to_name": "text", "type": "labels", "id": "r", "value": value}


def annotation(*result: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": 7, "completed_by": 1, "created_at": "2024-05-01T10:00:00.5Z", "result": list(result), **more}


def ls_task(text: str, *annotations: dict[str, Any]) -> dict[str, Any]:
    return {"id": 1, "data": {"text": text}, "annotations": list(annotations), "predictions": []}


def test_entities(tmp_path: Path) -> None:
    tasks = [
        ls_task(ACME, annotation(region(0, 10, text="Acme Corp."), region(28, 32, "LOC"))),
        ls_task(RAIN, annotation()),
        ls_task(MINE, annotation(was_cancelled=True, completed_by={"id": 3, "email": "bo@example.org"})),
        ls_task("Nobody looked.", *()),
    ]
    source = read(whole_json(tmp_path / "export.json", tasks, indent=2))
    assert source.format == "Label Studio JSON"
    first, nothing, skipped, unseen = source.examples
    assert first.spans == (Span(0, 10, "ORG"), Span(28, 32, "LOC"))
    assert (first.session, first.when, first.place) == ("1", 1714557600.5, "entry 1")
    assert (nothing.spans, nothing.complete) == ((), True)
    assert (skipped.answer, skipped.spans, skipped.session) == ("ignore", None, "bo@example.org")
    assert (unseen.spans, unseen.complete) == (None, False)
    assert source.counts["texts without an answer"] == 1


def test_choices_say_nothing_of_spans(tmp_path: Path) -> None:
    choice = {"from_name": "s", "to_name": "t", "type": "choices", "value": {"choices": ["Business", "World"]}}
    path = {"from_name": "x", "to_name": "t", "type": "taxonomy", "value": {"taxonomy": [["News", "Trade"]]}}
    source = read(
        whole_json(tmp_path / "a.json", [ls_task(ACME, annotation(choice, path)), ls_task(RAIN, annotation())])
    )
    assert source.examples[0].labels == ("Business", "World", "News / Trade")
    assert [example.spans for example in source.examples] == [None, None]


def test_offsets_that_count_emoji_twice_are_corrected(tmp_path: Path) -> None:
    text = "\N{ROCKET} Acme rises"
    tasks = [
        ls_task(text, annotation(region(3, 7, text="Acme"))),
        ls_task(text + "!", annotation(region(2, 6, text="Acme"))),
    ]
    source = read(whole_json(tmp_path / "a.json", tasks))
    assert [example.spans for example in source.examples] == [(Span(2, 6, "ORG"),), (Span(2, 6, "ORG"),)]
    assert source.problems == []


def test_marks_in_html_cannot_be_placed(tmp_path: Path) -> None:
    value = {"start": "/div[1]/text()[1]", "end": "/div[1]/text()[1]", "startOffset": 0, "hypertextlabels": ["ORG"]}
    marked = {"type": "hypertextlabels", "value": value}
    source = read(
        whole_json(tmp_path / "a.json", [ls_task(ACME, annotation(marked)), ls_task(RAIN, annotation(region(0, 4)))])
    )
    assert (source.examples[0].spans, source.examples[0].complete) == (None, False)
    assert source.counts["spans without borders"] == 1


def test_the_short_form(tmp_path: Path) -> None:
    record = {
        "text": ACME,
        "id": 1,
        "ner": [{"start": 0, "end": 10, "text": "Acme Corp.", "labels": ["ORG"]}],
        "sentiment": "Negative",
        "topic": {"choices": ["Law", "Trade"]},
        "annotator": 2,
        "annotation_id": 5,
        "created_at": "2024-05-01T10:00:00Z",
        "updated_at": "2024-05-01T10:00:00Z",
        "lead_time": 3.4,
    }
    source = read(whole_json(tmp_path / "min.json", [record]))
    assert source.format == "Label Studio (short form) JSON"
    example = source.examples[0]
    assert example.spans == (Span(0, 10, "ORG"),)
    assert set(example.labels) == {"Negative", "Law", "Trade"}
    assert example.session == "2"


def test_the_short_form_leaves_out_what_nobody_marked(tmp_path: Path) -> None:
    marked = [{"start": 0, "end": 10, "text": "Acme Corp.", "labels": ["ORG"]}]
    keys = {"annotator": 2, "annotation_id": 5}  # nothing of how long it took
    records = [{"text": ACME, "id": 1, "ner": marked, **keys}, {"text": RAIN, "id": 2, **keys}]
    source = read(whole_json(tmp_path / "min.json", records))
    assert source.format == "Label Studio (short form) JSON"
    assert [(e.spans, e.complete) for e in source.examples] == [((Span(0, 10, "ORG"),), True), ((), True)]


@pytest.mark.parametrize(
    "path", ["a.png", "/data/upload/1/a_b", "s3://bucket/a", "https://example.org/a?b=1", "data:image/png;base64,iVBO"]
)
def test_a_picture_is_no_text(tmp_path: Path, path: str) -> None:
    for more in ({}, {"id": "7", "split": "training-data-of-the-second-year"}):
        pictures = [{"data": {"image": path, **more}, "annotations": [annotation()]}]
        with pytest.raises(AltutorError, match=r"entry 1: There is no text, but the name of a file as 'data\.image'"):
            read(whole_json(tmp_path / "a.json", pictures))
    described = [{"data": {"image": path, "caption": "It rains"}, "annotations": [annotation()]}]
    source = read(whole_json(tmp_path / "b.json", [*described, ls_task("https://example.org", annotation())]))
    assert [example.text for example in source.examples] == ["It rains", "https://example.org"]


def test_a_file_for_each_task_and_lines(tmp_path: Path) -> None:
    one = whole_json(tmp_path / "1.json", ls_task(ACME, annotation(region(0, 10))), indent=1)
    assert read(one).examples[0].spans == (Span(0, 10, "ORG"),)
    many = jsonl(tmp_path / "many.jsonl", ls_task(ACME, annotation(region(0, 10))), ls_task(RAIN, annotation()))
    assert [example.spans for example in read(many).examples] == [(Span(0, 10, "ORG"),), ()]
    assert read(one).format == "Label Studio JSON"


def test_a_long_list_on_one_line_is_read_in_pieces(tmp_path: Path) -> None:
    texts = [f"{ACME} {'so it goes ' * 400}{number}" for number in range(700)]
    file = whole_json(tmp_path / "long.json", [ls_task(text, annotation(region(0, 10))) for text in texts])
    assert file.stat().st_size > 3 * 2**20
    shares = list[float]()
    source = read(file, progress=shares.append)
    assert [example.text for example in source.examples] == texts
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 3
