"""The exercises themselves: each stub, solution and known wrong answer, in the process that a student's code gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from altutor.classroom import catalogue, check, stubs
from altutor.classroom.grade import drawn, grade
from altutor.classroom.student import Direct, Worker

pytestmark = pytest.mark.slow  # content, not the package: no version of a library changes it

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "tests" / "exercises"
EXERCISES = catalogue.find()
SLOW = "ch05_org_experiment/e6_small_factorial"  # fine-tunes pipelines
each = pytest.mark.parametrize("exercise", [pytest.param(one, id=one.id) for one in EXERCISES])
VARIANTS = 5


def test_there_are_enough() -> None:
    assert len(EXERCISES) >= 26
    assert {exercise.chapter[:4] for exercise in EXERCISES} == {f"ch0{number}" for number in range(1, 7)}
    assert {exercise.kind for exercise in EXERCISES} == {"implement", "diagnose", "design", "predict", "reproduce"}


@each
def test_everything_is_there_and_does_what_it_says(exercise) -> None:
    assert list(check.lapses(exercise)) == []
    assert list(check.lapses_in_repository(exercise, ROOT)) == []


def test_readmes_are_what_the_exercises_say() -> None:
    assert list(check.lapses_of_chapters(EXERCISES, ROOT)) == []


@each
def test_the_solution_earns_full_points_in_its_own_process(exercise) -> None:
    path = ANSWERS / exercise.id / "solution.py"
    with Worker(path) as student:
        result = grade(exercise, path, student)
    assert (result.points, check.told(result)) == (exercise.points, "")


@each
def test_variants_can_be_solved(exercise, tmp_path: Path) -> None:
    solution = (ANSWERS / exercise.id / "solution.py").read_text(encoding="utf-8")
    for number in range(1 if exercise.id == SLOW else VARIANTS):
        variant = f"student {number}"
        path = tmp_path / f"{number}.py"
        path.write_text(stubs.with_constants(solution, drawn(exercise, variant), "The solution"), encoding="utf-8")
        result = grade(exercise, path, Direct(path), variant=variant)
        assert (result.points, check.told(result)) == (exercise.points, "")


def test_difficulty_rises_within_a_chapter() -> None:
    for chapter in {exercise.chapter for exercise in EXERCISES}:
        steps = [exercise.difficulty for exercise in EXERCISES if exercise.chapter == chapter]
        assert steps == sorted(steps), chapter
