"""Marks for Moodle: the CSV file that its gradebook imports.

Confirmed in Moodle's own importer (``grade/import/csv/classes/load_data.php`` of moodle/moodle, read in 2026) and in
"Grade import" (MoodleDocs 3.11 and 4.5, read in 2026):

- The teacher says which column holds what: one finds the person (email address, ID number or user name), one is a grade
  item or makes a new one, one is the feedback of a grade item. Names of columns are free.
- A row without a key is taken for the person of the row above, and one unknown key stops the whole import: one key is
  used that everybody has.
- An empty grade takes away the one that Moodle has: people without a mark are left out of the file.
- Above 100 points an import stops unless the site allows more; a decimal point is read whatever the language.
- An imported grade counts as overridden: the assignment's own page does not change it any more.

Why not the offline grading worksheet (``mod/assign/feedback/offline``): its three required columns bear names in the
site's language, its keys ("Participant 123") are new in every assignment, and it compares the time of the last change
that only the worksheet itself holds. It can only be filled in, not written.
"""

from __future__ import annotations

from typing import Any

from altutor.classroom.assignment.roster import Person
from altutor.classroom.export import cells
from altutor.classroom.export.table import Table, comments, key, lacking, listed, marked, without_mark
from altutor.classroom.grading.marks import counted
from altutor.errors import AltutorError

KEYS = {"email": "Email address", "sid": "ID number"}  # as Moodle's own export names them
LARGEST = 100  # what a site takes unless it is told otherwise


def table(grades: dict[str, Any], roster: dict[str, Person]) -> Table:
    """Return the file that Moodle imports.

    Raises
    ------
    AltutorError
        When no column of the roster has a key for everybody.
    """
    students = marked(grades)
    column = _complete(students, roster)
    title = cells.text(grades["title"])
    rows = [
        [key(roster[one["student"]], column), cells.number(one["mark"]), cells.text(_feedback(one, grades))]
        for one in students
    ]
    says = without_mark(grades, "They are not in the file, since Moodle takes a grade away where a cell is empty")
    if any(one["mark"] > LARGEST for one in students):
        says.append(f"Marks above {LARGEST} are imported only where the site allows unlimited grades.")
    return Table(
        name="moodle.csv",
        header=[KEYS[column], title, f"{title} (Feedback)"],
        rows=rows,
        next="Moodle: Grades > Import > CSV file > choose {path}; "
        f"map from {KEYS[column]} to {KEYS[column]}, {title} to its grade item, {title} (Feedback) to feedback for it.",
        says=says,
    )


def _complete(students: list[dict[str, Any]], roster: dict[str, Person]) -> str:
    """Return the column in which everybody has a key."""
    fewest: tuple[str, list[str]] | None = None
    for column in KEYS:
        unknown = lacking(students, roster, (column,))
        if not unknown:
            return column
        if fewest is None or len(unknown) < len(fewest[1]):
            fewest = column, unknown
    assert fewest is not None
    others = [column for column in KEYS if column != fewest[0]]
    raise AltutorError(
        f"Moodle finds people by one column that everybody has. In the roster's column {fewest[0]} "
        f"({KEYS[fewest[0]]} in Moodle) there is none for {listed(fewest[1])}: fill it, or {' or '.join(others)} for "
        "everybody, and type the same command again."
    )


def _feedback(student: dict[str, Any], grades: dict[str, Any]) -> str:
    """Return points by exercise and what is said of the mark; nothing that a student wrote is in it."""
    points = [
        f"{info['short']}: {cells.number(value) or 'not graded'} of {cells.number(info['points'])}"
        for info, value in zip(grades["exercises"], counted(student, grades["exercises"]), strict=True)
    ]
    late = [student["late"]["says"]] if student["late"] else []
    return ". ".join(one.rstrip(".") for one in [*points, *late, *comments(student, grades)]) + "."
