"""The table that an export makes of grades, and what all of them ask of students and roster."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sized
from dataclasses import dataclass, field
from typing import Any

from altutor.classroom.assignment.roster import Person
from altutor.classroom.export import cells
from altutor.errors import AltutorError

NAMED = 5  # people who are named in one sentence
BOM = "\ufeff"


@dataclass(frozen=True)
class Table:
    """A CSV file before it is written.

    Attributes
    ----------
    name
        Of the file.
    header, rows
        Cells as they are written.
    says
        Sentences for the instructor.
    next
        What to do with the file.
    bom
        Whether it begins with a byte order mark.
    """

    name: str
    header: list[str]
    rows: list[list[str]]
    next: str
    says: list[str] = field(default_factory=list)
    bom: bool = False

    def csv(self) -> str:
        """Return the file's text, with the quotation marks and line ends of RFC 4180 (2005)."""
        content = io.StringIO(newline="")
        csv.writer(content, lineterminator="\r\n").writerows([self.header, *self.rows])
        return (BOM if self.bom else "") + content.getvalue()


def marked(grades: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the students who have a mark."""
    return [one for one in grades["students"] if one["mark"] is not None]


def without_mark(grades: dict[str, Any], what: str) -> list[str]:
    """Return a sentence that names who has no mark; none where all have one.

    Parameters
    ----------
    what
        What that means for the file.
    """
    names = [one["student"] for one in grades["students"] if one["mark"] is None]
    if not names:
        return []
    mend = "grade again, or give a mark by hand, and export again"
    return [f"{count(names, 'student has', 'students have')} no mark yet: {listed(names)}. {what}; {mend}."]


def comments(student: dict[str, Any], grades: dict[str, Any]) -> list[str]:
    """Return what a person wrote about a student's work."""
    short = {one["id"]: f"{one['short']}: " for one in grades["exercises"]}
    return [short.get(one["exercise"], "") + one["comment"] for one in student["by_hand"] if one["comment"]]


def key(person: Person, column: str) -> str:
    """Return a person's key of a platform; it must stand in the file as it is.

    Raises
    ------
    AltutorError
        When a spreadsheet would take it for a formula.
    """
    value: str = getattr(person, column)
    if cells.text(value) != value:
        raise AltutorError(
            f"The roster's column {column} of {person.student} is {value!r}, which a spreadsheet takes for a formula, "
            "and which cannot be changed without losing the person: correct it there and type the same command again."
        )
    return value


def lacking(students: Iterable[dict[str, Any]], roster: dict[str, Person], columns: tuple[str, ...]) -> list[str]:
    """Return the students for whom the roster has none of some columns."""
    return [
        one["student"]
        for one in students
        if not any(getattr(roster.get(one["student"]), column, "") for column in columns)
    ]


def listed(names: list[str]) -> str:
    """Return a few names, and how many more there are."""
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def count(things: Sized, one: str, several: str) -> str:
    """Return how many things there are, in words that fit."""
    return f"{len(things)} {one if len(things) == 1 else several}"
