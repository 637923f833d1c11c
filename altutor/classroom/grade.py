"""Grades one exercise of one student: points and, for each part that is not right, what to tell."""

from __future__ import annotations

import hashlib
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from altutor.classroom import source, stubs
from altutor.classroom.ask import Ask, Wrong
from altutor.classroom.exercise import Exercise, Part
from altutor.classroom.student import Student, Trouble

PASSED, OPEN, NOT_STARTED = "passed", "open", "not started"


@dataclass(frozen=True)
class PartResult:
    """What a part earned.

    Attributes
    ----------
    part
        The part.
    points
        0 or all of the part's points.
    found
        What was wrong: :class:`Wrong`, :class:`Trouble`, :class:`altutor.classroom.source.Refused`, or None.
    printed
        What the student's code printed.
    seconds
        How long it took.
    """

    part: Part
    points: int
    found: Exception | None = None
    printed: str = ""
    seconds: float = 0.0

    @property
    def mistake(self) -> str | None:
        """Id of the known wrong answer that was recognised."""
        return getattr(self.found, "mistake", None)


@dataclass(frozen=True)
class Result:
    """What an exercise earned."""

    exercise: Exercise
    state: str
    parts: list[PartResult] = field(default_factory=list)

    @property
    def points(self) -> int:
        """The sum over parts."""
        return sum(part.points for part in self.parts)


def grade(exercise: Exercise, path: Path, student: Student, variant: str = "", seed: int = 0) -> Result:
    """Grade all parts of an exercise.

    Parameters
    ----------
    path
        The student's file.
    student
        Who answers for it.
    variant
        Name of the variant; empty: the stub as it is shipped.
    seed
        Another seed asks the same questions with other numbers.
    """
    state, refused = examine(exercise, path)
    if state is not None:
        return Result(exercise, state, [PartResult(part, 0, refused) for part in exercise.parts])
    results = [grade_part(exercise, part, student, variant, seed) for part in exercise.parts]
    return Result(exercise, PASSED if all(one.found is None for one in results) else OPEN, results)


def examine(exercise: Exercise, path: Path) -> tuple[str | None, Exception | None]:
    """Look at a file without running it: its state if that is settled, and why nothing of it is run."""
    try:
        source.require_own_work(exercise, path)
    except source.Untouched as found:
        return NOT_STARTED, found
    except source.Refused as found:
        return OPEN, found
    return None, None


def grade_part(exercise: Exercise, part: Part, student: Student, variant: str = "", seed: int = 0) -> PartResult:
    """Grade one part, each time with other numbers; the first wrong answer decides."""
    started = time.perf_counter()
    printed = ""
    for draw in range(part.draws):
        ask = Ask(
            exercise, student, _rng(exercise, part, variant, seed, draw), constants(exercise, variant), part.seconds
        )
        try:
            with threadpool_limits(1):  # small fits in graders are faster so
                part.grade(ask)
        except (Wrong, Trouble) as found:
            return PartResult(part, 0, found, printed or ask.printed, time.perf_counter() - started)
        except Exception as error:  # the grader stumbled over an answer; nothing else is lost
            stumbled = Trouble("grader", f"{type(error).__name__}: {error}", trace=traceback.format_exc())
            return PartResult(part, 0, stumbled, printed or ask.printed, time.perf_counter() - started)
        printed = printed or ask.printed
    return PartResult(part, part.points, None, printed, time.perf_counter() - started)


def drawn(exercise: Exercise, variant: str) -> dict[str, Any]:
    """Return the constants in which a variant differs from the stub as shipped."""
    if exercise.constants is None or not variant:
        return {}
    return exercise.constants(np.random.default_rng(number(f"{exercise.id} {variant}")))


def constants(exercise: Exercise, variant: str) -> dict[str, Any]:
    """Return all constants at the top of a variant's stub."""
    return stubs.constants(exercise) | drawn(exercise, variant)


def number(text: str) -> int:
    """Return a seed that a text stands for, the same on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _rng(exercise: Exercise, part: Part, variant: str, seed: int, draw: int) -> np.random.Generator:
    return np.random.default_rng([number(f"{exercise.id} {part.id} {variant}"), seed, draw])
