"""Points, lateness and a person's marks become a mark; a person's marks are kept in ``marks.csv``.

    student,exercise,points,comment
    ada,ch02 e1,4,The idea is right; the sign is a slip.
    bob,,12.5,Agreed on in office hours.

With an exercise the points replace what it earned, without one they replace the mark. No points: a comment alone.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from altutor.classroom import sheet
from altutor.classroom.export import cells
from altutor.errors import AltutorError
from altutor.files import write_atomic

FILE = "marks.csv"
COLUMNS = ("student", "exercise", "points", "comment")
MOST = 10_000  # points


def read(path: Path, students: Collection[str], exercises: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the marks of a person, each with ``student``, ``exercise`` (an id, or empty), ``points`` and ``comment``.

    Parameters
    ----------
    path
        The CSV; where there is none, nobody has marked anything.
    students
        Ids that may be named.
    exercises
        As in ``grades.json``: with ``id`` and ``short``.

    Raises
    ------
    AltutorError
        Names the line and the column that must be mended.
    """
    if not path.exists():
        return []
    known = {name: one["id"] for one in exercises for name in (one["id"], _plain(one["short"]), _plain(one["id"]))}
    found: list[dict[str, Any]] = []
    lines: dict[tuple[str, str], int] = {}
    for line, row in sheet.read(path, COLUMNS, COLUMNS[:3]):
        where = f"{path}, line {line}, column"
        if row["student"] not in students:
            close = difflib.get_close_matches(row["student"], students, n=1)
            raise AltutorError(
                f"{where} student: nobody is called {row['student']!r}"
                + (f"; did you mean {close[0]}?" if close else ": write an id as in gradebook.csv.")
            )
        exercise = known.get(_plain(row["exercise"]), "")
        if row["exercise"] and not exercise:
            names = ", ".join(one["short"] for one in exercises)
            raise AltutorError(
                f"{where} exercise is {row['exercise']!r}: write one of {names}, or nothing for the mark."
            )
        points = sheet.number(row["points"]) if row["points"] else None
        if row["points"] and (points is None or not 0 <= points <= MOST):
            raise AltutorError(f"{where} points is {row['points']!r}: write a number from 0, such as 2.5.")
        if points is None and not row["comment"]:
            raise AltutorError(f"{where} points is empty, and there is no comment: fill in one of them.")
        first = lines.setdefault((row["student"], exercise), line)
        if first != line:
            raise AltutorError(f"{where} student: line {first} is about the same mark; keep one of the two lines.")
        found.append(
            {"student": row["student"], "exercise": exercise, "points": points, "comment": row["comment"]},
        )
    return found


def write(path: Path, marks: Sequence[Mapping[str, Any]], exercises: Sequence[Mapping[str, Any]]) -> None:
    """Write marks so that :func:`read` reads them; `exercises` as there."""
    short = {one["id"]: one["short"] for one in exercises} | {"": ""}
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for mark in marks:
        points = "" if mark["points"] is None else number(mark["points"])
        table.writerow([mark["student"], short[mark["exercise"]], points, mark["comment"]])
    write_atomic(path, text.getvalue())


def apply(entry: dict[str, Any], exercises: Sequence[Mapping[str, Any]], marks: Sequence[Mapping[str, Any]]) -> None:
    """Fill in ``by_hand`` and ``mark`` of a student of ``grades.json`` from everybody's marks."""
    own = [dict(mark) for mark in marks if mark["student"] == entry["student"]]
    for mark in own:
        del mark["student"]
    settle(entry, exercises, entry.get("late"), own)


def settle(
    entry: dict[str, Any],
    exercises: Sequence[Mapping[str, Any]],
    late: dict[str, Any] | None,
    by_hand: Sequence[dict[str, Any]],
) -> None:
    """Fill in ``earned``, ``late``, ``by_hand`` and ``mark`` of a student of ``grades.json``.

    ``earned`` is what the exercises count, a person's points included, before lateness.

    Parameters
    ----------
    exercises
        As in ``grades.json``: with ``id``, ``points`` (here) and ``own`` (the exercise's own points).
    """
    scaled = [
        _scaled(graded, exercise["points"]) for graded, exercise in zip(entry["exercises"], exercises, strict=True)
    ]
    replaced = {mark["exercise"]: _exact(mark["points"]) for mark in by_hand if mark["points"] is not None}
    counted = [replaced.get(exercise["id"], one) for exercise, one in zip(exercises, scaled, strict=True)]
    earned = _sum(counted)
    total = earned * _exact(late["factor"]) if earned is not None and late is not None else earned
    entry |= {
        "earned": _rounded(earned),
        "late": late,
        "by_hand": list(by_hand),
        "mark": _rounded(replaced.get("", total)),
    }


def counted(entry: Mapping[str, Any], exercises: Sequence[Mapping[str, Any]]) -> list[float | None]:
    """Return what each exercise counts here: a person's points, else the scaled ones; None where it is ungraded."""
    by_hand = {mark["exercise"]: mark["points"] for mark in entry["by_hand"] if mark["points"] is not None}
    return [
        by_hand.get(exercise["id"], _rounded(_scaled(graded, exercise["points"])))
        for graded, exercise in zip(entry["exercises"], exercises, strict=True)
    ]


def number(value: float | None) -> str:
    """Return a number as people write it: 12.5, 4; a dash where there is none."""
    return cells.number(value) or "–"


def _scaled(graded: Mapping[str, Any], points: float) -> Fraction | None:
    if graded["state"] == "ungraded":
        return None
    return _exact(points) * graded["points"] / graded["of"] if graded["of"] else Fraction(0)


def _exact(value: float) -> Fraction:
    """Return the number that a person wrote: 0.1 is a tenth."""
    return Fraction(str(value))


def _sum(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(values) else None


def _rounded(value: Fraction | None) -> float | None:
    """Round to two decimals, half up."""
    return None if value is None else int(value * 100 + Fraction(1, 2)) / 100


def _plain(name: str) -> str:
    return " ".join(name.replace("/", " ").lower().split())
