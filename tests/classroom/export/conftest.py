"""Grades of a small class, as ``altutor grade`` writes them, and its roster."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_class import FIRST, ROSTER, SECOND, graded, student


@pytest.fixture
def grades() -> dict[str, Any]:
    late = {"days": 1.5, "factor": 0.9, "says": "1.5 days late: 10% less."}
    by_hand = [
        {"exercise": SECOND, "points": 2.5, "comment": "=a good idea"},
        {"exercise": "", "points": None, "comment": "See me; -1 was meant kindly."},
    ]
    return {
        "schema": 1,
        "assignment": "week3",
        "title": "Week 3, sampling",
        "altutor": "0.1.0",
        "due": None,
        "sandbox": "bubblewrap 0.8.0",
        "of": 1205.5,
        "exercises": [
            {"id": FIRST, "short": "ch02 e1", "title": "Label shift", "points": 1200.0, "own": 6},
            {"id": SECOND, "short": "ch02 e2", "title": "Two samples", "points": 5.5, "own": 6},
        ],
        "students": [
            student("ada", "Lovelace, Ada", [graded(FIRST, 6, 6, "passed"), graded(SECOND, 6, 6, "passed")], 1205.5),
            student(
                "bob",
                "Bob Müller 語",
                [graded(FIRST, 2, 6), graded(SECOND, 0, 6, "missing")],
                362.25,
                earned=400.0,
                late=late,
                by_hand=by_hand,
            ),
            student("cy", "=HYPERLINK(1)", [graded(FIRST, 0, 6, "ungraded"), graded(SECOND, 1, 6)], None),
        ],
    }


@pytest.fixture
def grades_folder(grades: dict[str, Any], tmp_path: Path) -> Path:
    folder = tmp_path / "grades"
    folder.mkdir()
    (folder / "grades.json").write_text(json.dumps(grades), encoding="utf-8")
    return folder


@pytest.fixture
def roster_file(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


@pytest.fixture
def people(roster_file: Path) -> Any:
    from altutor.classroom.assignment import roster

    return roster.read(roster_file)


@pytest.fixture
def week3(tmp_path: Path) -> Path:
    """A folder with an assignment that counts its exercises as they count themselves."""
    from altutor.classroom.assignment.assignment import Assigned, Assignment, save

    exercises = (Assigned(FIRST, 6.0), Assigned(SECOND, 6.0))
    save(Assignment("week3", "Week 3", 8_765_432_109_876_543, exercises, None, False, "0.1.0"), tmp_path / "week3")
    return tmp_path / "week3"
