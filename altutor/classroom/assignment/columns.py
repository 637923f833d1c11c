"""Tables for spreadsheets and learning platforms: the points of each part, and the columns to set up."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from altutor.classroom import catalogue
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.assignment.wording import amount
from altutor.classroom.export import cells

SET_UP = {
    "canvas": "+ Assignment, with this name, points and due date; Submission Type: Online, File Uploads",
    "moodle": "Add an activity, Assignment, with this name, maximum grade and due date; File submissions",
    "gradescope": "Create Assignment, Programming Assignment, with this name and these autograder points",
    "classroom50": "an assignment with this name; its scores are whole numbers, in hundredths of points where need be",
}


def points(assignment: Assignment) -> str:
    """Return what each part is worth, as CSV."""
    rows = []
    for one in assignment.exercises:
        exercise = catalogue.load(one.id)
        for part in exercise.parts:
            here = amount(part.points * one.points / exercise.points)
            rows.append([one.id, exercise.short, exercise.title, part.id, part.points, here])
    return _csv(["exercise", "short", "title", "part", "own_points", "points"], rows)


def columns(assignment: Assignment) -> str:
    """Return the column that each learning platform needs, as CSV."""
    due = assignment.due.isoformat(timespec="minutes") if assignment.due else ""
    title = cells.text(assignment.title)
    rows = [[platform, title, amount(assignment.points), due, words] for platform, words in SET_UP.items()]
    return _csv(["platform", "name", "points", "due", "set_up"], rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
