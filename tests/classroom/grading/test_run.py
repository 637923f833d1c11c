"""A whole class, from a folder of submissions to a gradebook."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer

from altutor.classroom import catalogue
from altutor.classroom.assignment.assignment import Assigned, Assignment, moment, save
from altutor.classroom.grading import run, units
from altutor.classroom.grading.run import Request, grade, read_grades
from altutor.errors import AltutorError

pytestmark = pytest.mark.slow  # whole classes, in processes of their own

E1 = catalogue.one("ch01 e1")
ANSWERS = Path(__file__).parents[2] / "exercises" / E1.id
SOLUTION = (ANSWERS / "solution.py").read_text(encoding="utf-8")


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    """Ada is right, Ben is wrong, Cem hands in a stub under another name, Dua a notebook, Eli nothing."""
    exercises = (Assigned(E1.id, 2.0 * E1.points),)
    save(Assignment("week1", "Week 1", 99, exercises, moment("2026-01-05", "due"), False, "0.1.0"), tmp_path / "week1")
    wrong = sorted(ANSWERS.glob("wrong_*.py"))[0].read_text(encoding="utf-8")
    hand_in(tmp_path, "ada/ch01_fair_race/e1_least_confidence.py", SOLUTION.replace("\n", "\r\n"))
    hand_in(tmp_path, "ben/my e1 (2).py", wrong)
    hand_in(tmp_path, "cem.py", SOLUTION)
    cell = {"cell_type": "code", "source": SOLUTION, "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    hand_in(tmp_path, "dua/e1_least_confidence.ipynb", json.dumps(notebook))
    roster = "student,name,group\nada,Ada,\nben,Ben,\ncem,Cem,\ndua,Dua,\neli,=1+1,\n"
    (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
    return Request(
        tmp_path / "submissions",
        tmp_path / "week1",
        tmp_path / "grades",
        tmp_path / "roster.csv",
        unsafe=True,
        quiet=True,
    )


def hand_in(folder: Path, name: str, text: str) -> None:
    path = folder / "submissions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def marks(request: Request) -> dict[str, float | None]:
    return {entry["student"]: entry["mark"] for entry in read_grades(request.out)["students"]}


def gradebook(request: Request) -> dict[str, dict[str, str]]:
    with (request.out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_a_class(request_: Request, capsys: pytest.CaptureFixture[str]) -> None:
    grade(request_)
    full = 2.0 * E1.points
    assert marks(request_) | {"ben": 0} == {"ada": full, "ben": 0, "cem": full, "dua": full, "eli": 0}
    assert marks(request_)["ben"] < full
    said = capsys.readouterr().out
    assert "5 students graded" in said
    assert f"Next: altutor export {request_.out} --to csv" in said
    for name in ("class.html", "gradebook.csv", "feedback/ada.html", "feedback/eli.md"):
        assert (request_.out / name).is_file()
    states = {one["student"]: one["exercises"][0]["state"] for one in read_grades(request_.out)["students"]}
    assert states == {"ada": "passed", "ben": "open", "cem": "passed", "dua": "passed", "eli": "missing"}
    assert gradebook(request_)["eli"]["name"] == "'=1+1"


def test_two_runs_agree_byte_for_byte_whatever_jobs_is(request_: Request, tmp_path: Path) -> None:
    grade(request_)
    again = dataclasses.replace(request_, out=tmp_path / "again", jobs=2)
    grade(again)
    for path in sorted(request_.out.rglob("*")):
        if path.is_file() and ".work" not in path.parts:
            assert path.read_bytes() == (again.out / path.relative_to(request_.out)).read_bytes(), path.name


def test_finished_work_is_not_done_again(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    grade(request_)
    before = (request_.out / "grades.json").read_bytes()
    monkeypatch.setattr(units, "grade_file", None)  # a call would fail, and leave it ungraded
    grade(request_)
    assert (request_.out / "grades.json").read_bytes() == before


def test_work_that_is_damaged_is_done_again(request_: Request) -> None:
    grade(request_)
    before = (request_.out / "grades.json").read_bytes()
    for path in (request_.out / ".work").glob("*.json"):
        if path.name != "gradebook.json":
            path.write_text('{"alone": fal', encoding="utf-8")
    grade(request_)
    assert (request_.out / "grades.json").read_bytes() == before


def test_a_regrade_asks_before_marks_change(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    grade(request_)
    before = (request_.out / "grades.json").read_bytes()
    (request_.submissions / "cem.py").write_text("x = 1\n", encoding="utf-8")
    answers = iter([False, True])
    monkeypatch.setattr(typer, "confirm", lambda _: next(answers))
    with pytest.raises(AltutorError, match="Nothing was written"):
        grade(request_)
    assert (request_.out / "grades.json").read_bytes() == before
    grade(request_)
    assert marks(request_)["cem"] == 0


def test_without_a_terminal_nothing_changes_and_yes_is_named(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(request_)
    (request_.submissions / "cem.py").write_text("x = 1\n", encoding="utf-8")

    def abort(_: str) -> bool:
        raise typer.Abort

    monkeypatch.setattr(typer, "confirm", abort)
    with pytest.raises(AltutorError, match="--yes"):
        grade(request_)


def test_no_takes_nothing_of_the_gradebook_into_the_marks(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    grade(request_)
    type_in(request_, "ben", mark="71.3")
    monkeypatch.setattr(typer, "confirm", lambda _: False)
    with pytest.raises(AltutorError, match="Nothing was written"):
        grade(request_)
    assert not (request_.out / "marks.csv").exists()


def test_marks_of_a_file_are_kept(request_: Request, tmp_path: Path) -> None:
    given = tmp_path / "mine.csv"
    given.write_text(f"student,exercise,points,comment\nben,{E1.short},1.5,The idea is right.\n", encoding="utf-8")
    grade(dataclasses.replace(request_, marks=given))
    assert marks(request_)["ben"] == 1.5
    grade(request_)
    assert marks(request_)["ben"] == 1.5


def type_in(request: Request, student: str, **cells: str) -> None:
    """Change a line of the gradebook, as a spreadsheet would."""
    path = request.out / "gradebook.csv"
    rows = list(gradebook(request).values())
    for row in rows:
        if row["student"] == student:
            row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys())
        table.writeheader()
        table.writerows(rows)


def test_a_mark_typed_into_the_gradebook_survives_a_regrade(request_: Request) -> None:
    grade(request_)
    type_in(request_, "ben", mark="4.5", comment="Talked about it.")
    grade(dataclasses.replace(request_, yes=True))
    assert marks(request_)["ben"] == 4.5
    assert gradebook(request_)["ben"]["mark"] == "4.5"
    assert "ben" in (request_.out / "marks.csv").read_text(encoding="utf-8")
    grade(dataclasses.replace(request_, yes=True))
    assert marks(request_)["ben"] == 4.5


def test_groups_and_lateness(request_: Request, tmp_path: Path) -> None:
    groups, late = tmp_path / "groups.csv", tmp_path / "late.csv"
    groups.write_text("student,group\nada,1\neli,1\n", encoding="utf-8")
    late.write_text("late,keeps\n1 day,50%\n", encoding="utf-8")
    grade(dataclasses.replace(request_, groups=groups, late=late))
    assert marks(request_)["eli"] == marks(request_)["ada"]
    entry = read_grades(request_.out)["students"][0]
    assert entry["late"] is None or entry["late"]["factor"] in (0.0, 0.5)


def test_what_hit_a_limit_is_run_once_more_alone(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    grade(request_)
    kept = [path for path in (request_.out / ".work").glob("*.json") if path.name != "gradebook.json"]
    (of_ada,) = [path for path in kept if SOLUTION.replace("\n", "\r\n") and _is(path, "passed")][:1]
    found = json.loads(of_ada.read_text(encoding="utf-8"))
    part = found["graded"]["parts"][0] | {"kind": "time", "points": 0, "told": "slow"}
    found["graded"] |= {"parts": [part, *found["graded"]["parts"][1:]], "state": "open"}
    of_ada.write_text(json.dumps(found), encoding="utf-8")
    grade(request_)
    after = json.loads(of_ada.read_text(encoding="utf-8"))
    assert after["alone"] is True
    assert after["graded"]["points"] == E1.points


def _is(path: Path, state: str) -> bool:
    return json.loads(path.read_text(encoding="utf-8"))["graded"]["state"] == state


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("seconds", [0.8, 2.0])
def test_a_run_that_was_killed_goes_on(request_: Request, tmp_path: Path, seconds: float) -> None:
    grade(request_)
    line = [sys.executable, "-m", "altutor", "grade", str(request_.submissions), "--assignment"]
    line += [str(request_.assignment), "--roster", str(request_.roster), "--out", str(tmp_path / "killed"), "--unsafe"]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    subprocess.run(line, check=True, capture_output=True)
    assert (tmp_path / "killed" / "gradebook.csv").read_bytes() == (request_.out / "gradebook.csv").read_bytes()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"assignment": Path("nowhere")}, "altutor assign"),
        ({"submissions": Path("nowhere")}, "nowhere"),
        ({"roster": Path("nowhere.csv")}, "nowhere.csv"),
        ({"late": Path("nowhere.csv")}, "nowhere.csv"),
        ({"marks": Path("nowhere.csv")}, "nowhere.csv"),
        ({"groups": Path("nowhere.csv")}, "nowhere.csv"),
    ],
)
def test_input_that_is_not_there(request_: Request, change: dict[str, Path], said: str) -> None:
    with pytest.raises(AltutorError, match=said):
        grade(dataclasses.replace(request_, **change))
    assert not (request_.out / "grades.json").exists()


def test_grades_of_another_assignment_are_not_overwritten(request_: Request, tmp_path: Path) -> None:
    grade(request_)
    save(Assignment("week2", "Week 2", 1, (Assigned(E1.id, 1.0),), None, False, "0.1.0"), tmp_path / "week2")
    with pytest.raises(AltutorError, match="holds the grades of week1"):
        grade(dataclasses.replace(request_, assignment=tmp_path / "week2"))


def test_grades_do_not_mix_with_anything_else(request_: Request, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "class.html").write_text("hi", encoding="utf-8")
    for out in (request_.submissions, request_.submissions / "grades", request_.assignment, tmp_path / "mine"):
        with pytest.raises(AltutorError, match="--out"):
            grade(dataclasses.replace(request_, out=out))
    assert (tmp_path / "mine" / "class.html").read_text(encoding="utf-8") == "hi"


def test_an_empty_file_is_not_started(request_: Request) -> None:
    (request_.submissions / "cem.py").write_text("\n", encoding="utf-8")
    (request_.submissions / "cem.py").rename(request_.submissions / "cem_e1_least_confidence.py")
    grade(request_)
    (graded,) = next(one for one in read_grades(request_.out)["students"] if one["student"] == "cem")["exercises"]
    assert (graded["state"], graded["reason"]) == ("not started", "The file is empty.")


def test_variants_need_a_roster(request_: Request) -> None:
    save(Assignment("week1", "W", 1, (Assigned(E1.id, 1.0),), None, True, "0.1.0"), request_.assignment)
    with pytest.raises(AltutorError, match="--roster"):
        grade(dataclasses.replace(request_, roster=None))


@pytest.mark.parametrize("text", ["", "[]", '{"schema": 2, "students": []}', '{"schema": 1}'])
def test_grades_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    (tmp_path / run.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(AltutorError, match=r"grades\.json cannot be read"):
        read_grades(tmp_path)
