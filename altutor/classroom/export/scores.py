"""What both autograders say of a graded submission: one line a part, with points as the assignment counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from altutor.classroom import catalogue
from altutor.classroom.assignment.assignment import Assignment
from altutor.errors import AltutorError


@dataclass(frozen=True)
class Line:
    """A part of an exercise, or an exercise as a whole.

    Attributes
    ----------
    name
        Such as ``ch02 e1 scores``.
    points, of
        Earned, and to be had, by the assignment's points.
    output
        What the student is told.
    """

    name: str
    points: float
    of: float
    output: str

    @property
    def passed(self) -> bool:
        """Whether nothing is missing."""
        return self.points >= self.of


def lines(graded: Sequence[dict[str, Any]], assignment: Assignment) -> list[Line]:
    """Return all lines of a submission.

    Raises
    ------
    AltutorError
        When something could not be graded: then there is no score, which is not the same as a score of 0.
    """
    failed = [f"{one['exercise']} ({one['reason']})" for one in graded if one["state"] == "ungraded"]
    if failed:
        raise AltutorError(
            f"Not graded, for a failure of the grader: {'; '.join(failed)}. Grade this submission again."
        )
    worth = {one.id: one.points for one in assignment.exercises}
    found = []
    for one in graded:
        short = catalogue.load(one["exercise"]).short
        scale = worth[one["exercise"]] / one["of"]
        if not one["parts"]:
            found.append(Line(short, one["points"] * scale, one["of"] * scale, one["reason"] or one["state"]))
        for part in one["parts"]:
            told = [
                f"The exercise asks that {part['asks']}.",
                part["told"] or ("Right." if part["kind"] == "right" else ""),
            ]
            output = "\n\n".join(text for text in told if text)
            found.append(Line(f"{short} {part['part']}", part["points"] * scale, part["of"] * scale, output))
    return found


def header(notes: Sequence[str], sandbox: str) -> str:
    """Return what is said of a submission as a whole."""
    return "\n".join([*notes, f"Sandbox: {sandbox}."])
