"""Marks for Canvas: the CSV file that its gradebook imports.

Confirmed in Canvas's own importer and exporter (``lib/gradebook_importer.rb``, ``lib/gradebook_exporter.rb`` and
``process_gradebook_upload.js`` of instructure/canvas-lms, read in 2026) and in "Importing a CSV File to Carmen Grades"
(Ohio State University, read in 2026):

- The first cells of the header are Student, ID, SIS User ID, SIS Login ID, Section; what follows is one assignment a
  column, by its title or by ``Title (number)``. An unknown title makes a new assignment.
- A row whose first cell holds "Points Possible" gives what an assignment is worth.
- A student is found by ID, else by SIS user ID, else by login, else by name.
- An empty cell takes a mark away that Canvas has: people without a mark are left out of the file.
- UTF-8; commas or semicolons are told apart by the first lines; a byte order mark is not needed.
"""

from __future__ import annotations

import re
from typing import Any

from altutor.classroom.assignment.roster import Person
from altutor.classroom.export import cells
from altutor.classroom.export.table import Table, key, lacking, listed, marked, without_mark
from altutor.errors import AltutorError

COLUMNS = ("canvas_id", "sid")
HEADER = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POINTS = "    Points Possible"  # with these blanks Canvas sorts it above the names
TAKEN = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")  # columns that Canvas computes itself
NUMBERED = re.compile(r"\s\((\d+)\)$")


def table(grades: dict[str, Any], roster: dict[str, Person]) -> Table:
    """Return the file that Canvas imports.

    Raises
    ------
    AltutorError
        When the roster does not say who somebody is in Canvas, or Canvas would not read the title.
    """
    title = cells.text(grades["title"])
    if TAKEN.search(title):
        raise AltutorError(
            f"Canvas keeps columns whose names hold {TAKEN.search(title)[0]!r} for itself, "  # type: ignore[index]
            f"so it would not read the marks of {title!r}: give the assignment another title."
        )
    students = marked(grades)
    if unknown := lacking(students, roster, COLUMNS):
        raise AltutorError(
            f"Canvas would not know {listed(unknown)}: fill the roster's column canvas_id (Canvas: Grades > Export, "
            "column ID) or sid (column SIS User ID) and type the same command again."
        )
    rows = [[POINTS, "", "", "", "", cells.number(grades["of"])]]
    for student in students:
        person = roster[student["student"]]
        name = person.name or student["name"] or person.student
        ids = [_number(person), key(person, "sid")]
        rows.append([cells.text(name), *ids, "", cells.text(person.section), cells.number(student["mark"])])
    says = without_mark(grades, "They are not in the file, since Canvas takes a mark away where a cell is empty")
    if found := NUMBERED.search(title):
        says.append(f"Canvas reads the {found[1]} at the end of {title!r} as the number of an assignment.")
    return Table(
        name="canvas.csv",
        header=[*HEADER, title],
        rows=rows,
        next="Canvas: Grades > Import > choose {path}, look at the changes that it shows, then save them.",
        says=says,
    )


def _number(person: Person) -> str:
    if person.canvas_id and not re.fullmatch("[0-9]+", person.canvas_id):
        raise AltutorError(
            f"The roster's column canvas_id of {person.student} is {person.canvas_id!r}: write the digits that Canvas "
            "shows in column ID of Grades > Export."
        )
    return person.canvas_id
