"""Who takes part: a roster in CSV, one line a person."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from altutor.classroom import sheet
from altutor.classroom.assignment.assignment import moment
from altutor.errors import AltutorError

SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,63}")  # begins no option, hides no file
NOT_ON_WINDOWS = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
KEYS = ("email", "canvas_id", "moodle_id", "sid", "github")  # each finds one person


@dataclass(frozen=True)
class Person:
    """One line of a roster.

    Attributes
    ----------
    student
        The id, which names files.
    name, email, section, group
        As people write them; those of one group hand in together.
    canvas_id, moodle_id, sid, github
        Keys of learning platforms.
    variant
        Names the person's own constants; where the roster has none, the id.
    due
        A deadline of their own.
    """

    student: str
    name: str = ""
    email: str = ""
    section: str = ""
    group: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    sid: str = ""
    github: str = ""
    variant: str = ""
    due: datetime | None = None


COLUMNS = tuple(field.name for field in fields(Person))


def read(path: Path) -> dict[str, Person]:
    """Return the people of a roster by id, in its order.

    Parameters
    ----------
    path
        CSV in UTF-8, cells parted by commas or semicolons; the first line names the columns. Capitals, blanks and
        hyphens in names of columns do not matter. :func:`ignored` lists the columns that nothing reads.

    Raises
    ------
    AltutorError
        Names the line and the column that must be mended.
    """
    columns, lines = _lines(path)
    people: dict[str, Person] = {}
    seen: dict[tuple[str, str], int] = {}
    for number, cells in lines:
        row = dict(zip(columns, cells, strict=False))
        person = _person(path, number, row)
        for column in ("student", *KEYS):
            value = getattr(person, column).casefold()  # files of two names may be one on Windows and macOS
            if value and (first := seen.setdefault((column, value), number)) != number:
                raise _wrong(path, number, column, f"is {row[column]!r}, as in line {first}: it must be one person's")
        people[person.student] = person
    if not people:
        raise AltutorError(f"{path} names nobody: write one line for each student below the line of column names.")
    return people


def ignored(path: Path) -> list[str]:
    """Return the names of a roster's columns that nothing reads."""
    return [column for column in _lines(path)[0] if column not in COLUMNS and column]


def _lines(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the names of the columns, and the other lines that are not empty with their numbers."""
    head, rows = sheet.lines(path, "a roster is a CSV file with a column student")
    known = {column.replace("_", ""): column for column in COLUMNS}
    named = rows[0][1] if rows else []
    columns = [known.get(re.sub(r"[\s_-]+", "", cell).lower(), cell) for cell in named]
    if "student" not in columns:
        found = f"it is {head.strip()[:80]!r}" if rows else "the file is empty"
        parted = " parted by commas or semicolons," if "\t" in head or not rows else ""
        raise AltutorError(f"{path}: the first line must name the columns,{parted} one of them student; {found}.")
    for column in COLUMNS:
        if columns.count(column) > 1:
            raise AltutorError(f"{path}, line 1: there are {columns.count(column)} columns {column}; keep one of them.")
    for number, cells in rows[1:]:
        if any(cells[len(columns) :]):
            raise AltutorError(
                f"{path}, line {number} has {len(cells)} cells and line 1 names {len(columns)} columns: put a text "
                "that holds the separator between double quotes."
            )
    return columns, rows[1:]


def _person(path: Path, number: int, row: dict[str, str]) -> Person:
    given = {column: row.get(column, "") for column in COLUMNS}
    due = given.pop("due")
    given["variant"] = given["variant"] or given["student"]
    for column in ("student", "variant"):
        value = given[column]
        if not SAFE.fullmatch(value) or value.endswith(".") or NOT_ON_WINDOWS.fullmatch(value):
            allowed = "up to 64 letters a to z, digits and . _ - + @, since it names files"
            raise _wrong(path, number, column, f"is {value!r}: write {allowed}")
    deadline = moment(due, f"{path}, line {number}, column due") if due else None
    return Person(**given, due=deadline)


def _wrong(path: Path, number: int, column: str, what: str) -> AltutorError:
    return AltutorError(f"{path}, line {number}, column {column} {what}.")
