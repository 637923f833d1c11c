from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from altutor.classroom import catalogue, folders, stubs
from altutor.classroom.assignment import assign as module
from altutor.classroom.assignment import chapter, wheel
from altutor.classroom.assignment.assign import assign
from altutor.classroom.assignment.assignment import load, moment
from altutor.classroom.grade import drawn
from altutor.errors import AltutorError

pytestmark = pytest.mark.slow  # whole classes, in processes of their own

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("jupytext")
pytest.importorskip("bs4")

ROOT = Path(__file__).parents[3]
SEED = 8_765_432_109_876_543
WORDS = ["ch03", "e1", "e5"]  # e5 has constants that a variant changes
FIRST, SECOND = catalogue.one("ch03 e1"), catalogue.one("ch03 e5")
ROSTER = """student,name,group,variant,due,shoe size
ada,Ada L,,,2026-12-09T10:00+00:00,39
bob,Bob,g,blue,,
cyd,C,g,blue,,
"""
Assign = Callable[..., Path]


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assign:
    """Return a command with a chapter that is read in no time, and ``--repo`` given."""
    text = "# Local optima\n\nA [link](../glossary.md#x), {{a}}, [there](02_sampling_bias.ipynb)."
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text, id="a")])
    monkeypatch.setattr(chapter, "read", lambda repo, slug: made)
    goals = {id_: f"goal {id_}" for id_ in (*FIRST.goals, *SECOND.goals)}
    monkeypatch.setattr(module, "_goals", lambda made, repo: goals)
    monkeypatch.setattr(wheel, "build", lambda: b"a wheel")
    monkeypatch.chdir(tmp_path)

    def command(words: list[str] = WORDS, out: str = "week3", **options: Any) -> Path:
        assign(words, tmp_path / out, **{"repo": ROOT, "seed": SEED} | options)
        return tmp_path / out

    return command


def roster(folder: Path, text: str = ROSTER) -> Path:
    path = folder / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return path


def inside(path: Path | bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path) if isinstance(path, bytes) else path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_written(quick: Assign, capsys: pytest.CaptureFixture[str]) -> None:
    out = quick(due="2026-12-01T23:59+01:00", points=["ch03 e1=10"], title="Stuck")
    assert {path.name for path in out.iterdir()} == {
        "assignment.json", "students", "students.zip", "instructor", "instructor.zip",
    }  # fmt: skip
    shims = {f"exercises/{one.chapter}/test_{one.stem}.py" for one in (FIRST, SECOND)}
    assert set(below(out / "students")) == {
        "README.md", "requirements.txt", wheel.name(), "chapters/03_local_optima.ipynb",
        f"exercises/{FIRST.chapter}/README.md", f"exercises/{FIRST.id}.py", f"exercises/{SECOND.id}.py", *shims,
    }  # fmt: skip
    assert {f"solutions/{FIRST.id}.py", "rubric.md", "answers.md", "slides.html", "points.csv", "columns.csv"} <= set(
        below(out / "instructor")
    )
    assert inside(out / "students.zip") == {f"week3/{path}": data for path, data in below(out / "students").items()}
    assert set(inside(out / "instructor.zip")) == {f"week3-instructor/{path}" for path in below(out / "instructor")}
    made = load(out)
    assert (made.name, made.title, made.seed, made.variants) == ("week3", "Stuck", SEED, False)
    assert [one.points for one in made.exercises] == [10.0, float(SECOND.points)]
    assert made.due == moment("2026-12-01T23:59+01:00", "x")
    said = capsys.readouterr().out
    assert "students.zip" in said
    assert "altutor grade SUBMISSIONS --assignment week3" in said
    assert not [path for path in out.parent.iterdir() if path.name.startswith(".")], "the temporary folder is left"


