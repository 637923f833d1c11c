from __future__ import annotations

from pathlib import Path

import pytest

from altutor.classroom import catalogue, folders, stubs
from altutor.classroom.ask import Wrong
from altutor.classroom.grade import PASSED, PartResult, Result, constants, drawn
from altutor.classroom.hints import next_hint
from altutor.classroom.progress import NAME, Progress
from altutor.errors import AltutorError

EXERCISE = catalogue.one("ch01 e1")


def test_a_folder_has_stub_shim_and_readme_of_every_exercise(tmp_path: Path) -> None:
    made = {path.relative_to(tmp_path).as_posix() for path in folders.make(tmp_path)}
    for exercise in catalogue.find():
        assert {
            f"{exercise.id}.py",
            f"{exercise.chapter}/test_{exercise.stem}.py",
            f"{exercise.chapter}/README.md",
        } <= made
    assert folders.find(tmp_path) == tmp_path


def test_what_a_student_has_written_is_left_alone(tmp_path: Path) -> None:
    folders.make(tmp_path)
    mine = tmp_path / f"{EXERCISE.id}.py"
    mine.write_text("x = 1\n")
    assert folders.make(tmp_path) == []
    assert mine.read_text() == "x = 1\n"


def test_shims_give_nothing_away(tmp_path: Path) -> None:
    folders.make(tmp_path)
    for shim in tmp_path.glob("ch*/test_*.py"):
        assert len(shim.read_text().splitlines()) == 3


def test_reset_brings_back_the_stub_and_keeps_all_old_work(tmp_path: Path) -> None:
    folders.make(tmp_path)
    mine = tmp_path / f"{EXERCISE.id}.py"
    for number, text in enumerate(["first\n", "second\n"], 1):
        mine.write_text(text)
        kept = folders.reset(tmp_path, EXERCISE)
        assert kept == mine.with_name(f"{mine.stem}.kept{number}.py")
        assert kept.read_text() == text
        assert mine.read_text() == stubs.text(EXERCISE)
    assert folders.reset(tmp_path, EXERCISE) is None
    mine.unlink()
    assert folders.reset(tmp_path, EXERCISE) is None
    assert mine.read_text() == stubs.text(EXERCISE)


def test_no_folder_of_exercises(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="altutor exercises --new exercises"):
        folders.find(tmp_path)


def test_a_variant_changes_constants_alone(tmp_path: Path) -> None:
    with_constants = [one for one in catalogue.find() if one.constants is not None]
    assert with_constants
    for exercise in with_constants:
        found = drawn(exercise, "ada")
        assert found == drawn(exercise, "ada")
        assert found.items() <= constants(exercise, "ada").items()
        text = stubs.text(exercise, found)
        for name, value in found.items():
            assert f"{name} = {value!r}" in text
        assert len(text.splitlines()) == len(stubs.text(exercise).splitlines())
    assert any(drawn(one, "ada") != drawn(one, "bob") for one in with_constants)


def wrong(mistake: str | None) -> Wrong:
    return Wrong("f(1)", "2", "so", "1", mistake)


def test_hints_come_one_at_a_time_and_are_remembered(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    first = next_hint(EXERCISE, progress)
    progress.save()
    again = Progress(tmp_path)
    second, third, last = (next_hint(EXERCISE, again) for _ in range(3))
    assert [one.number for one in (first, second, third, last)] == [1, 2, 3, 3]
    assert first.text == EXERCISE.parts[0].hints[0]


def test_a_recognised_mistake_chooses_part_and_level(tmp_path: Path) -> None:
    scores, rows = EXERCISE.parts
    progress = Progress(tmp_path)
    parts = [PartResult(scores, 1), PartResult(rows, 0, wrong("position-among-unlabelled"))]
    progress.note(Result(EXERCISE, "open", parts))
    hint = next_hint(EXERCISE, progress)
    assert (hint.part.id, hint.number) == ("next-row", EXERCISE.mistake("position-among-unlabelled").hint)
    assert hint.number > 1


def test_parts_that_were_checked_alone_are_taken_in(tmp_path: Path) -> None:
    scores, rows = EXERCISE.parts
    progress = Progress(tmp_path)
    progress.note(Result(EXERCISE, PASSED, [PartResult(scores, scores.points)]))
    assert (progress[EXERCISE.id]["state"], progress[EXERCISE.id]["points"]) == ("open", scores.points)
    progress.note(Result(EXERCISE, PASSED, [PartResult(rows, rows.points)]))
    assert progress[EXERCISE.id]["state"] == "passed"
    progress.note(Result(EXERCISE, "open", [PartResult(rows, 0, wrong(None))]))
    assert (progress[EXERCISE.id]["state"], progress[EXERCISE.id]["points"]) == ("open", scores.points)
    progress.forget(EXERCISE.id)
    assert progress[EXERCISE.id]["state"] == "not started"


def test_no_hint_on_what_is_done(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    progress.note(Result(EXERCISE, PASSED, [PartResult(part, part.points) for part in EXERCISE.parts]))
    assert next_hint(EXERCISE, progress) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"exercises": []}', '{"exercises": {"a": 1}}', '{"exercises": {"a": {}}}']
)
def test_a_damaged_progress_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(AltutorError, match="delete it and run pytest again"):
        Progress(tmp_path)


@pytest.mark.parametrize(
    "words",
    [("ch01", "e1"), ("ch1", "e1"), ("ch01/e1",), (f"exercises/{EXERCISE.id}.py",), (EXERCISE.chapter, EXERCISE.stem)],
)
def test_exercises_are_found_by_what_students_type(words) -> None:
    assert catalogue.one(*words) is EXERCISE


@pytest.mark.parametrize("words", [("ch99",), ("ch01", "e99"), ("nonsense",), ("e",), ("ch",)])
def test_unknown_exercises_are_told(words) -> None:
    with pytest.raises(AltutorError, match="`altutor exercises` lists all"):
        catalogue.find(*words)


def test_one_means_one() -> None:
    with pytest.raises(AltutorError, match="type one of them"):
        catalogue.one("ch01")


def test_ids_are_in_the_order_of_the_book() -> None:
    ids = catalogue.ids()
    assert ids[0] == "ch01_fair_race/e1_least_confidence"
    assert ids == sorted(
        ids, key=lambda id_: [int("".join(filter(str.isdigit, word.partition("_")[0]))) for word in id_.split("/")]
    )


def test_a_folder_of_some_exercises_counts_those_alone(tmp_path: Path) -> None:
    chosen = [catalogue.one("ch01 e2"), catalogue.one("ch02 e1")]
    for exercise in chosen:
        for name, text in folders.files(exercise).items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
    assert folders.there(tmp_path, catalogue.find()) == chosen
    (tmp_path / f"{chosen[0].id}.py").unlink()  # lost, and to be brought back
    assert folders.there(tmp_path, catalogue.find()) == chosen
