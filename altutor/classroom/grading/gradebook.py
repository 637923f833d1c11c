"""The gradebook: a CSV that a person may edit; what they changed is found again and kept."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from altutor.classroom import sheet
from altutor.classroom.export import cells
from altutor.classroom.grading import marks
from altutor.classroom.grading.differences import differences, print_differences
from altutor.errors import AltutorError
from altutor.files import dump_json, write_atomic

__all__ = ["changed", "differences", "ignored", "keep", "print_differences", "write"]

FILE = "gradebook.csv"
WRITTEN = ".work/gradebook.json"  # what FILE held when it was last written
MARK, COMMENT = "mark", "comment"
INSTEAD = {  # what to do in place of changing a column that is not read
    "name": "the roster says names",
    "earned": "type into the columns of the exercises",
    "late": "--late FILE says what lateness costs, and a number under mark replaces all",
    "by hand": "it follows from your marks",
    "of": "the assignment says what it is worth",
}
Change = tuple[str, str, str, str]  # student, exercise's id or "" (the mark) or "comment", old cell, new cell


def write(grades: Mapping[str, Any], folder: Path) -> Path:
    """Write ``gradebook.csv`` of grades, and note what it holds; return its path."""
    exercises = grades["exercises"]
    columns = _columns([one["short"] for one in exercises])
    rows = [_row(entry, exercises, grades["of"]) for entry in grades["students"]]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([columns, *rows])
    written = {
        "exercises": {one["short"]: one["id"] for one in exercises},
        "rows": {row[0]: dict(zip(columns[1:], row[1:], strict=True)) for row in rows},
    }
    # Stopped between the two files, the table may be the old or the new one: the note then knows both.
    write_atomic(folder / WRITTEN, dump_json(written | {"earlier": _held(folder / FILE)}))
    write_atomic(folder / FILE, text.getvalue())
    write_atomic(folder / WRITTEN, dump_json(written))
    return folder / FILE


def changed(folder: Path) -> list[Change]:
    """Return what a person changed in ``gradebook.csv`` since it was written: points, marks and comments.

    Raises
    ------
    AltutorError
        When a cell cannot be understood, so that nothing is lost by writing over it.
    """
    path, written = folder / FILE, _written(folder)
    before, ids, earlier = written["rows"], written["exercises"], written.get("earlier", {})
    if not path.exists() or not before:
        return []
    found = []
    for line, row in sheet.read(path, _columns(ids), ("student",)):
        student = row["student"]
        if student not in before:
            raise AltutorError(
                f"{path}, line {line}: there was no {student!r} when it was written; put people into the roster."
            )
        for column in (*ids, MARK):
            old, new = before[student][column], row[column]
            # An empty cell, or a column that is gone, takes nothing back.
            if new == "" or _same(old, new) or _same(earlier.get(student, {}).get(column, old), new):
                continue
            value = sheet.number(new)
            if value is None or not 0 <= value <= marks.MOST:
                raise AltutorError(f"{path}, line {line}, column {column} is {new!r}: write a number from 0.")
            found.append((student, ids.get(column, ""), old, new))
        known = ("", before[student][COMMENT], earlier.get(student, {}).get(COMMENT, ""))
        if row[COMMENT] not in known:
            found.append((student, COMMENT, before[student][COMMENT], row[COMMENT]))
    return found


def ignored(folder: Path) -> list[str]:
    """Return a sentence for each change in ``gradebook.csv`` that is not read, and that the next write puts back.

    Raises
    ------
    AltutorError
        As :func:`changed` does, where the table cannot be read.
    """
    path, written = folder / FILE, _written(folder)
    before, ids, earlier = written["rows"], written["exercises"], written.get("earlier", {})
    if not path.exists() or not before:
        return []
    rows = [(line, row) for line, row in sheet.read(path, _columns(ids), ("student",)) if row["student"] in before]
    there = {row["student"] for _, row in rows}
    found = [
        f"{path}: the line of {student} is gone. It is put back; the roster says who is in the class."
        for student in before
        if student not in there
    ]
    lost = []
    for column in (*ids, MARK, COMMENT, *INSTEAD):
        filled = sum(bool(before[row["student"]][column]) for _, row in rows)
        if filled > 1 and not any(row[column] for _, row in rows):
            lost.append(column)
            found.append(f"{path}: the column {column} is gone or empty. It is put back, and nothing else changes.")
    for line, row in rows:
        for column in (*ids, MARK, COMMENT, *INSTEAD):
            old, new = before[row["student"]][column], row[column]
            known = (old, earlier.get(row["student"], {}).get(column, old))
            if column in lost or any(_same(one, new) for one in known) or (column not in INSTEAD and new):
                continue
            if column in INSTEAD:
                instead = f"That is not read, and is put back: {INSTEAD[column]}"
            else:
                instead = "An empty cell changes nothing, and is filled again: to take back what you gave, change "
                instead += "marks.csv" + ("" if column == COMMENT else ", and for no points type 0")
            found.append(f"{path}, line {line}: {column} of {row['student']} is {new!r}, and was {old!r}. {instead}.")
    return found


def keep(changes: Sequence[Change], marked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return a person's marks, as :func:`altutor.classroom.grading.marks.read` returns them, with the changes."""
    found = {(mark["student"], mark["exercise"]): dict(mark) for mark in marked}
    for student, where, _, new in changes:
        key = (student, "" if where == COMMENT else where)
        mark = found.setdefault(key, {"student": student, "exercise": key[1], "points": None, "comment": ""})
        if where == COMMENT:
            mark["comment"] = new
        else:
            mark["points"] = sheet.number(new)
    return list(found.values())


