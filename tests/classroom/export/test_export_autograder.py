from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_class import FIRST, SECOND
from test_export_classroom50 import RUNNER, check_result
from test_export_gradescope import check_results

from altutor.classroom import catalogue
from altutor.classroom.assignment import assignment as assignments
from altutor.classroom.assignment.assignment import Assigned
from altutor.classroom.export import autograder, classroom50, gradescope

SOLUTIONS = Path(__file__).parents[2] / "exercises"
WRONG = "wrong_sign_flipped.py"


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A submission with one exercise right and one that is not Python."""
    folder = tmp_path / "root" / "submission"
    (folder / FIRST).parent.mkdir(parents=True)
    (folder / f"{FIRST}.py").write_bytes((SOLUTIONS / FIRST / "solution.py").read_bytes())
    (folder / f"{SECOND}.py").write_text("def classifier_test(:\n", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / f"{SECOND.partition('/')[2]}.py").write_text("raise SystemExit\n", encoding="utf-8")
    return folder


def grade_on_gradescope(week3: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    (root / "results").mkdir(exist_ok=True)
    code = autograder.main(["gradescope", str(week3)])
    path = root / "results" / "results.json"
    return code, json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def test_gradescope_grades_a_submission(
    week3: Path, handed_in: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(autograder, "ROOT", handed_in.parent)
    code, found = grade_on_gradescope(week3, handed_in.parent, capsys)
    assert code == 0
    check_results(found)
    assert found["score"] == 6
    assert {test["status"] for test in found["tests"] if test["name"].startswith("ch02 e1")} == {"passed"}
    assert {test["status"] for test in found["tests"] if test["name"].startswith("ch02 e2")} == {"failed"}
    assert "Sandbox: " in found["output"]


def test_gradescope_grades_the_students_own_variant(
    week3: Path, handed_in: Path, people: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(autograder, "ROOT", handed_in.parent)
    assignments.save(replace(assignments.load(week3), variants=True), week3)
    (week3 / "variants.json").write_bytes(gradescope.files(week3, people)["variants.json"])
    asked = []
    monkeypatch.setattr(autograder, "grade", lambda folder, assignment, variant: asked.append(variant) or 1 / 0)
    metadata = handed_in.parent / "submission_metadata.json"
    metadata.write_text(json.dumps({"users": [{"email": "bob@example.org"}]}), encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        autograder.main(["gradescope", str(week3)])
    assert asked == ["bob"]
    metadata.write_text(json.dumps({"users": [{"email": "eve@example.org"}]}), encoding="utf-8")
    assert grade_on_gradescope(week3, handed_in.parent, capsys) == (1, {})
    assert "no variant for eve@example.org" in capsys.readouterr().out


def test_a_failure_of_the_grader_writes_no_result(
    week3: Path, handed_in: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(autograder, "ROOT", handed_in.parent)
    from altutor.classroom.grading import run, unit

    monkeypatch.setattr(run, "grade_file", lambda exercise, *_: unit.failed(exercise, "Out of order."))
    assert grade_on_gradescope(week3, handed_in.parent, capsys) == (1, {})
    assert "Out of order." in capsys.readouterr().out


def test_without_walls_the_results_say_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from altutor.classroom.sandbox import box, boxed

    monkeypatch.setattr(box, "why_not", lambda: "it rains")
    monkeypatch.setattr(boxed, "_closed_to_others", lambda: None)  # root's own Python, on a machine of tests
    assert autograder.choose().says == "none (--unsafe)"
    assert "it rains" in capsys.readouterr().out


def test_classroom50_starts_in_the_students_folder(week3: Path, handed_in: Path) -> None:
    for name, content in classroom50.files(week3).items():
        (week3 / name).write_bytes(content)
    for shadow in ("altutor.py", "json.py", "numpy.py"):
        (handed_in / shadow).write_text("raise SystemExit('shadowed')\n", encoding="utf-8")
    own = tuple(Assigned(id_, float(catalogue.load(id_).points)) for id_ in (FIRST, SECOND))
    assignments.save(replace(assignments.load(week3), exercises=own), week3)
    line = [sys.executable, "-I", "-m", "altutor.classroom.export.autograder", "classroom50"]
    done = subprocess.run(
        [*line, str(week3), str(handed_in)],
        cwd=handed_in,
        env={**os.environ, **RUNNER},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((handed_in / "result.json").read_text(encoding="utf-8"))
    check_result(found)
    first, of = own[0].points, own[0].points + own[1].points
    assert found["score"] == first
    assert (handed_in / "release-body.md").read_text(encoding="utf-8").startswith(f"### {first:g} of {of:g}\n")


def test_what_is_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert autograder.main(["gradescope"]) == 1
    assert "Type prepare, gradescope or classroom50" in capsys.readouterr().out


def test_prepare_trains_the_base_only_where_it_is_used(week3: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import altutor.data.newswire as newswire

    trained = []
    monkeypatch.setattr(newswire, "newswire_base", lambda: trained.append(True))
    assert autograder.main(["prepare", str(week3)]) == 0
    assert not trained
    exercises = (Assigned("ch05_org_experiment/e6_small_factorial", 5.0),)
    assignments.save(replace(assignments.load(week3), exercises=exercises), week3)
    assert autograder.main(["prepare", str(week3)]) == 0
    assert trained
