"""A sample of what ``benchmarks/mutation.py`` does with all exercises and 200 seeds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from altutor.classroom.grade import PartResult, Result

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.mark.parametrize("exercise", ["e1", "e2"])
def test_nearly_all_mutants_are_rejected(exercise: str) -> None:
    line = [sys.executable, str(BENCHMARKS / "mutation.py"), "ch01", exercise, "--seeds", "5"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| all | " in done.stdout


@pytest.fixture
def mutation(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import mutation

    return mutation


def test_mutants_are_the_slips_that_people_make(mutation) -> None:
    made = {one.strip() for one in mutation.mutants("y = x.argmax(axis=1)[::-1] / n - 1\n")}
    for slip in ("argmin(axis=1)[::-1] / n - 1", "argmax()[::-1] / n - 1", "argmax(axis=1)[:] / n - 1"):
        assert f"y = x.{slip}" in made
    assert "y = x.argmax(axis=1)[::-1] - 1" in made
    assert "y = x.argmax(axis=1)[::-1] / n" in made
    assert any(one.startswith("y = x.argmax(axis=2)") or one.startswith("y = x.argmax(axis= 2)") for one in made)


def test_a_careless_grader_lets_mutants_live(mutation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    exercise = mutation.catalogue.one("ch01 e1")
    monkeypatch.setattr(mutation, "grade", lambda exercise, *_: Result(exercise, "passed", full(exercise)))
    monkeypatch.setattr(mutation, "mutants", lambda code: [code.replace("argmax", "argmin"), code + "\n\n"])
    tally = mutation.examine(exercise, 3, tmp_path)
    assert (tally.made, tally.same, tally.rejected) == (2, 1, 0)
    assert "argmin" in tally.survivors[0]


def full(exercise):
    return [PartResult(part, part.points) for part in exercise.parts]
