from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from altutor.traces import SCHEMA, Trace

TRACE = Trace(
    id="one",
    kind="curves",
    title="Title",
    caption="Caption.",
    alt="A line, é.",
    columns={"x": [1, 2], "y": [0.5, None]},
    labels={"x": "queries"},
    experiment="local-optimum",
    seeds=(0, 1),
    versions={"numpy": "2"},
)


def test_file_holds_all_of_it(tmp_path: Path) -> None:
    path = TRACE.write(tmp_path / "traces")
    assert path == tmp_path / "traces" / "one.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert raw == {**asdict(TRACE), "seeds": [0, 1]}
    assert raw["schema"] == SCHEMA
    assert Trace(**{**raw, "seeds": tuple(raw["seeds"])}) == TRACE


def test_same_trace_same_bytes(tmp_path: Path) -> None:
    assert TRACE.write(tmp_path / "a").read_bytes() == TRACE.write(tmp_path / "b").read_bytes()


def test_numbers_that_json_lacks_are_refused_and_leave_no_file(tmp_path: Path) -> None:
    broken = Trace("two", "curves", "", "", "", columns={"y": [float("nan")]})
    with pytest.raises(ValueError, match="JSON"):
        broken.write(tmp_path)
    assert list(tmp_path.iterdir()) == []
