"""An autograder for Gradescope: the zip that an instructor uploads, and the results that it writes.

Confirmed in Gradescope's documentation ("Autograder Specifications", "Submission Metadata", "Base Images", "Best
Practices", "Troubleshooting" and "Updates" of gradescope/autograder_samples, 2022 to 2024, read in 2026):

- ``setup.sh`` and ``run_autograder`` lie in the root of the zip; both run as root; the zip is unpacked to
  ``/autograder/source``, the submission to ``/autograder/submission``.
- ``/autograder/results/results.json`` holds ``score``, ``output``, ``stdout_visibility`` and ``tests`` with ``name``,
  ``score``, ``max_score``, ``status`` (since August 2022), ``output`` and ``visibility``; ``hidden`` is for instructors
  alone. Without the file the submission has no score, and the platform says that the autograder failed.
- ``/autograder/submission_metadata.json`` names the ``users`` with their e-mail addresses.
- The default image is Ubuntu 22.04; an autograder has 10 minutes and little memory unless the assignment's settings
  give it more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from altutor.classroom.assignment import assignment as assignments
from altutor.classroom.assignment import wheel
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.assignment.requirements import requirements
from altutor.classroom.assignment.roster import Person
from altutor.classroom.export import cells, scores
from altutor.classroom.export.table import listed
from altutor.errors import AltutorError
from altutor.files import dump_json

SHIPPED = Path(__file__).parent / "shipped"
SCRIPTS = ("setup.sh", "run_autograder")
PEOPLE = "variants.json"


def files(folder: Path, roster: dict[str, Person] | None) -> dict[str, bytes]:
    """Return what is in the zip.

    Parameters
    ----------
    folder
        Of the assignment.
    roster
        Says whose variant is whose; not needed where all have the same constants.

    Raises
    ------
    AltutorError
        When there are variants and it is not known whose they are.
    """
    assignment = assignments.load(folder)
    # A clone on Windows may have other line ends, which bash does not take.
    found = {name: (SHIPPED / name).read_bytes().replace(b"\r\n", b"\n") for name in SCRIPTS}
    found[assignments.FILE] = (folder / assignments.FILE).read_bytes()
    if assignment.variants:
        found[PEOPLE] = dump_json(_variants(roster), indent=1).encode()
    return found | carried()


def carried() -> dict[str, bytes]:
    """Return what altutor is installed from: its wheel, and the versions of all that it needs."""
    return {wheel.name(): wheel.build(), "requirements.txt": requirements(wheel.name()).encode()}


def variant(metadata: dict[str, Any], variants: dict[str, str]) -> str:
    """Return the variant of whoever submitted.

    Parameters
    ----------
    metadata
        What Gradescope says of the submission.
    variants
        By e-mail address, in small letters.

    Raises
    ------
    AltutorError
        When none of them is known.
    """
    emails = [str(user.get("email", "")) for user in metadata.get("users", [])]
    for email in emails:
        if email.casefold() in variants:
            return variants[email.casefold()]
    raise AltutorError(
        f"The autograder has no variant for {listed(emails)}: add the address to the roster, type altutor export "
        "again, upload the new zip and grade this submission again."
    )


def results(
    graded: Sequence[dict[str, Any]], assignment: Assignment, notes: Sequence[str], sandbox: str
) -> dict[str, Any]:
    """Return what ``results.json`` holds.

    Parameters
    ----------
    notes
        What the student is told of the submission as a whole.
    sandbox
        How it is named.

    Raises
    ------
    AltutorError
        When something could not be graded.
    """
    found = scores.lines(graded, assignment)
    return {
        "score": _rounded(sum(line.points for line in found)),
        "output": scores.header(notes, sandbox),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            {
                "name": line.name,
                "score": _rounded(line.points),
                "max_score": _rounded(line.of),
                "status": "passed" if line.passed else "failed",
                "output": line.output,
                "visibility": "visible",
            }
            for line in found
        ],
    }


def read_variants(source: Path) -> dict[str, str]:
    """Return whose variant is whose from the autograder's folder."""
    found: dict[str, str] = json.loads((source / PEOPLE).read_text(encoding="utf-8"))
    return found


def _rounded(points: float) -> float:
    return float(cells.number(points))


def _variants(roster: dict[str, Person] | None) -> dict[str, str]:
    if roster is None:
        raise AltutorError(
            "This assignment has a variant for each student, and Gradescope names students by e-mail address: type the "
            "same command with --roster roster.csv, whose column email is filled."
        )
    if unknown := [person.student for person in roster.values() if not person.email]:
        raise AltutorError(
            "Gradescope names students by e-mail address, and the roster's column email is empty for "
            f"{listed(unknown)}: fill it and type the same command again."
        )
    return {person.email.casefold(): person.variant or person.student for person in roster.values()}
