from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from annotation_files import ACME, RAIN, jsonl, span, task
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altutor.diagnose.reading import Source, read
from altutor.errors import AltutorError

ROOT = Path(__file__).parents[3]
FUZZ = settings(deadline=5000, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([ACME, "accept", "ner"])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["start", "end", "label", "labels"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = (
    *("text", "spans", "label", "labels", "entities", "answer", "accept", "options", "meta", "score", "tokens"),
    *("ner_tags", "cats", "_view_id", "_input_hash", "_is_binary", "_session_id", "_timestamp", "data", "annotations"),
    *("annotation_id", "lead_time", "created_at"),
)
records = st.dictionaries(st.sampled_from(NAMES), values, max_size=7)
annotation = st.fixed_dictionaries(
    {},
    optional={
        "result": st.lists(st.fixed_dictionaries({}, optional={"type": scalars, "value": values})) | values,
        "was_cancelled": values,
        "completed_by": values,
    },
)
label_studio = st.fixed_dictionaries(
    {
        "data": st.fixed_dictionaries({"text": st.just(ACME) | values}),
        "annotations": st.lists(annotation | values, max_size=3),
    }
)


def check(source: Source) -> None:
    """What every source keeps, whatever its file was."""
    assert source.examples
    for example in source.examples:
        assert example.text.strip()
        assert example.key
        assert example.place
        assert example.answer in ("accept", "reject", "ignore")
        assert all(isinstance(label, str) and label for label in example.labels)
        for found in example.spans or ():
            assert 0 <= found.start < found.end <= len(example.text)
            assert found.label
        json.dumps([example.text, example.session, *example.labels], allow_nan=False).encode()
        (example.text + example.session + "".join(example.labels)).encode()
    json.dumps([e.when for e in source.examples], allow_nan=False)
    assert source.counts["examples"] == len(source.examples)


def read_or_refuse(path: Path) -> None:
    """Read a file; it may be refused, in one sentence, and nothing else."""
    try:
        source = read(path)
    except AltutorError as error:
        message = str(error)
    else:
        check(source)
        message = source.format
    assert message
    assert "\n" not in message


@FUZZ
@given(st.lists(records | label_studio | values, max_size=5), st.sampled_from([".jsonl", ".json"]))
def test_any_json_is_read_or_refused(tmp_path: Path, content: list[Any], suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    rows = [json.dumps(record) for record in content]
    path.write_text("\n".join(rows) if suffix == ".jsonl" else f"[{','.join(rows)}]", encoding="utf-8")
    read_or_refuse(path)


@FUZZ
@given(st.binary(max_size=300), st.sampled_from([".jsonl", ".json", ".csv", ".txt", ".spacy"]))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    read_or_refuse(path)


@FUZZ
@given(st.data())
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        task(ACME, 1, spans=[span(0, 10)], meta={"score": 0.5}, answer="accept", _view_id="ner"),
        task(RAIN, 2, spans=[], answer="reject", _timestamp=1.5),
    )
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    read_or_refuse(path)


cells = st.text(max_size=6) | st.sampled_from([ACME, "[", "{}", "[[0,4,1]]", "9" * 30])


@FUZZ
@given(st.lists(st.lists(cells, min_size=4, max_size=4) | st.lists(cells, max_size=4), max_size=5))
def test_any_table_is_read_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,start,end,label\n" + "\n".join(map(",".join, rows)), encoding="utf-8", errors="ignore")
    read_or_refuse(path)
    path.write_text("text,spans,label,answer\n" + "\n".join(map(",".join, rows)), encoding="utf-8", errors="ignore")
    read_or_refuse(path)


def damaged() -> ModuleType:
    spec = importlib.util.spec_from_file_location("damaged", ROOT / "benchmarks" / "damaged.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["damaged"] = module
    spec.loader.exec_module(module)
    return module


def test_a_sample_of_the_damaged_files(tmp_path: Path) -> None:
    benchmark = damaged()
    outcomes = benchmark.run(range(200), tmp_path)
    assert sum(outcomes.values()) == 200
    assert not {kind for _, kind in outcomes if kind not in ("read", "read with problems", "refused")}
    assert {kind for _, kind in outcomes} == {"read", "read with problems", "refused"}


def test_the_undamaged_files_are_read(tmp_path: Path) -> None:
    for path in damaged().write_small(tmp_path):
        source = read(path)
        check(source)
        assert source.problems == []


def test_a_traceback_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    benchmark = damaged()

    def broken(path: Path) -> Source:
        if random.Random(path.name).random() < 0.5:
            raise KeyError("text")
        return read(path)

    monkeypatch.setattr(benchmark, "read", broken)
    assert any(kind == "KeyError" for _, kind in benchmark.run(range(20), tmp_path))
