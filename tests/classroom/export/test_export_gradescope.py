from __future__ import annotations

import io
import json
import re
import shutil
import stat
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_class import FIRST, SECOND, graded

from altutor.classroom.assignment import assignment as assignments
from altutor.classroom.assignment import wheel
from altutor.classroom.assignment.assignment import Assigned
from altutor.classroom.assignment.pack import zipped
from altutor.classroom.export import gradescope
from altutor.classroom.export.gradescope import SCRIPTS, SHIPPED
from altutor.errors import AltutorError

VISIBLE = {"hidden", "after_due_date", "after_published", "visible"}


def check_results(found: dict[str, Any]) -> None:
    """Fail where Gradescope would not read the results as they are meant."""
    assert set(found) <= {"score", "execution_time", "output", "visibility", "stdout_visibility", "extra_data", "tests"}
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert isinstance(found["score"], int | float)
    assert found["visibility"] in VISIBLE
    assert found["stdout_visibility"] == "hidden"
    for test in found["tests"]:
        assert set(test) <= {"score", "max_score", "status", "name", "number", "output", "tags", "visibility"}
        assert 0 <= test["score"] <= test["max_score"]
        assert test["status"] in ("passed", "failed")
        assert test["visibility"] in VISIBLE
        assert isinstance(test["output"], str)


def test_zip_holds_what_gradescope_starts_and_what_that_needs(week3: Path) -> None:
    files = gradescope.files(week3, None)
    content = zipped(files, scripts=gradescope.SCRIPTS)
    assert zipped(dict(reversed(files.items())), scripts=gradescope.SCRIPTS) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert sorted(names) == sorted([*SCRIPTS, "assignment.json", "requirements.txt", wheel.name()])
        for name in SCRIPTS:
            assert stat.S_IMODE(archive.getinfo(name).external_attr >> 16) == 0o755
            assert archive.read(name).startswith(b"#!/usr/bin/env bash\n")
            assert b"\r" not in archive.read(name)
        assert f"./{wheel.name()}\n" in archive.read("requirements.txt").decode()
        assert json.loads(archive.read("assignment.json"))["seed"] == assignments.load(week3).seed
        with zipfile.ZipFile(io.BytesIO(archive.read(wheel.name()))) as installed:
            inside = set(installed.namelist())
    assert {f"altutor/classroom/export/{name}.py" for name in ("autograder", "scores", "gradescope")} <= inside
    assert f"altutor/classroom/graders/{FIRST}.py" in inside


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_bash(name: str) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    subprocess.run([bash, "-n", str(SHIPPED / name)], check=True)
    script = (SHIPPED / name).read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    for module in re.findall(r"-m (altutor\S+)", script):
        assert SHIPPED.joinpath("..", f"{module.rpartition('.')[2]}.py").is_file()


def test_scripts_have_line_ends_that_bash_takes(week3: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SCRIPTS:
        (tmp_path / name).write_bytes((SHIPPED / name).read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(gradescope, "SHIPPED", tmp_path)
    files = gradescope.files(week3, None)
    assert not any(b"\r" in files[name] for name in SCRIPTS)


def test_private_folders_are_closed_before_students_code_runs() -> None:
    lines = (SHIPPED / "run_autograder").read_text(encoding="utf-8").splitlines()
    closed = next(number for number, line in enumerate(lines) if "chmod 700" in line)
    assert re.search("for private in source results submission", lines[closed - 2])
    started = next(number for number, line in enumerate(lines) if line.startswith("exec "))
    assert closed < started
    assert " -I " in lines[started], "Python must not look for modules in the working folder"


def test_results_have_a_line_for_each_part(week3: Path) -> None:
    works = [graded(FIRST, 6, 6, "passed"), graded(SECOND, 2, 6)]
    found = gradescope.results(works, assignments.load(week3), ["e1.py was renamed."], "bubblewrap 0.8.0")
    check_results(found)
    assert found["score"] == 8
    assert found["output"] == "e1.py was renamed.\nSandbox: bubblewrap 0.8.0."
    assert [test["name"] for test in found["tests"]] == ["ch02 e1 scores", "ch02 e2 scores"]
    assert [(test["score"], test["max_score"], test["status"]) for test in found["tests"]] == [
        (6, 6, "passed"),
        (2, 6, "failed"),
    ]
    assert found["tests"][1]["output"] == "The exercise asks that scores are right.\n\nA sign is wrong."


def test_points_count_as_the_assignment_says(week3: Path) -> None:
    assignment = replace(assignments.load(week3), exercises=(Assigned(FIRST, 1.0), Assigned(SECOND, 12.0)))
    found = gradescope.results([graded(FIRST, 2, 6), graded(SECOND, 5, 6)], assignment, [], "none")
    check_results(found)
    assert found["score"] == 10.33
    assert [test["max_score"] for test in found["tests"]] == [1, 12]


def test_an_exercise_that_was_not_handed_in_has_a_line(week3: Path) -> None:
    missing = graded(SECOND, 0, 6, "missing") | {"parts": [], "reason": "No file came."}
    found = gradescope.results([graded(FIRST, 0, 6), missing], assignments.load(week3), [], "none")
    check_results(found)
    assert found["tests"][1] == {
        "name": "ch02 e2",
        "score": 0,
        "max_score": 6,
        "status": "failed",
        "output": "No file came.",
        "visibility": "visible",
    }


def test_what_was_not_graded_has_no_score(week3: Path) -> None:
    with pytest.raises(AltutorError, match=rf"Not graded.*{SECOND} \(The grader failed\.\)"):
        gradescope.results([graded(FIRST, 6, 6), graded(SECOND, 0, 6, "ungraded")], assignments.load(week3), [], "")


def test_variants_travel_by_email(week3: Path, people: Any) -> None:
    assignments.save(replace(assignments.load(week3), variants=True), week3)
    people["bob"] = replace(people["bob"], email="Bob@Example.org", variant="blue")
    kept = json.loads(gradescope.files(week3, people)["variants.json"])
    assert kept == {"ada@example.org": "ada", "bob@example.org": "blue", "cy@example.org": "cy"}
    assert gradescope.variant({"users": [{"email": "BOB@example.org", "id": 3, "name": "B"}]}, kept) == "blue"
    group = {"users": [{"email": "tutor@example.org"}, {"email": "ada@example.org"}]}
    assert gradescope.variant(group, kept) == "ada"
    with pytest.raises(AltutorError, match=r"no variant for eve@example\.org"):
        gradescope.variant({"users": [{"email": "eve@example.org"}]}, kept)
    with pytest.raises(AltutorError, match="with --roster"):
        gradescope.files(week3, None)
    people["cy"] = replace(people["cy"], email="")
    with pytest.raises(AltutorError, match="email is empty for cy"):
        gradescope.files(week3, people)
