"""Grades as ``grades.json`` holds them, for tests: of one student or of a class with a seed."""

from __future__ import annotations

from typing import Any

import numpy as np

from altutor.classroom import catalogue
from altutor.classroom.grading import marks

IDS = ("ch02_sampling_bias/e1_label_shift", "ch02_sampling_bias/e4_lure", "ch03_local_optima/e2_epsilon")


def infos(ids: tuple[str, ...] = IDS, points: float = 5.0) -> list[dict[str, Any]]:
    """Return the entry ``exercises`` of ``grades.json``."""
    found = [catalogue.load(id_) for id_ in ids]
    return [
        {"id": one.id, "short": one.short, "title": one.title, "points": points, "own": one.points} for one in found
    ]


def graded(id_: str, wrong: dict[str, dict[str, Any]] | None = None, state: str = "") -> dict[str, Any]:
    """Return a graded exercise; parts in `wrong` earned nothing, with these values in place of the usual ones."""
    exercise, wrong = catalogue.load(id_), wrong or {}
    whole = state in ("missing", "not started", "ungraded")
    parts = []
    for part in exercise.parts:
        failed = whole or part.id in wrong
        parts.append(
            {
                "part": part.id,
                "asks": part.asks,
                "points": 0 if failed else part.points,
                "of": part.points,
                "kind": (state if whole else "wrong") if failed else "right",
                "mistake": None,
                "told": f"The answer of {part.id} is not right." if failed and not whole else "",
                **wrong.get(part.id, {}),
            }
        )
    points = sum(part["points"] for part in parts)
    return {
        "exercise": id_,
        "state": state or ("open" if wrong else "passed"),
        "points": points,
        "of": exercise.points,
        "reason": "The grader failed (KeyError: 'x')." if state == "ungraded" else None,
        "parts": parts,
    }


def entry(student: str, exercises: list[dict[str, Any]], points: float = 5.0, **values: Any) -> dict[str, Any]:
    """Return a student's entry with its mark settled."""
    made = {
        "student": student,
        "name": "",
        "group": "",
        "submitted": None,
        "notes": [],
        "exercises": exercises,
        **values,
    }
    ids = tuple(one["exercise"] for one in exercises)
    marks.settle(made, infos(ids, points), values.get("late"), values.get("by_hand", []))
    return made


def grades(students: list[dict[str, Any]], ids: tuple[str, ...] = IDS, points: float = 5.0) -> dict[str, Any]:
    """Return a whole ``grades.json``."""
    return {
        "schema": 1,
        "assignment": "week3",
        "title": "Week 3: sampling bias",
        "altutor": "0.1.0",
        "due": "2026-11-20T23:59:00+01:00",
        "sandbox": "bubblewrap 0.8.0",
        "of": points * len(ids),
        "exercises": infos(ids, points),
        "students": students,
    }


def a_class(size: int, seed: int = 0) -> dict[str, Any]:
    """Return the grades of a class in which the abler earn more, with mistakes, absentees and late work."""
    rng, students = np.random.default_rng(seed), []
    for number in range(size):
        ability, exercises = rng.normal(0.6), []
        for id_ in IDS:
            exercise = catalogue.load(id_)
            if rng.random() < 0.06:
                exercises.append(graded(id_, state="missing" if rng.random() < 0.5 else "not started"))
                continue
            wrong: dict[str, dict[str, Any]] = {}
            for place, part in enumerate(exercise.parts):
                if rng.random() > 1 / (1 + np.exp(-1.5 * (ability - 0.5 * place))):
                    known = rng.random() < 0.6
                    mistake = exercise.mistakes[int(rng.integers(len(exercise.mistakes)))]
                    wrong[part.id] = {
                        "mistake": mistake.id if known else None,
                        "told": mistake.says if known else f"`{part.id}` gave a wrong answer to one of the questions.",
                    }
            exercises.append(graded(id_, wrong))
        late = {"days": 1.5, "factor": 0.9, "says": "1.5 days late: 10% less"} if rng.random() < 0.1 else None
        students.append(entry(f"s{number:03}", exercises, late=late, name=f"Student {number}"))
    return grades(students)
