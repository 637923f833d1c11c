"""What an instructor types, read: which exercises, and for how many points."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from altutor.classroom import catalogue
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
            wanted.append((f"ch{piece}" if piece.isdigit() else piece, []))
        elif re.match(r"(test_)?e\d", piece) and wanted:
            wanted[-1][1].append(piece)
        elif piece != "exercises":
            raise AltutorError(f"{piece!r} names no exercise: type a chapter, such as 2 or ch02, or ch02 e1 e3.")
    found = {
        one.id for chapter, own in wanted for e in own or [""] for one in catalogue.find(*filter(None, (chapter, e)))
    }
    return [catalogue.load(id_) for id_ in catalogue.ids() if id_ in found]


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
        When a setting is none, or names an exercise that is not assigned.
    """
    points = {one.id: float(one.points) for one in chosen} | {one.id: one.points for one in before}
    for setting in settings:
        words, _, number = setting.rpartition("=")
        try:
            value = float(number)
        except ValueError:
            value = math.nan
        if not words.strip() or not 0 < value < math.inf:
            raise AltutorError(f"--points {setting!r} is not understood: write it as --points 'ch02 e1=10'.")
        exercise = catalogue.one(words)
        if exercise.id not in {one.id for one in chosen}:
            raise AltutorError(f"--points {setting!r}: {exercise.short} is not assigned; add it, or leave this out.")
        points[exercise.id] = value
    return tuple(Assigned(one.id, points[one.id]) for one in chosen)
