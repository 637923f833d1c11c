"""Common wrong answers of an assignment: how each is told, which hint helps, and the code that gives it."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from altutor.classroom import catalogue
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.exercise import Exercise, Mistake, Part
from altutor.errors import AltutorError

ANSWERS = Path("tests", "exercises")  # of a clone


def solutions(assignment: Assignment, repo: Path) -> dict[str, bytes]:
    """Return two solutions of each exercise, by path.

    Raises
    ------
    AltutorError
        When the clone lacks one.
    """
    found = {}
    for one in assignment.exercises:
        found[f"{one.id}.py"] = _read(repo, one.id, "solution.py").encode()
        found[f"{one.id}.second.py"] = _read(repo, one.id, "second.py").encode()
    return found


def answers(assignment: Assignment, repo: Path) -> str:
    """Return the known wrong answers of all exercises in Markdown.

    Raises
    ------
    AltutorError
        When the clone lacks the code of one.
    """
    lines = [
        f"# Common wrong answers: {assignment.title}",
        "",
        "Each is recognised by its values. The student is told what the quote says, never the solution. The hints are",
        "those that help with this mistake; ask for the idea behind the wrong answer before you give one.",
        "",
    ]
    for one in assignment.exercises:
        exercise = catalogue.load(one.id)
        lines += [f"## {exercise.short} {exercise.title}", ""]
        for mistake in exercise.mistakes:
            code = _read(repo, one.id, f"wrong_{mistake.id.replace('-', '_')}.py").strip()
            lines += [f"### {mistake.id}", "", "The student is told:", "", f"> {mistake.says}", "", "To hint at:", ""]
            lines += [f"- {part.id}: {hint}" for part, hint in hints(exercise, mistake)]
            lines += [
                "",
                "<details><summary>The wrong code</summary>",
                "",
                f"```python\n{code}\n```",
                "",
                "</details>",
                "",
            ]
    return "\n".join(lines).rstrip() + "\n"


def hints(exercise: Exercise, mistake: Mistake) -> list[tuple[Part, str]]:
    """Return the hints that help against a mistake, each with its part: those parts whose grader names the mistake."""
    named = [part for part in exercise.parts if f'"{mistake.id}"' in _source(part)]
    chosen = named or [part for part in exercise.parts if len(part.hints) >= mistake.hint]
    return [(part, part.hints[min(mistake.hint, len(part.hints)) - 1]) for part in chosen]


def _source(part: Part) -> str:
    """Return the code of a part's grader and of what it calls in its own module."""
    module = vars(sys.modules[part.grade.__module__])
    seen, open_, text = set(), [part.grade.__name__], ""
    while open_:
        name = open_.pop()
        found = part.grade if name == part.grade.__name__ else module.get(name)
        if name in seen or not inspect.isfunction(found):
            continue
        seen.add(name)
        text += inspect.getsource(found)
        open_ += found.__code__.co_names
    return text


def _read(repo: Path, id_: str, name: str) -> str:
    path = repo / ANSWERS / id_ / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise AltutorError(
            f"{path} cannot be read ({error.strerror}): name the clone of this altutor's version with --repo."
        ) from error
