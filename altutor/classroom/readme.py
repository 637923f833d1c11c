"""Describes the exercises of a chapter in Markdown: for the folder's README and for the site."""

from __future__ import annotations

from collections.abc import Sequence

from altutor.classroom.exercise import Exercise

STEPS = ("", "easy", "medium", "hard")
WEIGHTS = ("", "for the curious", "worth doing", "do this one")


def readme(exercises: Sequence[Exercise]) -> str:
    """Return the README of a chapter's folder."""
    chapter = exercises[0].chapter
    number = int(chapter.removeprefix("ch").partition("_")[0])
    lines = [
        f"# Exercises of chapter {number}",
        "",
        f"Check yourself with `pytest exercises/{chapter}`; see `altutor exercises` for what is open, and type",
        f"`altutor hint {exercises[0].short}` for a hint. The task stands at the top of each file.",
        "",
    ]
    for exercise in exercises:
        lines += [f"## {exercise.stem.partition('_')[0]} {exercise.title}", "", facts(exercise), ""]
        lines += [*parts(exercise), ""]
    return "\n".join(lines).rstrip() + "\n"


def facts(exercise: Exercise) -> str:
    """Return one paragraph of what to know before starting."""
    needs = f" Do first: {', '.join(exercise.needs)}." if exercise.needs else ""
    return f"`{exercise.stem}.py`: {about(exercise)}.{needs} Learning goals: {', '.join(exercise.goals)}."


def about(exercise: Exercise) -> str:
    """Return kind, minutes, difficulty, importance and points in words."""
    return (
        f"{exercise.kind}, {exercise.minutes} minutes, {STEPS[exercise.difficulty]}, "
        f"{WEIGHTS[exercise.importance]}, {exercise.points} points"
    )


def parts(exercise: Exercise) -> list[str]:
    """Return the parts as a list, each with its points."""
    return [f"- {part.asks} ({part.points} {'point' if part.points == 1 else 'points'})" for part in exercise.parts]
