from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom import catalogue
from altutor.classroom.assignment.assignment import FILE, Assigned, Assignment, load, moment, save
from altutor.errors import AltutorError

DUE = datetime(2026, 12, 1, 23, 59, tzinfo=timezone(timedelta(hours=1)))
MADE = Assignment(
    name="week3",
    title="Sampling bias",
    seed=2**63 - 1,
    exercises=(Assigned("ch02_sampling_bias/e1_label_shift", 10.0), Assigned("ch03_local_optima/e2_epsilon", 2.5)),
    due=DUE,
    variants=False,
    altutor="0.1.0",
)


def changed(folder: Path, **fields: Any) -> Path:
    path = save(MADE, folder)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | fields), encoding="utf-8")
    return folder


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    assert save(MADE, tmp_path) == tmp_path / FILE
    assert load(tmp_path) == MADE
    assert load(tmp_path / FILE) == MADE
    assert MADE.points == 12.5


def test_whole_seeds_and_no_due_date_survive(tmp_path: Path) -> None:
    without = Assignment(**{**vars(MADE), "due": None, "seed": 0})
    save(without, tmp_path)
    assert load(tmp_path) == without


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("schema", 2, "schema must be 1"),
        ("name", "../week", "name must be"),
        ("name", "", "name must be"),
        ("title", "  ", "title must be"),
        ("title", 3, "title must be"),
        ("seed", -1, "seed must be"),
        ("seed", 2**63, "seed must be"),
        ("seed", True, "seed must be"),
        ("seed", "7", "seed must be"),
        ("exercises", [], "exercises must be"),
        ("exercises", ["ch02 e1"], "exercise 1 must be"),
        ("exercises", [{"id": "ch99_x/e1_y", "points": 1}], "exercise 1 must be an exercise of this altutor"),
        ("exercises", [{"id": MADE.exercises[0].id, "points": 0}], "points of exercise 1 must be"),
        ("exercises", [{"id": MADE.exercises[0].id, "points": True}], "points of exercise 1 must be"),
        ("exercises", [{"id": MADE.exercises[0].id}], "points of exercise 1 must be"),
        ("exercises", [{"id": MADE.exercises[0].id, "points": 1}] * 2, "none stands twice"),
        ("due", "tomorrow", "which is no date"),
        ("due", 20261201, "due must be"),
        ("variants", "no", "variants must be"),
        ("altutor", None, "altutor must be"),
    ],
)
def test_a_damaged_field_is_named(tmp_path: Path, field: str, value: Any, named: str) -> None:
    with pytest.raises(AltutorError, match=named) as found:
        load(changed(tmp_path, **{field: value}))
    assert FILE in str(found.value)


def test_a_lacking_due_is_not_taken_for_none(tmp_path: Path) -> None:
    path = save(MADE, tmp_path)
    raw = json.loads(path.read_text(encoding="utf-8"))
    del raw["due"]
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(AltutorError, match="due must be"):
        load(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00", "[" * 100_000, '{"schema": NaN}'])
def test_a_file_that_is_no_assignment(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(AltutorError, match=FILE):
        load(tmp_path)


def test_a_folder_without_an_assignment(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="altutor assign"):
        load(tmp_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["schema", *vars(MADE)]), JSON, min_size=1))
def test_any_damage_is_a_plain_error(tmp_path_factory: pytest.TempPathFactory, fields: dict[str, Any]) -> None:
    folder = changed(tmp_path_factory.mktemp("damaged"), **fields)
    try:
        loaded = load(folder)
    except AltutorError:
        return
    assert isinstance(loaded.seed, int)
    assert 0 <= loaded.seed < 2**63
    assert all(one.id in catalogue.ids() and one.points > 0 for one in loaded.exercises)


def test_moments() -> None:
    assert moment("2026-12-01T23:59+01:00", "x") == DUE
    assert moment("2026-12-01T22:59Z", "x") == DUE.astimezone(UTC)
    assert moment(" 2026-12-01 ", "x") == moment("2026-12-01T23:59:59", "x")
    assert moment("2026-12-01T08:00", "x").utcoffset() is not None


@pytest.mark.parametrize("text", ["", "1.12.2026", "2026-13-01", "next week", "2026-12-01T25:00", "23:59"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(AltutorError, match="--due is"):
        moment(text, "--due")
