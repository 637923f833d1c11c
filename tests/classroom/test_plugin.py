"""``pytest exercises/`` as a student types it, in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from altutor.classroom import catalogue, folders
from altutor.classroom.progress import Progress

ANSWERS = Path(__file__).parents[1] / "exercises"
EXERCISE = catalogue.one("ch01 e1")
STUB = f"exercises/{EXERCISE.id}.py"
SHIM = f"exercises/{EXERCISE.chapter}/test_{EXERCISE.stem}.py"


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh")
    folders.make(folder)
    return folder


@pytest.fixture
def work(tmp_path: Path, fresh: Path) -> Path:
    shutil.copytree(fresh, tmp_path / "exercises")
    return tmp_path


def check(work: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COLUMNS": "120", "PYTEST_ADDOPTS": "-p no:cacheprovider"}
    line = [sys.executable, "-m", "pytest", *words]
    return subprocess.run(line, cwd=work, env=environment, capture_output=True, text=True, check=False)


def answer(work: Path, text: str) -> None:
    (work / STUB).write_text(text)


def solution(name: str = "solution") -> str:
    return (ANSWERS / EXERCISE.id / f"{name}.py").read_text()


def test_untouched_stubs_are_not_started(work: Path) -> None:
    done = check(work, "exercises/")
    lines = done.stdout.splitlines()
    assert lines[0] == "This is a self-check, not a grade."
    for exercise in catalogue.find():
        assert sum(line.startswith(exercise.short) and "not started" in line for line in lines) == 1
    assert f"Next: open {STUB}" in done.stdout
    assert done.returncode == 1
    assert not done.stderr


def test_a_right_answer_passes(work: Path) -> None:
    answer(work, solution())
    done = check(work, SHIM)
    assert "passed" in done.stdout
    assert done.returncode == 0
    assert Progress(work / "exercises")[EXERCISE.id]["points"] == EXERCISE.points


def test_the_stub_itself_may_be_named(work: Path) -> None:
    answer(work, solution())
    done = check(work, STUB)
    assert (done.returncode, "passed" in done.stdout) == (0, True)


def test_a_deleted_file_says_how_it_comes_back(work: Path) -> None:
    (work / STUB).unlink()
    done = check(work, SHIM)
    assert "not started" in done.stdout
    assert "`altutor reset ch01 e1` brings back" in " ".join(done.stdout.split())


def test_the_next_exercise_is_the_one_that_was_just_checked(work: Path) -> None:
    other = catalogue.find("ch01")[2]
    (work / "exercises" / f"{other.id}.py").write_text("x = 1\n")
    assert f"Next: open exercises/{other.id}.py" in check(work, f"exercises/{other.id}.py").stdout


def test_from_inside_the_folder(work: Path) -> None:
    done = check(work / "exercises", EXERCISE.chapter)
    assert done.stdout.startswith("This is a self-check")
    assert done.returncode == 1


def test_a_known_wrong_answer_gets_its_message(work: Path) -> None:
    answer(work, solution("wrong_asked_again"))
    done = check(work, SHIM)
    for word in ("called", "expected", "because", "came back", "next", "has a label already", "altutor hint ch01 e1"):
        assert word in done.stdout
    assert "1 of 3" in done.stdout
    assert done.returncode == 1


BAD = {
    "def least_confidence(p):\n    return p.nothing\n": ("AttributeError", "line", "return p.nothing", "called"),
    "def least_confidence(p)\n    return p\n": ("Python cannot read the file", "line"),
    "def least_confidense(p):\n    return 1\n": ("no `least_confidence`", "There is `least_confidense`: rename it"),
    "import numpy\n": ("no `least_confidence`",),
    "def least_confidence(p):\n    while True:\n        pass\n": ("no answer within",),
    "def least_confidence(p):\n    return p\n": ("of shape (6, 3) in place of (6,)",),
    "def least_confidence(p):\n    1 - p.max(1)\n": ("is a `return` missing?",),
    "def least_confidence(p):\n    return 'much'\n": ("not a sequence",),
    "def least_confidence(p):\n    print('look')\n    return 1 - p.max(1)\n": ("printed", "look"),
    "def least_confidence(p):\n    exit()\n": ("ends the program",),
    "import os\nos._exit(0)\n": ("ended before it gave an answer",),
    "from altutor.strategies import least_confidence\n": ("leaves the work to the package",),
    "def least_confidence(p):\n    raise NotImplementedError\n": ("not written yet",),
    "raise ValueError('while importing')\n": ("while importing", "line"),
}


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_every_trouble_has_a_plain_message(work: Path, text: str) -> None:
    answer(work, text)
    done = check(work, SHIM)
    assert done.returncode == 1
    for says in BAD[text]:
        assert says in done.stdout
    for word in ("Traceback", "assert ", "_pytest", "site-packages", "Error: Error", "altutor/classroom"):
        assert word not in done.stdout
    assert not done.stderr


def test_one_bad_file_does_not_stop_the_others(work: Path) -> None:
    answer(work, "def broken(:\n")
    other = next(one for one in catalogue.find("ch01") if one.id != EXERCISE.id)
    shutil.copy(ANSWERS / other.id / "solution.py", work / "exercises" / f"{other.id}.py")
    done = check(work, f"exercises/{EXERCISE.chapter}")
    assert any(line.startswith(other.short) and "passed" in line for line in done.stdout.splitlines())


def test_the_whole_traceback_on_request(work: Path) -> None:
    answer(work, "def least_confidence(p):\n    return p.nothing\n")
    assert "Traceback (most recent call last)" in check(work, SHIM, "--full-trace").stdout


@pytest.mark.parametrize(
    "words", [("exercises/nope",), ("exercises", "-k", "no_such_name"), (f"{SHIM}::no-such-part",)]
)
def test_nothing_to_check(work: Path, words: tuple[str, ...]) -> None:
    done = check(work, *words)
    assert done.returncode == 2
    assert "`altutor exercises` lists all" in done.stdout


def test_a_shim_that_names_no_exercise_is_told_and_the_rest_is_checked(work: Path) -> None:
    (work / "exercises" / EXERCISE.chapter / "test_e99_gone.py").write_text('EXERCISE = "ch01_fair_race/e99_gone"\n')
    answer(work, solution())
    done = check(work, f"exercises/{EXERCISE.chapter}")
    assert "there is no exercise 'ch01_fair_race/e99_gone'" in done.stdout
    assert any(line.startswith(EXERCISE.short) and "passed" in line for line in done.stdout.splitlines())


def test_one_part_alone(work: Path) -> None:
    answer(work, solution("wrong_asked_again"))
    done = check(work, f"{SHIM}::scores")
    assert done.returncode == 0
    assert "1 of 1" in done.stdout


def test_a_memorised_answer_fails_in_another_variant(work: Path) -> None:
    answer(work, solution("wrong_asked_again"))
    expected = check(work, SHIM).stdout.partition("expected")[2].split()[0]
    first = [line for line in check(work, SHIM).stdout.splitlines() if "expected" in line]
    other = [line for line in check(work, SHIM, "--variant", "ada").stdout.splitlines() if "expected" in line]
    third = [line for line in check(work, SHIM, "--variant", "bob").stdout.splitlines() if "expected" in line]
    assert expected
    assert len({*first, *other, *third}) > 1


def test_a_damaged_progress_file_stops_nothing(work: Path) -> None:
    (work / "exercises" / ".altutor-progress.json").write_text("{")
    answer(work, solution())
    done = check(work, SHIM)
    assert "passed" in done.stdout
    assert "delete it and run pytest again" in done.stdout


def test_pytest_is_itself_elsewhere(work: Path) -> None:
    (work / "test_mine.py").write_text("def test_mine():\n    assert 1 == 2\n")
    done = check(work, "test_mine.py")
    assert "test session starts" in done.stdout
    assert "assert 1 == 2" in done.stdout


def test_together_with_other_tests_pytest_reports(work: Path) -> None:
    (work / "test_mine.py").write_text("def test_mine():\n    pass\n")
    done = check(work, "test_mine.py", SHIM)
    assert "1 passed" in done.stdout
    assert "Traceback" not in done.stdout
