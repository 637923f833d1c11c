"""The rubric of an assignment: what each part asks, what it is worth, and what earns nothing."""

from __future__ import annotations

from collections.abc import Mapping

from altutor.classroom import catalogue
from altutor.classroom.assignment.assignment import Assigned, Assignment
from altutor.classroom.assignment.wording import amount, cell, counted, day_and_time
from altutor.classroom.readme import STEPS

NOTHING = """\
A part earns all of its points or none. It is asked several times, each time with other numbers, and every answer must
be right. What is right is worked out apart from the reference solution; a second solution shows that it is not the only
way.

These earn nothing for a part:

- an answer that is wrong once, also where it is right for the numbers of `pytest exercises/`;
- code that stops with an error, ends the program, or takes longer than the part allows;
- an answer of another kind: text for a number, a list of another length.

These earn nothing for the whole exercise:

- a file that is not there, or is still the stub (comments and layout do not count);
- a file that Python cannot read, or that is not UTF-8;
- a file that imports from altutor what it should write, or holds a copy of it. What may be imported is listed below.
"""


def rubric(assignment: Assignment, goals: Mapping[str, str]) -> str:
    """Return the rubric in Markdown.

    Parameters
    ----------
    goals
        The texts of the learning goals, by id.
    """
    due = day_and_time(assignment.due) if assignment.due else "none"
    lines = [
        f"# Rubric: {assignment.title}",
        "",
        f"Due: {due}. Together {counted(assignment.points)}.",
        "",
        "## How points are earned",
        "",
        NOTHING,
    ]
    if assignment.variants and any(catalogue.load(one.id).constants for one in assignment.exercises):
        lines += [
            "Each student has constants of their own at the top of some files. The questions are the same. The",
            "solutions beside this rubric have the constants of the files as they are shipped.",
            "",
        ]
    for one in assignment.exercises:
        lines += [*_exercise(one, goals), ""]
    return "\n".join(lines).rstrip() + "\n"


def _exercise(one: Assigned, goals: Mapping[str, str]) -> list[str]:
    exercise = catalogue.load(one.id)
    scale = one.points / exercise.points
    lines = [
        f"## {exercise.short} {exercise.title}",
        "",
        f"{counted(one.points)}. {exercise.kind.capitalize()}, {exercise.minutes} minutes, "
        f"{STEPS[exercise.difficulty]}. File: `{exercise.stem}.py`.",
        "",
        "Afterwards students can:",
        "",
        *(f"- {goals[id_]} ({id_})" for id_ in exercise.goals),
        "",
        "| part | asks that | points | own points | asked | seconds |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for part in exercise.parts:
        asked = "once" if part.draws == 1 else f"{part.draws} times"
        worth = f"{amount(part.points * scale)} | {part.points}"
        lines.append(f"| {part.id} | {cell(part.asks)} | {worth} | {asked} | {part.seconds:g} |")
    may = ", ".join(f"`{module}`" for module in exercise.uses) or "nothing"
    lines += ["", f"May be imported from altutor: {may}."]
    if exercise.instead_of:
        lines += [f"To be written anew, not copied: {', '.join(f'`{name}`' for name in exercise.instead_of)}."]
    known = ", ".join(f"`{mistake.id}`" for mistake in exercise.mistakes)
    return [*lines, "", f"Known wrong answers ([what to say](answers.md)): {known}."]
