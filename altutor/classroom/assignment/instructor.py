"""What the instructor keeps: rubric, solutions, common wrong answers, slides, points and columns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from altutor.classroom import catalogue
from altutor.classroom.assignment import answers, columns, slides
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.assignment.rubric import rubric


def files(
    assignment: Assignment, goals: Mapping[str, str], chapters: Mapping[str, Any], repo: Path
) -> dict[str, bytes]:
    """Return the files by path.

    Parameters
    ----------
    goals
        The texts of the learning goals, by id.
    chapters
        Notebooks with their numbers filled in, by name.
    repo
        A clone, for the solutions.
    """
    shown = []
    for slug, notebook in chapters.items():
        own = [one for one in assignment.exercises if one.id.startswith(f"ch{slug}/")]
        shown.append(slides.of_chapter(notebook, [(catalogue.load(one.id), one.points) for one in own]))
    texts = {
        "rubric.md": rubric(assignment, goals),
        "answers.md": answers.answers(assignment, repo),
        "slides.html": slides.page(assignment.title, shown),
        "points.csv": columns.points(assignment),
        "columns.csv": columns.columns(assignment),
    }
    found = {path: text.encode() for path, text in texts.items()}
    return found | {f"solutions/{path}": text for path, text in answers.solutions(assignment, repo).items()}
