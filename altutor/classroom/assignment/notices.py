"""What an instructor should know of an assignment that was just written, and may not have meant."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from altutor.classroom import catalogue
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.assignment.wording import amount, counted, day_and_time, listed

AUTOGRADERS = {"gradescope": "autograder.zip", "classroom50": "classroom50"}


def of(made: Assignment, before: Assignment | None, folder: Path, roster: Path | None, *, new_due: bool) -> list[str]:
    """Return whole sentences.

    Parameters
    ----------
    before
        What the folder held.
    folder
        As it is typed in commands.
    roster
        The file.
    new_due
        Whether the due date was given now.
    """
    said = _points(made, before) + _variants(made) + _older(made, folder, roster)
    if new_due and made.due is not None and made.due < datetime.now(UTC):
        said.append(f"The due date is in the past: {day_and_time(made.due)}.")
    return said


def _points(made: Assignment, before: Assignment | None) -> list[str]:
    """Return a sentence where points differ from before."""
    were = {one.id: one.points for one in before.exercises} if before else {}
    changed = [
        f"{catalogue.load(one.id).short} {amount(were[one.id])}, now {amount(one.points)}"
        for one in made.exercises
        if were.get(one.id, one.points) != one.points
    ]
    if not changed or before is None:
        return []
    whole = f"together {amount(before.points)}, now {counted(made.points)}"
    return [f"Points differ from before: {'; '.join(changed)}; {whole}."]


def _variants(made: Assignment) -> list[str]:
    """Return a sentence where a variant changes nothing in some exercises."""
    if not made.variants:
        return []
    plain = [one.short for one in (catalogue.load(one.id) for one in made.exercises) if not one.constants]
    if len(plain) == len(made.exercises):
        return ["None of these exercises has constants that a variant changes: all students get the same questions."]
    return [f"No constants, so the same for all: {listed(plain)}."] if plain else []


def _older(made: Assignment, folder: Path, roster: Path | None) -> list[str]:
    """Return a sentence for each autograder that was made of the assignment as it was."""
    needed = f" --roster {roster or 'roster.csv'}" if made.variants else ""
    return [
        f"{folder / name} is older than this assignment: type `altutor export --to {to} --assignment {folder}{needed}` "
        "again."
        for to, name in AUTOGRADERS.items()
        if (folder / name).exists()
    ]
