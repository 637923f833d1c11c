"""What ``altutor export`` calls: prints, writes, refuses."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from altutor.classroom.export import PLATFORMS, export
from altutor.classroom.grading import gradebook
from altutor.errors import AltutorError


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("to", "name", "next_"),
    [("canvas", "canvas.csv", "Grades > Import"), ("moodle", "moodle.csv", "CSV file"), ("csv", "week3.csv", "Open")],
)
def test_marks_go_into_the_grades_folder(
    to: str, name: str, next_: str, grades_folder: Path, roster_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(grades_folder)
    export(grades_folder, to, roster=roster_file, dry_run=True)
    shown = capsys.readouterr().out
    assert "Bob Müller" in shown or "bob@example.org" in shown
    assert f"Nothing is written. Without --dry-run: {grades_folder / name}" in shown
    assert tree(grades_folder) == before
    export(grades_folder, to, roster=roster_file)
    said = capsys.readouterr().out
    assert f"Written: {grades_folder / name}" in said
    assert next_ in said
    assert str(grades_folder / name) in said.partition("Next: ")[2]
    assert "cy" in said, "who has no mark is named"
    assert set(tree(grades_folder)) == {*before, name}


def test_out_names_the_file(grades_folder: Path, tmp_path: Path) -> None:
    export(grades_folder, "csv", tmp_path / "elsewhere" / "marks.csv")
    assert (tmp_path / "elsewhere" / "marks.csv").read_bytes().startswith(b"\xef\xbb\xbfstudent,name,")


def test_a_dry_run_shows_the_first_rows_as_they_are(
    grades: dict[str, Any], grades_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    some = grades["students"][0]
    grades["students"] = [some | {"student": f"s{number}", "name": "[bold]x[/bold]"} for number in range(13)]
    (grades_folder / "grades.json").write_text(json.dumps(grades), encoding="utf-8")
    export(grades_folder, "csv", dry_run=True)
    shown = capsys.readouterr().out
    assert "[bold]x[/bold]" in shown
    assert "s9" in shown
    assert "s10" not in shown
    assert "... and 3 more" in shown


def test_gradescope_writes_a_zip_beside_the_assignment(
    week3: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(week3)
    export(tmp_path / "none", "gradescope", assignment=week3, dry_run=True)
    assert "Would write" in capsys.readouterr().out
    assert tree(week3) == before
    export(tmp_path / "none", "gradescope", assignment=week3)
    said = capsys.readouterr().out
    assert f"Written: {week3 / 'autograder.zip'}" in said
    assert "run_autograder" in said
    assert "12 points," in said.partition("Next: ")[2]
    assert "setup.sh" in zipfile.ZipFile(week3 / "autograder.zip").namelist()
    export(tmp_path / "none", "gradescope", assignment=week3 / "assignment.json", dry_run=True)
    assert f"Would write: {week3 / 'autograder.zip'}" in capsys.readouterr().out


def test_classroom50_writes_a_folder(week3: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(tmp_path / "none", "classroom50", assignment=week3, dry_run=True)
    assert not (week3 / "classroom50").exists()
    capsys.readouterr()
    export(tmp_path / "none", "classroom50", assignment=week3)
    said = capsys.readouterr().out.partition("Next: ")[2]
    assert "gh teacher assignment add ORG CLASSROOM week3 --runtime" in said
    written = tree(week3 / "classroom50")
    assert "autograders/week3/autograder.py" in {name.replace("\\", "/") for name in written}
    assert json.loads(written["runtime.json"])["apt"] == ["bubblewrap"]


@pytest.mark.parametrize("to", ["canvas", "moodle"])
def test_platforms_need_the_roster(to: str, grades_folder: Path) -> None:
    with pytest.raises(AltutorError, match=r"with --roster roster\.csv"):
        export(grades_folder, to)


@pytest.mark.parametrize("to", ["gradescope", "classroom50"])
def test_autograders_need_the_assignment(to: str, grades_folder: Path) -> None:
    with pytest.raises(AltutorError, match="such as --assignment week3/"):
        export(grades_folder, to)


def test_a_platform_that_nobody_knows(grades_folder: Path) -> None:
    with pytest.raises(AltutorError, match=f"no export to 'blackboard': type --to and one of {', '.join(PLATFORMS)}"):
        export(grades_folder, "blackboard")


def test_nobody_has_a_mark(grades: dict[str, Any], grades_folder: Path, roster_file: Path) -> None:
    grades["students"] = grades["students"][2:]
    (grades_folder / "grades.json").write_text(json.dumps(grades), encoding="utf-8")
    with pytest.raises(AltutorError, match="has a mark yet: grade again"):
        export(grades_folder, "canvas", roster=roster_file)
    export(grades_folder, "csv")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 2, "students": [1]}', '{"schema": 1}', "\x00"])
def test_grades_that_are_none(content: str, grades_folder: Path) -> None:
    (grades_folder / "grades.json").write_text(content, encoding="utf-8")
    with pytest.raises(AltutorError, match=r"grades\.json cannot be read .* again"):
        export(grades_folder, "csv")


def test_changes_that_are_not_in_the_marks_yet(grades: dict[str, Any], grades_folder: Path, roster_file: Path) -> None:
    path = gradebook.write(grades, grades_folder)
    export(grades_folder, "csv", dry_run=True)
    path.write_text(path.read_text(encoding="utf-8").replace("362.25", "400"), encoding="utf-8")
    before = tree(grades_folder)
    for to in ("canvas", "moodle", "csv"):
        for dry_run in (True, False):
            with pytest.raises(AltutorError, match=r"gradebook\.csv has 1 change that is not .*altutor grade"):
                export(grades_folder, to, roster=roster_file, dry_run=dry_run)
    assert tree(grades_folder) == before


@pytest.mark.parametrize("to", ["canvas", "moodle"])
def test_people_who_are_not_in_the_roster(
    to: str, grades: dict[str, Any], grades_folder: Path, roster_file: Path
) -> None:
    grades["students"][0]["student"] = "lovelace"
    (grades_folder / "grades.json").write_text(json.dumps(grades), encoding="utf-8")
    with pytest.raises(AltutorError, match=r"lovelace is not in .*roster\.csv: grade again with --roster "):
        export(grades_folder, to, roster=roster_file)
    grades["students"][1]["student"] = "mueller"
    (grades_folder / "grades.json").write_text(json.dumps(grades), encoding="utf-8")
    with pytest.raises(AltutorError, match=r"lovelace, mueller are not in "):
        export(grades_folder, to, roster=roster_file)


def test_a_folder_without_grades(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match=r"There is no .*grades\.json: type `altutor grade` first"):
        export(tmp_path, "csv")


def test_a_title_with_braces_is_no_template(
    grades: dict[str, Any], grades_folder: Path, roster_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grades["title"] = "Week {3} {x.y}"
    (grades_folder / "grades.json").write_text(json.dumps(grades), encoding="utf-8")
    export(grades_folder, "moodle", roster=roster_file)
    assert "Week {3} {x.y} to its grade item" in capsys.readouterr().out
