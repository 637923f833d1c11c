from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from altutor.classroom import catalogue
from altutor.classroom.assignment import columns
from altutor.classroom.assignment.answers import answers, hints, solutions
from altutor.classroom.assignment.assignment import Assigned, Assignment, moment
from altutor.classroom.assignment.rubric import rubric
from altutor.classroom.assignment.wording import amount, cell, counted, day_and_time, listed
from altutor.errors import AltutorError

ROOT = Path(__file__).parents[3]
ALL = catalogue.find()
MADE = Assignment(
    name="all",
    title="All of it",
    seed=1,
    exercises=tuple(Assigned(one.id, 2.0 * one.points) for one in ALL),
    due=moment("2026-12-01T23:59+01:00", "x"),
    variants=False,
    altutor="0",
)
GOALS = {id_: f"goal {id_}" for one in ALL for id_ in one.goals}


@pytest.mark.parametrize("exercise", ALL, ids=lambda one: one.short)
def test_every_known_wrong_answer_has_a_hint(exercise: catalogue.Exercise) -> None:
    for mistake in exercise.mistakes:
        found = hints(exercise, mistake)
        assert found
        assert all(hint in part.hints for part, hint in found)


def test_answers_tell_each_wrong_answer_with_its_code() -> None:
    text = answers(MADE, ROOT)
    headings = Counter(re.findall(r"(?m)^### (\S+)$", text))
    assert headings == Counter(mistake.id for one in ALL for mistake in one.mistakes)
    assert text.count("<details>") == headings.total()
    wrong = (ROOT / "tests/exercises" / ALL[0].id).glob("wrong_*.py")
    assert all(path.read_text(encoding="utf-8").strip() in text for path in wrong)


def test_rubric_has_every_part_and_adds_up() -> None:
    text = rubric(MADE, GOALS)
    rows = re.findall(r"(?m)^\| ([a-z][\w-]*) \| .* \| ([\d.]+) \| (\d+) \| ", text)
    assert [row[0] for row in rows] == [part.id for one in ALL for part in one.parts]
    assert sum(float(row[1]) for row in rows) == MADE.points == 2 * sum(int(row[2]) for row in rows)
    assert "constants of their own" not in text
    assert "constants of their own" in rubric(Assignment(**{**vars(MADE), "variants": True}), GOALS)


def test_points_and_columns_are_tables() -> None:
    rows = list(csv.DictReader(io.StringIO(columns.points(MADE))))
    assert sum(float(row["points"]) for row in rows) == MADE.points
    assert {row["exercise"] for row in rows} == {one.id for one in ALL}
    platforms = list(csv.DictReader(io.StringIO(columns.columns(Assignment(**{**vars(MADE), "title": "=1+1"})))))
    assert {row["platform"] for row in platforms} == {"canvas", "moodle", "gradescope", "classroom50"}
    assert {row["points"] for row in platforms} == {amount(MADE.points)}
    assert {row["name"] for row in platforms} == {"'=1+1"}, "a spreadsheet would compute it"


def test_two_solutions_of_each_exercise() -> None:
    found = solutions(MADE, ROOT)
    assert len(found) == 2 * len(ALL)
    assert all(found[f"{one.id}.py"] != found[f"{one.id}.second.py"] for one in ALL)


def test_a_clone_that_lacks_a_solution_is_named(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match=r"solution.py cannot be read .* --repo"):
        solutions(MADE, tmp_path)
    with pytest.raises(AltutorError, match=r"wrong_\w+.py cannot be read .* --repo"):
        answers(MADE, tmp_path)


def test_numbers_and_dates_in_words() -> None:
    assert [amount(number) for number in (10.0, 2.5, 1 / 3, 1234567.0, 0.004)] == ["10", "2.5", "0.33", "1234567", "0"]
    assert (counted(1), counted(2.5), counted(0)) == ("1 point", "2.5 points", "0 points")
    assert day_and_time(moment("2026-12-01T23:59-03:30", "x")) == "Tuesday 1 December 2026, 23:59 (UTC-03:30)"
    assert (listed(["2"]), listed(["2", "3"]), listed(["2", "3", "5"])) == ("2", "2 and 3", "2, 3 and 5")
    assert cell("a | b\nc") == r"a \| b c"
