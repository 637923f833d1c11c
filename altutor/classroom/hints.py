"""Gives hints one step at a time."""

from __future__ import annotations

from dataclasses import dataclass

from altutor.classroom.exercise import Exercise, Part
from altutor.classroom.progress import Progress


@dataclass(frozen=True)
class Hint:
    """One step.

    Attributes
    ----------
    number, of
        Which hint of how many.
    """

    part: Part
    number: int
    of: int
    text: str


def next_hint(exercise: Exercise, progress: Progress) -> Hint | None:
    """Return the next hint on the first part that is open, and note that it was seen; None where no part is.

    A wrong answer that was recognised says how much is understood: hints before the one that helps are left out.
    """
    entry = progress[exercise.id]
    for part in exercise.parts:
        earned = entry["parts"].get(part.id, {"points": 0, "mistake": None})
        if earned["points"] == part.points:
            continue
        seen = entry["hints"].get(part.id, 0)
        known = [mistake.hint for mistake in exercise.mistakes if mistake.id == earned["mistake"]]
        number = min(max([seen + 1, *known]), len(part.hints))
        entry["hints"][part.id] = max(seen, number)
        return Hint(part, number, len(part.hints), part.hints[number - 1])
    return None
