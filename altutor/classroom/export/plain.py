"""Marks as plain CSV, for a spreadsheet: one line a student, one column an exercise.

RFC 4180 ("Common Format and MIME Type for Comma-Separated Values Files", 2005), in UTF-8 with a byte order mark,
without which Excel does not see that it is UTF-8.
"""

from __future__ import annotations

from typing import Any

from altutor.classroom.export import cells
from altutor.classroom.export.table import Table, comments, without_mark
from altutor.classroom.grading.marks import counted


def table(grades: dict[str, Any]) -> Table:
    """Return the file."""
    rows = []
    for student in grades["students"]:
        rows.append(
            [
                cells.text(student["student"]),
                cells.text(student["name"]),
                *(cells.number(value) for value in counted(student, grades["exercises"])),
                cells.number(student["earned"]),
                cells.text(student["late"]["says"] if student["late"] else ""),
                cells.number(student["mark"]),
                cells.number(grades["of"]),
                cells.text(" ".join(comments(student, grades))),
            ]
        )
    exercises = [cells.text(info["short"]) for info in grades["exercises"]]
    return Table(
        name=f"{grades['assignment']}.csv",
        header=["student", "name", *exercises, "earned", "late", "mark", "of", "comment"],
        rows=rows,
        next="Open {path} in a spreadsheet, or read it with pandas.read_csv.",
        says=without_mark(grades, "Their cells are empty"),
        bom=True,
    )