def test_students_read_what_counts_here(quick: Assign) -> None:
    readme = (quick(due="2026-12-01", points=["ch03 e1=10"]) / "students/README.md").read_text(encoding="utf-8")
    assert f"| ch03 e1 {FIRST.title} | `exercises/{FIRST.id}.py` | {FIRST.minutes} | easy | 10 |" in readme
    assert "Tuesday 1 December 2026, 23:59" in readme
    assert "pytest exercises/\n" in readme
    assert "--variant" not in readme
    assert all(f"- `{one.stem}.py`" in readme for one in (FIRST, SECOND))
    assert all(f"goal {id_}" in readme for id_ in FIRST.goals)


def test_nothing_that_students_get_helps_to_cheat(quick: Assign, tmp_path: Path) -> None:
    roster(tmp_path)
    plain = quick()
    single = quick(out="week4", roster=tmp_path / "roster.csv", variants=True)
    lines = {
        line.strip()
        for one in (FIRST, SECOND)
        for path in (ROOT / "tests/exercises" / one.id).glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line.strip()) > 35 and line.strip() not in stubs.text(one)
    }
    assert lines
    handed_out = [below(plain / "students"), inside(plain / "students.zip")]
    handed_out += [inside(path) for path in sorted((single / "students").iterdir())]
    assert len(handed_out) == 5
    for files in handed_out:
        assert not [name for name in files if "assignment.json" in name or "instructor" in name or "solution" in name]
        text = b"\n".join(files.values()).decode("utf-8", "replace")
        assert str(SEED) not in text
        assert not [line for line in lines if line in text]


def test_notebooks_stand_alone(quick: Assign) -> None:
    made = nbformat.read(quick() / "students/chapters/03_local_optima.ipynb", 4)
    nbformat.validate(made)
    assert "%pip install" in made.cells[0].source
    assert f"../{wheel.name()}" in made.cells[0].source
    assert made.cells[1].source == "# Local optima\n\nA link, {{a}}, there."


def test_each_person_has_numbers_and_a_deadline_of_their_own(
    quick: Assign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = quick(roster=roster(tmp_path), variants=True, due="2026-12-01T23:59+00:00")
    assert sorted(path.name for path in (out / "students").iterdir()) == ["ada.zip", "bob.zip", "cyd.zip"]
    assert not (out / "students.zip").exists()
    ada, bob, cyd = (inside(out / "students" / f"{name}.zip") for name in ("ada", "bob", "cyd"))
    stub = f"week3/exercises/{SECOND.id}.py"
    assert ada[stub].decode() == stubs.text(SECOND, drawn(SECOND, "ada")) != bob[stub].decode()
    assert bob == cyd, "one group, one variant"
    assert ada[f"week3/exercises/{FIRST.id}.py"] == bob[f"week3/exercises/{FIRST.id}.py"], "it has no constants"
    assert b"9 December 2026, 10:00" in ada["week3/README.md"]
    assert b"1 December 2026, 23:59" in bob["week3/README.md"]
    assert b"pytest exercises --variant ada\n" in ada["week3/README.md"]
    assert b"altutor reset ch03 e1 --variant blue\n" in bob["week3/README.md"]
    assert load(out).variants
    said = capsys.readouterr().out
    assert "column shoe size" in said
    assert "3 zips" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["exercises", "--variant", "ada"], ["exercises"], [f"exercises/{SECOND.chapter}"]]
)
def test_a_student_s_folder_checks_their_variant(quick: Assign, tmp_path: Path, arguments: list[str]) -> None:
    out = quick(roster=roster(tmp_path), variants=True)
    with zipfile.ZipFile(out / "students" / "ada.zip") as archive:
        archive.extractall(tmp_path / "at_home")
    home = tmp_path / "at_home" / "week3"
    answers = ROOT / "tests/exercises" / SECOND.id / "solution.py"
    own = stubs.with_constants(answers.read_text(encoding="utf-8"), drawn(SECOND, "ada"), "it")
    (home / "exercises" / f"{SECOND.id}.py").write_text(own, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=home, capture_output=True, text=True, env=os.environ | {"COLUMNS": "120"}, check=False,
    )  # fmt: skip
    progress = json.loads((home / "exercises/.altutor-progress.json").read_text(encoding="utf-8"))["exercises"]
    assert progress[SECOND.id]["state"] == "passed", done.stdout + done.stderr
    assert progress[FIRST.id]["state"] == "not started"


