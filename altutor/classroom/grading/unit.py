"""Grades one exercise of one submission."""

from __future__ import annotations

import codecs
import dataclasses
import tempfile
from pathlib import Path
from typing import Any

from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import NOT_STARTED, OPEN, PASSED, PartResult, examine, grade_part
from altutor.classroom.grading.words import kind, told
from altutor.classroom.sandbox.boxed import Sandbox

LARGEST = 200_000  # bytes of a file
LIMITED = ("time", "memory", "processes")  # what may be the fault of others on the machine
MISSING, UNGRADED = "missing", "ungraded"


def grade_file(
    exercise: Exercise, content: bytes | None, sandbox: Sandbox, variant: str = "", seed: int = 0
) -> dict[str, Any]:
    """Grade one file, or the lack of one.

    Parameters
    ----------
    content
        The file as it was handed in; None where there is none.
    variant
        Name of the student's variant; empty: the stub as it is shipped.
    seed
        Of the assignment; hidden from students.

    Returns
    -------
    dict
        The graded exercise as it stands in ``grades.json``. A failure of the grader makes it ``ungraded``, never 0.
    """
    if content is None:
        return _settled(exercise, MISSING, "No file for this exercise was handed in.")
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        return _settled(exercise, NOT_STARTED, "The file is empty.")
    if len(content) > LARGEST:
        return _settled(exercise, OPEN, f"The file is larger than {LARGEST:,} bytes, and was not run.")
    try:
        with tempfile.TemporaryDirectory(prefix="altutor-") as folder:
            Path(folder).chmod(0o755)  # without walls another user may have to read it
            file = Path(folder, f"{exercise.stem}.py")
            file.write_bytes(content)
            return _grade(exercise, file, content, sandbox, variant, seed)
    except Exception as error:  # of ours; nobody loses points for it
        return failed(exercise, f"The grader failed ({type(error).__name__}: {error}).")


def failed(exercise: Exercise, reason: str) -> dict[str, Any]:
    """Return what a failure of the grader leaves: nobody's points are known."""
    return _settled(exercise, UNGRADED, reason)


def regrade_limited(
    graded: dict[str, Any], exercise: Exercise, content: bytes, sandbox: Sandbox, variant: str = "", seed: int = 0
) -> dict[str, Any]:
    """Run the parts that hit a limit once more; to be called while nothing else runs."""
    again = [part["part"] for part in graded["parts"] if part["kind"] in LIMITED]
    alone = dataclasses.replace(exercise, parts=[part for part in exercise.parts if part.id in again])
    found = grade_file(alone, content, sandbox, variant, seed)
    parts = {part["part"]: part for part in graded["parts"]} | {part["part"]: part for part in found["parts"]}
    return _graded(exercise, list(parts.values()))


def _grade(exercise: Exercise, file: Path, content: bytes, sandbox: Sandbox, variant: str, seed: int) -> dict[str, Any]:
    state, refused = examine(exercise, file)
    source = content.decode("utf-8", "replace")
    if state is not None:
        results = [PartResult(part, 0, refused) for part in exercise.parts]
        parts = [_part(exercise, result, source) for result in results]
        return _settled(exercise, state, parts[0]["told"], parts)
    with sandbox.student(file, exercise) as student:
        return _graded(
            exercise,
            [_part(exercise, grade_part(exercise, part, student, variant, seed), source) for part in exercise.parts],
        )


def _part(exercise: Exercise, result: PartResult, source: str) -> dict[str, Any]:
    return {
        "part": result.part.id,
        "asks": result.part.asks,
        "points": result.points,
        "of": result.part.points,
        "kind": kind(result),
        "mistake": result.mistake,
        "told": told(exercise, result, source),
    }


def _graded(exercise: Exercise, parts: list[dict[str, Any]]) -> dict[str, Any]:
    stumbled = [part["part"] for part in parts if part["kind"] == UNGRADED]
    if stumbled:
        return _settled(exercise, UNGRADED, f"The grader failed at {', '.join(stumbled)}.", parts)
    state = PASSED if all(part["kind"] == "right" for part in parts) else OPEN
    return _settled(exercise, state, None, parts)


def _settled(
    exercise: Exercise, state: str, reason: str | None, parts: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    if parts is None:
        told = {"kind": state if state != OPEN else "refused", "mistake": None, "told": reason}
        parts = [{"part": one.id, "asks": one.asks, "points": 0, "of": one.points, **told} for one in exercise.parts]
    return {
        "exercise": exercise.id,
        "state": state,
        "points": sum(part["points"] for part in parts),
        "of": exercise.points,
        "reason": reason,
        "parts": parts,
    }
