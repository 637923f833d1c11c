"""``altutor exercises``, ``hint`` and ``reset`` as they are typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from altutor.classroom import catalogue, stubs
from altutor.classroom.grade import OPEN, PartResult, Result
from altutor.classroom.progress import Progress
from altutor.cli import app

ROOT = Path(__file__).parents[2]
EXERCISE = catalogue.one("ch01 e1")


def altutor(*words: str):
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    done = altutor("exercises", "--new", "exercises")
    assert done.exit_code == 0
    assert "Next: pytest exercises" in done.stdout
    return tmp_path / "exercises"


def test_progress_of_all_and_of_a_chapter(folder: Path) -> None:
    progress = Progress(folder)
    first, *rest = EXERCISE.parts
    progress.note(Result(EXERCISE, OPEN, [PartResult(first, first.points), *(PartResult(part, 0) for part in rest)]))
    progress.save()
    done = altutor("exercises")
    assert done.exit_code == 0
    for exercise in catalogue.find():
        assert exercise.title in done.stdout
    assert f"{first.points} of {EXERCISE.points}" in done.stdout
    assert f"Next: open exercises/{EXERCISE.id}.py" in done.stdout
    other = altutor("exercises", "ch02")
    assert EXERCISE.title not in other.stdout
    assert "ch02_sampling_bias" in other.stdout
    assert "0 of 6 exercises" in other.stdout
    assert "0 of 1 exercise\n" in altutor("exercises", "ch02", "e1").stdout


def test_hints_name_the_next_command(folder: Path) -> None:
    said = [altutor("hint", "ch01", "e1").stdout for _ in range(len(EXERCISE.parts[0].hints) + 1)]
    for number, hint in enumerate(EXERCISE.parts[0].hints):
        assert " ".join(hint.split()) in " ".join(said[number].split())
    assert "altutor hint ch01 e1" in said[0]
    assert "that was the last hint" in said[-1]


def test_reset_keeps_the_old_work(folder: Path) -> None:
    mine = folder / f"{EXERCISE.id}.py"
    mine.write_text("x = 1\n")
    done = altutor("reset", "ch01", "e1")
    assert done.exit_code == 0
    assert mine.read_text() == stubs.text(EXERCISE)
    assert mine.with_name(f"{mine.stem}.kept1.py").read_text() == "x = 1\n"
    assert "kept1.py" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("exercises", "ch99"), "There is no exercise 'ch99'"),
        (("hint", "ch01"), "type one of them"),
        (("hint", "e77"), "There is no exercise"),
        (("reset", "nothing"), "There is no exercise 'nothing'"),
        (("exercises", "--check", "--repo", "."), "--repo takes a clone"),
    ],
)
def test_mistyped_commands(folder: Path, words: tuple[str, ...], says: str) -> None:
    done = altutor(*words)
    assert done.exit_code == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [("exercises",), ("hint", "ch01", "e1"), ("reset", "ch01", "e1")])
def test_without_a_folder_of_exercises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words) -> None:
    monkeypatch.chdir(tmp_path)
    done = altutor(*words)
    assert done.exit_code == 2
    assert "altutor exercises --new exercises" in done.stderr


def test_a_check_of_one_exercise(tmp_path: Path) -> None:
    done = altutor("exercises", "--check", "--repo", str(ROOT), "ch01", "e1")
    assert done.exit_code == 0, done.stderr
    assert "all right" in done.stdout


LAPSES = {
    "solution.py is missing": lambda clone: (answers(clone) / "solution.py").unlink(),
    "are the same code": lambda clone: shutil.copy(answers(clone) / "solution.py", answers(clone) / "second.py"),
    "is not recognised as 'asked-again'": lambda clone: shutil.copy(
        answers(clone) / "wrong_surest_row.py", answers(clone) / "wrong_asked_again.py"
    ),
    "earns 0 of 3": lambda clone: (answers(clone) / "second.py").write_text("x = 1\n"),
    "belongs to no known mistake": lambda clone: (answers(clone) / "wrong_new.py").write_text("x = 1\n"),
    "is not what altutor ships": lambda clone: (clone / "exercises" / f"{EXERCISE.id}.py").write_text("x = 1\n"),
    "chapters/goals.toml lists it under []": lambda clone: (clone / "chapters" / "goals.toml").write_text(
        "goal = []\n"
    ),
    "is not in docs/glossary.md": lambda clone: (clone / "docs" / "glossary.md").write_text("# Glossary\n"),
    "does not come up in chapters 1 to 1": lambda clone: [
        path.write_text("") for path in (clone / "chapters").glob("0*")
    ],
}


def answers(clone: Path) -> Path:
    return clone / "tests" / "exercises" / EXERCISE.id


@pytest.mark.parametrize("says", LAPSES)
def test_every_lapse_is_named(tmp_path: Path, says: str) -> None:
    for name in ("chapters", "exercises", "docs", "tests/exercises"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("published", "assets"))
    LAPSES[says](tmp_path)
    done = altutor("exercises", "--check", "--repo", str(tmp_path), "ch01", "e1")
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Error: 1 lapses" in done.stderr or says in (
        "does not come up in chapters 1 to 1",
        "is not in docs/glossary.md",
    )