def test_the_same_again_keeps_the_seed_and_what_is_not_given(quick: Assign) -> None:
    out = quick(seed=None, due="2026-12-01T12:00+00:00", points=["ch03 e1=10"], title="Stuck")
    first = load(out)
    (out / "notes.txt").write_text("mine")
    quick(seed=None, points=["ch03 e5=2"])
    again = load(out)
    assert (again.seed, again.due, again.title) == (first.seed, first.due, "Stuck")
    assert [one.points for one in again.exercises] == [10.0, 2.0]
    assert (out / "notes.txt").read_text() == "mine"
    assert "| 2 |" in (out / "students/README.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in out.iterdir() if "kept" in path.name) == []


def test_what_was_changed_by_hand_is_kept(quick: Assign, capsys: pytest.CaptureFixture[str]) -> None:
    out = quick()
    for number, text in enumerate(["mine", "mine again"], 1):
        (out / "instructor/rubric.md").write_text(text)
        quick()
        assert (out / f"instructor.kept{number}/rubric.md").read_text() == text
        assert f"is kept: {out / f'instructor.kept{number}'}" in capsys.readouterr().out
    assert (out / "instructor/rubric.md").read_text(encoding="utf-8").startswith("# Rubric")
    assert not (out / "students.kept1").exists()


def test_points_that_differ_and_autograders_that_are_old_are_named(
    quick: Assign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = quick()
    assert "differ" not in capsys.readouterr().out
    (out / "autograder.zip").write_bytes(b"x")
    quick(points=["ch03 e1=10"])
    said = capsys.readouterr().out
    assert f"Points differ from before: ch03 e1 {FIRST.points}, now 10; together " in said
    again = "type `altutor export --to gradescope --assignment week3` again."
    assert f"{Path('week3/autograder.zip')} is older than this assignment: {again}" in said
    (out / "autograder.zip").unlink()
    (out / "classroom50").mkdir()
    quick()
    said = capsys.readouterr().out
    assert "differ" not in said
    assert f"{Path('week3/classroom50')} is older than this assignment" in said
    assert "autograder.zip" not in said


def test_a_due_date_in_the_past_is_named(quick: Assign, capsys: pytest.CaptureFixture[str]) -> None:
    out = quick(due="2020-12-01T12:00+00:00")
    assert "The due date is in the past: Tuesday 1 December 2020, 12:00 (UTC+00:00)." in capsys.readouterr().out
    assert load(out).due == moment("2020-12-01T12:00Z", "x")
    quick(due="2999-12-01")
    assert "in the past" not in capsys.readouterr().out


def test_a_single_exercise_is_not_several(quick: Assign, capsys: pytest.CaptureFixture[str]) -> None:
    quick(["ch03", "e1"])
    assert f"Exercises of chapter 3: 1 exercise, {FIRST.points} points." in capsys.readouterr().out


def test_exercises_without_constants_are_named(
    quick: Assign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = roster(tmp_path)
    out = quick(roster=people, variants=True)
    assert "No constants, so the same for all: ch03 e1." in capsys.readouterr().out
    assert b"are your own" in inside(out / "students/ada.zip")["week3/README.md"]
    assert "constants of their own" in (out / "instructor/rubric.md").read_text(encoding="utf-8")
    out = quick(["ch03", "e1"], out="week4", roster=people, variants=True)
    assert "None of these exercises has constants" in capsys.readouterr().out
    assert b"are your own" not in inside(out / "students/ada.zip")["week4/README.md"]
    assert "constants of their own" not in (out / "instructor/rubric.md").read_text(encoding="utf-8")


def test_a_seed_is_secret_and_drawn_anew(quick: Assign) -> None:
    drawn_ = {load(quick(out=name, seed=None)).seed for name in ("a", "b", "c")}
    assert len(drawn_) == 3
    assert all(0 <= seed < 2**63 for seed in drawn_)


def test_the_same_command_gives_the_same_bytes(quick: Assign, tmp_path: Path) -> None:
    one, other = (below(quick(out=f"{name}/week3", title="x")) for name in ("one", "other"))
    assert one == other


@pytest.mark.parametrize(
    ("words", "options", "named"),
    [
        (["ch03", "e1"], {}, "holds another assignment"),
        (WORDS, {"seed": SEED + 1}, "holds another assignment"),
        (WORDS, {"variants": True}, "holds another assignment"),
        (WORDS, {"due": "soon"}, "--due is 'soon'"),
        (WORDS, {"points": ["ch02 e1=3"]}, "not assigned"),
        (WORDS, {"title": " "}, "--title is empty"),
        (WORDS, {"seed": -1}, "--seed -1"),
        (WORDS, {"repo": Path("/nowhere")}, "no clone"),
    ],
)
def test_refused_and_nothing_changed(
    quick: Assign, tmp_path: Path, words: list[str], options: dict[str, Any], named: str
) -> None:
    out = quick()
    before = below(out)
    with pytest.raises(AltutorError, match=named):
        quick(words, **options, **({"roster": roster(tmp_path)} if "variants" in options else {}))
    assert below(out) == before


def test_folders_that_hold_something_else_are_refused(quick: Assign, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("x")
    (tmp_path / "a_file").write_text("x")
    with pytest.raises(AltutorError, match="--due is 'soon'"):
        quick(out="full", due="soon")
    for name in ("full", "a_file"):
        with pytest.raises(AltutorError, match="holds something else"):
            quick(out=name)
    with pytest.raises(AltutorError, match="cannot name an assignment"):
        quick(out="week 3")
    (tmp_path / "empty").mkdir()
    assert load(quick(out="empty")).name == "empty"


def test_variants_need_a_roster_and_one_variant_a_group(quick: Assign, tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="--roster"):
        quick(variants=True)
    apart = roster(tmp_path, "student,group\nada,g\nbob,g\n")
    with pytest.raises(AltutorError, match=r"group g .* variants ada and bob"):
        quick(variants=True, roster=apart)
    assert load(quick(roster=apart)).variants is False
    assert not (tmp_path / "week3/students/ada.zip").exists()


def test_a_stop_leaves_nothing_behind(quick: Assign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(module.instructor, "files", stopped)
    with pytest.raises(KeyboardInterrupt):
        quick()
    assert list(tmp_path.iterdir()) == []


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jupytext", None)
    with pytest.raises(
        AltutorError,
        match=r"jupytext, which is missing.*altutor\[book\].* in a clone .*-c constraints.txt '\.\[book\]'",
    ):
        chapter.require_book()


@pytest.mark.slow
def test_the_whole_of_it(tmp_path: Path) -> None:
    assign(["ch02", "e1", "ch03", "e1"], tmp_path / "week3", repo=ROOT)
    students = tmp_path / "week3/students"
    for slug in ("02_sampling_bias", "03_local_optima"):
        made = nbformat.read(students / f"chapters/{slug}.ipynb", 4)
        nbformat.validate(made)
        text = "\n".join(cell.source for cell in made.cells if cell.cell_type == "markdown")
        assert "{{" not in text
        assert "player-here" not in text
        assert set(re.findall(r"\]\(([^):#]+)", text)) <= {"02_sampling_bias.ipynb", "03_local_optima.ipynb"}
        assert not re.findall(r'href="(?!https?:|#)[^"]*"', text)
    assert inside(students / wheel.name()).keys() == inside(wheel.build()).keys()
    assert folders.find(students) == students / "exercises"
    assert str(load(tmp_path / "week3").seed) not in "".join(
        data.decode("utf-8", "replace") for data in below(students).values()
    )
