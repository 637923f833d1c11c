"""An assignment: which exercises, for how many points, until when; kept in ``assignment.json``."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from altutor.classroom import catalogue
from altutor.errors import AltutorError
from altutor.files import dump_json, write_atomic

FILE = "assignment.json"
SCHEMA = 1
SEEDS = 2**63
END_OF_DAY = time(23, 59, 59)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Assigned:
    """One exercise of an assignment.

    Attributes
    ----------
    id
        ``chNN_slug/eK_slug``.
    points
        What it is worth here.
    """

    id: str
    points: float


@dataclass(frozen=True)
class Assignment:
    """What a class is to do.

    Attributes
    ----------
    name
        Letters, digits, ``-`` and ``_``; files and columns are named after it.
    title
        What people read.
    seed
        Draws the numbers of the hidden checks: the instructor's alone.
    exercises
        In the order of the book.
    due
        With a time zone; None: whenever.
    variants
        Whether each student has constants of their own.
    altutor
        Version that made it.
    """

    name: str
    title: str
    seed: int
    exercises: tuple[Assigned, ...]
    due: datetime | None
    variants: bool
    altutor: str

    @property
    def points(self) -> float:
        """What all exercises are worth together."""
        return sum(one.points for one in self.exercises)


def folder_of(path: Path) -> Path:
    """Return the folder of an assignment; its ``assignment.json`` may be named in its place."""
    return path.parent if path.name == FILE and path.is_file() else path


def load(folder: Path) -> Assignment:
    """Read the assignment of a folder, which may be named by its ``assignment.json``.

    Raises
    ------
    AltutorError
        When there is none, or a field of it is not what it should be.
    """
    path = folder_of(folder) / FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AltutorError(
            f"There is no {path}: name the folder that `altutor assign` wrote, such as --assignment week3/."
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise AltutorError(f"{path} cannot be read ({error}): bring it back from your copy of the folder.") from error
    if not isinstance(raw, dict):
        raise _wrong(path, "the file", "one JSON object")
    if raw.get("schema") != SCHEMA:
        raise _wrong(path, "schema", f"{SCHEMA} (a later altutor may have written it: update altutor)")
    return Assignment(
        name=_field(path, raw, "name", str, "letters, digits, - and _", lambda value: NAME.fullmatch(value)),
        title=_field(path, raw, "title", str, "a text that is not empty", str.strip),
        seed=_field(path, raw, "seed", int, "a whole number from 0 below 2**63", lambda value: 0 <= value < SEEDS),
        exercises=_exercises(path, raw),
        due=_due(path, raw),
        variants=_field(path, raw, "variants", bool, "true or false"),
        altutor=_field(path, raw, "altutor", str, "the version that made it", bool),
    )


def save(assignment: Assignment, folder: Path) -> Path:
    """Write an assignment into a folder, and return its file."""
    path = folder / FILE
    due = None if assignment.due is None else assignment.due.isoformat()
    exercises = [{"id": one.id, "points": one.points} for one in assignment.exercises]
    content = {"schema": SCHEMA} | vars(assignment) | {"exercises": exercises, "due": due}
    write_atomic(path, dump_json(content, indent=1))
    return path


def moment(text: str, what: str) -> datetime:
    """Return a date, or a date and a time, in ISO 8601; without a zone it is this machine's.

    Parameters
    ----------
    text
        Such as ``2026-12-01T23:59``, ``2026-12-01T23:59+01:00`` or ``2026-12-01``, which means the end of that day.
    what
        Names the place where it stands, for the error.

    Raises
    ------
    AltutorError
        When it is neither.
    """
    text = text.strip()
    try:
        try:
            found = datetime.combine(date.fromisoformat(text), END_OF_DAY)
        except ValueError:
            found = datetime.fromisoformat(text)
        return found if found.tzinfo is not None else found.astimezone()
    except (ValueError, OverflowError, OSError):
        raise AltutorError(
            f"{what} is {text!r}, which is no date: write 2026-12-01T23:59, or 2026-12-01 for the end of that day."
        ) from None


def _exercises(path: Path, raw: dict[str, Any]) -> tuple[Assigned, ...]:
    listed = _field(path, raw, "exercises", list, "a list of exercises that is not empty", bool)
    known, found = catalogue.ids(), []
    for number, one in enumerate(listed, 1):
        where = f"exercise {number}"
        if not isinstance(one, dict) or not isinstance(one.get("id"), str):
            raise _wrong(path, where, 'an object such as {"id": "ch01_fair_race/e1_least_confidence", "points": 4}')
        if one["id"] not in known:
            made = raw.get("altutor")
            raise _wrong(path, where, f"an exercise of this altutor, which {one['id']!r} is not (made by {made})")
        points = one.get("points")
        if isinstance(points, bool) or not isinstance(points, int | float) or not 0 < points < math.inf:
            raise _wrong(path, f"the points of {where}", "a number above 0")
        found.append(Assigned(one["id"], float(points)))
    if len({one.id for one in found}) < len(found):
        raise _wrong(path, "exercises", "a list in which none stands twice")
    return tuple(found)


def _due(path: Path, raw: dict[str, Any]) -> datetime | None:
    if raw.get("due", 0) is None:
        return None
    text = _field(path, raw, "due", str, "a date and time such as 2026-12-01T23:59:00+01:00, or null")
    return moment(text, f"{path}: due")


def _field(path: Path, raw: dict[str, Any], name: str, kind: type, wanted: str, fits: Any = lambda value: True) -> Any:
    value = raw.get(name)
    if type(value) is not kind or not fits(value):
        raise _wrong(path, name, wanted)
    return value


def _wrong(path: Path, field: str, wanted: str) -> AltutorError:
    return AltutorError(f"{path}: {field} must be {wanted}. Mend it, or bring the file back from your copy.")
