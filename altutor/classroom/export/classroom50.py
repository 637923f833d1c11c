"""An autograder for Classroom 50: the folder that a teacher publishes, and the result that it writes.

Confirmed in "Advanced Autograding" (wiki of foundation50/classroom50, August 2026), ``schemas/result-v1.schema.json``,
``runner.py`` and ``publish-pages.yaml`` of the same repository (2026):

- ``CLASSROOM/autograders/ASSIGNMENT/`` holds ``autograder.py`` and what it needs; it is published as one archive of at
  most 10 MB on a page that whoever knows its address can read, and started in the student's repository.
- It writes ``result.json`` there: schema ``classroom50/result/v1``, ``classroom``, ``assignment``, ``assignment_type``,
  ``owner``, ``submission``, ``commit``, ``release``, ``review``, ``datetime``, ``score``, ``max-score`` and ``tests``
  of ``test-name``, ``passed``, ``score``, ``max-score``. Scores are whole numbers. The runner stamps ``owner``,
  ``assignment_type`` and ``datetime`` anew. Further fields of a test are kept.
- ``release-body.md`` beside it is what the student reads.
- An exit code other than 0 is an error of the autograder: no score is recorded.
- A job ends after 15 minutes; ``runtime`` names Python (3.14 where nothing is said) and packages of apt.

A ``result.json`` for each student made of grades would be of no use: it must name the tag, commit and release of a
submission, and is collected from releases alone.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from altutor.classroom.assignment import assignment as assignments
from altutor.classroom.assignment.assignment import SEEDS, Assignment
from altutor.classroom.export import scores
from altutor.classroom.export.gradescope import SHIPPED, carried
from altutor.errors import AltutorError
from altutor.files import dump_json

SCHEMA = "classroom50/result/v1"
ENTRY = "autograder.py"
RUNTIME = "runtime.json"
LARGEST = 10 * 2**20  # bytes of the published archive
NEEDED = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&#@:])")  # @ and : would call people and make links


def files(folder: Path) -> dict[str, bytes]:
    """Return what is in the folder of an assignment; ``runtime.json`` goes beside it.

    Raises
    ------
    AltutorError
        When the assignment has variants, or the archive would be too large.
    """
    assignment = assignments.load(folder)
    if assignment.variants:
        raise AltutorError(
            f"{folder} has a variant for each student, and Classroom 50 publishes the autograder on a page that others "
            "can read, where no list of students belongs: collect the repositories and use altutor grade, or make an "
            "assignment without --variants."
        )
    raw = json.loads((folder / assignments.FILE).read_text(encoding="utf-8"))
    public = dump_json(raw | {"seed": public_seed(assignment.seed)}, indent=1).encode()
    found = {ENTRY: (SHIPPED / ENTRY).read_bytes(), assignments.FILE: public} | carried()
    if sum(map(len, found.values())) > LARGEST:
        raise AltutorError(f"The autograder is larger than the {LARGEST // 2**20} MB that Classroom 50 fetches.")
    return found


def runtime() -> dict[str, Any]:
    """Return the environment that the autograder needs: the Python of the pinned versions, and bubblewrap."""
    return {"runs-on": "ubuntu-latest", "python": ".".join(platform.python_version_tuple()[:2]), "apt": ["bubblewrap"]}


def public_seed(seed: int) -> int:
    """Return another seed, from which the assignment's own cannot be found: students may read it."""
    return int.from_bytes(hashlib.sha256(f"classroom50 {seed}".encode()).digest()[:8], "big") % SEEDS


def result(
    graded: Sequence[dict[str, Any]], assignment: Assignment, environment: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """Return what ``result.json`` holds.

    Parameters
    ----------
    environment
        The variables that the runner sets.

    Raises
    ------
    AltutorError
        When something could not be graded, or this is no runner of Classroom 50.
    """
    if missing := [name for name in NEEDED if not environment.get(name)]:
        raise AltutorError(f"{', '.join(missing)} is not set: autograder.py is started by Classroom 50's runner.")
    found = scores.lines(graded, assignment)
    unit = 1 if all(line.of == int(line.of) for line in found) else 100  # hundredths, where points are no whole numbers
    tests = [
        {
            "test-name": line.name,
            "passed": line.passed,
            "score": round(line.points * unit),
            "max-score": round(line.of * unit),
            "output": line.output,
        }
        for line in found
    ]
    return {
        "schema": SCHEMA,
        "classroom": environment["CLASSROOM"],
        "assignment": environment["ASSIGNMENT"],
        "assignment_type": environment.get("ASSIGNMENT_TYPE") or "individual",
        "owner": environment.get("OWNER") or environment.get("USERNAME") or "unknown",
        "submission": environment["SUBMISSION_TAG"],
        "commit": environment["COMMIT_URL"],
        "release": environment["RELEASE_URL"],
        "review": environment.get("REVIEW_URL") or environment["COMMIT_URL"],
        "datetime": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }


def page(result: dict[str, Any], notes: Sequence[str], sandbox: str) -> str:
    """Return what the student reads, in Markdown."""
    found = [f"### {result['score']} of {result['max-score']}", "", *map(_escaped, [*notes, f"Sandbox: {sandbox}."])]
    for test in result["tests"]:
        state = "passed" if test["passed"] else "open"
        found += ["", f"**{_escaped(test['test-name'])}**: {test['score']} of {test['max-score']}, {state}"]
        found += [] if test["passed"] else ["", *map(_escaped, test["output"].splitlines())]
    return "\n".join(found) + "\n"


def _escaped(line: str) -> str:
    return SPECIAL.sub(r"\\\1", line.strip())