def _columns(exercises: Iterable[str]) -> list[str]:
    return ["student", "name", *exercises, *("earned", "late", "by hand", MARK, "of", COMMENT)]


def _written(folder: Path) -> dict[str, Any]:
    """Return what the gradebook held when it was last written; without rows where it never was."""
    note = folder / WRITTEN
    if not note.exists():
        return {"rows": {}, "exercises": {}}
    try:
        written = json.loads(note.read_text(encoding="utf-8"))
        if not isinstance(written["rows"], dict) or not isinstance(written["exercises"], dict):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        raise AltutorError(
            f"{note} is damaged: copy your own changes from {FILE} into marks.csv, then delete both files."
        ) from None
    return dict(written)


def _held(path: Path) -> dict[str, dict[str, str]]:
    """Return the cells of a table by student, as they are; none where it cannot be read."""
    if not path.exists():
        return {}
    try:
        _, rows = sheet.lines(path, "close the program that has it open")
    except AltutorError:
        return {}
    columns = rows[0][1] if rows else []
    held = [dict(zip(columns, row, strict=False)) for _, row in rows[1:]]
    return {row["student"]: row for row in held if "student" in row}


def _row(entry: Mapping[str, Any], exercises: Sequence[Mapping[str, Any]], of: float) -> list[str]:
    points = [cells.number(value) for value in marks.counted(entry, exercises)]
    short = {one["id"]: one["short"] for one in exercises} | {"": MARK}
    by_hand = [short[mark["exercise"]] for mark in entry["by_hand"] if mark["points"] is not None]
    comments = [mark["comment"] for mark in entry["by_hand"] if mark["comment"] and not mark["exercise"]]
    late = entry["late"]["says"] if entry["late"] else ""
    return [
        entry["student"],
        cells.text(entry["name"]),
        *points,
        cells.number(entry["earned"]),
        cells.text(late),
        cells.text(", ".join(by_hand)),
        cells.number(entry["mark"]),
        cells.number(of),
        cells.text(" ".join(comments)),
    ]


def _same(old: str, new: str) -> bool:
    """Whether two cells say the same; spreadsheets write 4 as 4.0 or 4,00."""
    first, second = sheet.number(old), sheet.number(new)
    if first is None or second is None:
        return old.split() == new.split()
    return abs(first - second) < 1e-9
