from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from annotation_files import ACME, MINE, RAIN, jsonl, whole_json

from altutor.diagnose.reading import Span, read

ORG = Span(0, 10, "ORG")


def test_doccano_spans(tmp_path: Path) -> None:
    file = jsonl(
        tmp_path / "admin.jsonl",
        {"id": 1, "text": ACME, "label": [[0, 10, "ORG"], [28, 32, "LOC"]], "Comments": []},
        {"id": 2, "text": RAIN, "label": [], "Comments": []},
    )
    source = read(file)
    assert source.format == "doccano JSONL"
    assert [example.spans for example in source.examples] == [(ORG, Span(28, 32, "LOC")), ()]
    assert all(example.complete for example in source.examples)


def test_doccano_labels_of_texts(tmp_path: Path) -> None:
    file = jsonl(tmp_path / "a.jsonl", {"text": ACME, "label": ["Law", "Trade"]}, {"text": RAIN, "label": []})
    source = read(file)
    assert [example.labels for example in source.examples] == [("Law", "Trade"), ()]
    assert [example.spans for example in source.examples] == [None, None]


def test_doccano_with_relations(tmp_path: Path) -> None:
    entity = {"id": 4, "label": "ORG", "start_offset": 0, "end_offset": 10}
    file = jsonl(
        tmp_path / "a.jsonl",
        {"id": 1, "text": ACME, "entities": [entity], "relations": [], "Comments": []},
        {"id": 2, "text": RAIN, "entities": [], "relations": [], "Comments": []},
    )
    assert [example.spans for example in read(file).examples] == [(ORG,), ()]


@pytest.mark.parametrize(
    ("record", "spans", "labels"),
    [
        ({"spans": [{"start": 0, "end": 10, "label": "ORG"}]}, (ORG,), ()),
        ({"entities": [[0, 10, "ORG"]]}, (ORG,), ()),
        ({"spans": {"start": [0], "end": [10], "label": ["ORG"]}}, (ORG,), ()),
        ({"spans": []}, (), ()),
        ({"spans": None}, None, ()),
        ({"label": "Law"}, None, ("Law",)),
        ({"label": 3}, None, ("3",)),
        ({"labels": ["Law", 3, "Law"]}, None, ("Law", "3")),
        ({"cats": {"Law": 1.0, "Trade": 0.0, "World": True}}, None, ("Law", "World")),
        ({"label": "Law", "spans": [[0, 10, "ORG"]]}, (ORG,), ("Law",)),
        ({"labels": [[0, 10, "ORG"]]}, (ORG,), ()),
        ({}, None, ()),
    ],
)
def test_usual_names(
    tmp_path: Path, record: dict[str, Any], spans: tuple[Span, ...] | None, labels: tuple[str, ...]
) -> None:
    example = read(jsonl(tmp_path / "a.jsonl", {"text": ACME, **record})).examples[0]
    assert (example.spans, example.labels) == (spans, labels)
    assert example.complete == (spans is not None or bool(labels))


def test_plain_texts_in_a_list(tmp_path: Path) -> None:
    source = read(whole_json(tmp_path / "pool.json", [{"text": ACME}, {"text": RAIN}, {"sentence": MINE}]))
    assert source.format == "JSON"
    assert [example.text for example in source.examples] == [ACME, RAIN, MINE]
    assert source.counts["texts without an answer"] == 3


def test_equal_texts_have_equal_keys(tmp_path: Path) -> None:
    source = read(jsonl(tmp_path / "a.jsonl", {"text": ACME}, {"text": RAIN}, {"text": ACME}))
    keys = [example.key for example in source.examples]
    assert keys[0] == keys[2] != keys[1]
    assert [(p.place, p.what) for p in source.problems] == [("line 3", "The same text as in line 1.")]


@pytest.mark.parametrize(
    ("tags", "spans", "complete"),
    [
        (["B-ORG", "I-ORG", "O", "B-LOC"], [(0, 10, "ORG"), (16, 20, "LOC")], True),
        (["I-ORG", "I-ORG", "O", "O"], [(0, 10, "ORG")], True),
        (["B-ORG", "B-ORG", "O", "O"], [(0, 4, "ORG"), (5, 10, "ORG")], True),
        (["B-ORG", "L-ORG", "O", "U-LOC"], [(0, 10, "ORG"), (16, 20, "LOC")], True),
        (["S-ORG", "E-ORG", "O", "O"], [(0, 4, "ORG"), (5, 10, "ORG")], True),
        (["ORG", "ORG", "O", "LOC"], [(0, 10, "ORG"), (16, 20, "LOC")], True),
        (["B-ORG", "I-LOC", "O", "O"], [(0, 4, "ORG"), (5, 10, "LOC")], True),
        (["B-ORG", "I-ORG", None, None], [(0, 10, "ORG")], False),
        (["O", "O", "O", "O"], [], True),
    ],
)
def test_tokens_with_tags(tmp_path: Path, tags: list[Any], spans: list[tuple[int, int, str]], complete: bool) -> None:
    record = {"tokens": ["Acme", "Corp.", "sued", "Oslo"], "ner_tags": tags}
    example = read(jsonl(tmp_path / "a.jsonl", record)).examples[0]
    assert example.text == "Acme Corp. sued Oslo"
    assert (example.spans, example.complete) == (tuple(Span(*s) for s in spans), complete)


def test_tags_that_cannot_be_read(tmp_path: Path) -> None:
    tokens = ["Acme", "sued"]
    source = read(
        jsonl(
            tmp_path / "a.jsonl",
            {"tokens": tokens, "ner_tags": [1, 0]},
            {"tokens": [*tokens, "."], "ner_tags": ["O"]},
            {"tokens": [*tokens, "!"]},
        )
    )
    assert [example.spans for example in source.examples] == [None, None, None]
    assert source.counts["tags without names"] == 1
    assert source.counts["tokens and tags of different number"] == 1


@pytest.mark.parametrize(
    ("given", "chance", "problems"),
    [
        (0.25, 0.25, 0),
        ("0.25", 0.25, 0),
        (1, 1.0, 0),
        (None, None, 0),
        (0, None, 1),
        (1.5, None, 1),
        ("often", None, 1),
    ],
)
def test_chance_of_being_drawn(tmp_path: Path, given: Any, chance: float | None, problems: int) -> None:
    source = read(jsonl(tmp_path / "a.jsonl", {"text": ACME, "label": "Law", "chance": given}))
    assert source.examples[0].chance == chance
    assert source.counts["chances that are none"] == problems
