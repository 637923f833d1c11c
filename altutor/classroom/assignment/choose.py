"""What an instructor types, read: which exercises, and for how many points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from altutor.classroom import catalogue, sheet
from altutor.classroom.assignment.assignment import Assigned
from altutor.classroom.exercise import Exercise
from altutor.errors import AltutorError


def exercises(words: Sequence[str]) -> list[Exercise]:
    """Return the exercises that words mean, in the order of the book.

    Parameters
    ----------
    words
        ``2`` or ``ch02`` for a chapter, ``ch02 e1 e3`` for exercises of one; also files of exercises.

    Raises
    ------
    AltutorError
        When there are no such exercises, or a word is none of these.
    """
    if not words:
        raise AltutorError("Nothing is assigned: type the chapters, such as `altutor assign 2 3 --out week3`.")
    wanted: list[tuple[str, list[str]]] = []
    for piece in (piece for word in words for piece in re.split(r"[/\\\s,]+", word) if piece):
        if re.fullmatch(r"\d+|ch\d.*", piece):
            wanted.append((_chapter(piece), []))
        elif re.match(r"(test_)?e\d", piece) and wanted:
            wanted[-1][1].append(piece)
        elif piece != "exercises":
            raise AltutorError(f"{piece!r} names no exercise: type a chapter, such as 2 or ch02, or ch02 e1 e3.")
    found = {
        one.id for chapter, own in wanted for e in own or [""] for one in catalogue.find(*filter(None, (chapter, e)))
    }
    return [catalogue.load(id_) for id_ in catalogue.ids() if id_ in found]


def _chapter(piece: str) -> str:
    """Return the word that the catalogue knows a chapter by."""
    word = f"ch{piece}" if piece.isdigit() else piece
    known = sorted({int(id_[2:4]) for id_ in catalogue.ids()})
    number = re.fullmatch(r"ch(\d+)", word)
    if number is not None and int(number[1]) not in known:
        raise AltutorError(
            f"There is no chapter {int(number[1])}: the book has {known[0]} to {known[-1]}, and `altutor exercises` "
            "lists all exercises."
        )
    return word


def assigned(
    chosen: Sequence[Exercise], settings: Sequence[str], before: Sequence[Assigned] = ()
) -> tuple[Assigned, ...]:
    """Return the exercises with their points.

    Parameters
    ----------
    settings
        Such as ``ch02 e1=10``; the others are worth what they were, or else their own points.
    before
        An earlier form of the assignment.

    Raises
    ------
    AltutorError
        When a setting is none, its points are not above 0, or it names an exercise that is not assigned.
    """
    points = {one.id: float(one.points) for one in chosen} | {one.id: one.points for one in before}
    for setting in settings:
        words, _, number = setting.rpartition("=")
        words = words.strip()
        value = sheet.number(number)
        if not words or value is None:
            example = f"{words or chosen[0].short}=10"
            raise AltutorError(f"--points {setting!r} is not understood: write it as --points {example!r}.")
        if value <= 0:
            raise AltutorError(f"--points {setting!r}: points must be above 0, such as --points '{words}=10'.")
        try:
            exercise = catalogue.one(words)
        except AltutorError as error:
            raise AltutorError(f"--points {setting!r}: {error}") from None
        if exercise.id not in {one.id for one in chosen}:
            raise AltutorError(f"--points {setting!r}: {exercise.short} is not assigned; add it, or leave this out.")
        points[exercise.id] = value
    return tuple(Assigned(one.id, points[one.id]) for one in chosen)
