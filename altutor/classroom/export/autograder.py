"""What an autograder on Gradescope or Classroom 50 runs: grades one submission and writes the platform's result.

    python -I -m altutor.classroom.export.autograder prepare|gradescope|classroom50 SOURCE [WORK]

SOURCE holds ``assignment.json``. A submission that could not be graded leaves no result and an exit code of 1, which
both platforms show as an error of the autograder and not as a score of 0.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altutor.classroom import catalogue
from altutor.classroom.assignment import assignment as assignments
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.export import classroom50, gradescope
from altutor.errors import AltutorError
from altutor.files import dump_json, write_atomic

if TYPE_CHECKING:
    from altutor.classroom.sandbox.boxed import Sandbox
    from altutor.classroom.submissions.collect import Submission

ROOT = Path("/autograder")  # where Gradescope puts everything
NAME = "submission"
LEFT_OUT = (".git", ".github")


def main(words: list[str]) -> int:
    """Do what the words of the command line say, and return the exit code."""
    try:
        match words:
            case ["prepare", source]:
                prepare(assignments.load(Path(source)))
            case ["gradescope", source]:
                on_gradescope(Path(source), ROOT)
            case ["classroom50", source, work]:
                on_classroom50(Path(source), Path(work))
            case _:
                raise AltutorError(
                    "Type prepare, gradescope or classroom50, the autograder's folder, and the student's."
                )
    except AltutorError as error:
        print(error)
        return 1
    return 0


def prepare(assignment: Assignment) -> None:
    """Make what answers need and what costs its time once: the pipeline of the stand-in corpus."""
    if any("altutor.data.newswire" in catalogue.load(one.id).uses for one in assignment.exercises):
        from altutor.data.newswire import newswire_base

        newswire_base()


def on_gradescope(source: Path, root: Path) -> None:
    """Grade a submission on Gradescope."""
    assignment = assignments.load(source)
    own = ""
    if assignment.variants:
        metadata = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
        own = gradescope.variant(metadata, gradescope.read_variants(source))
    submission, sandbox, graded = grade(root / "submission", assignment, own)
    results = gradescope.results(graded, assignment, submission.notes, sandbox.says)
    write_atomic(root / "results" / "results.json", dump_json(results, indent=1))
    print(f"{results['score']:g} of {assignment.points:g}; sandbox: {sandbox.says}")


def on_classroom50(source: Path, work: Path) -> None:
    """Grade a student's repository on a runner."""
    assignment = assignments.load(source)
    submission, sandbox, graded = grade(work, assignment, "")
    result = classroom50.result(graded, assignment, os.environ, datetime.now(UTC))
    write_atomic(work / "result.json", dump_json(result, indent=1))
    write_atomic(work / "release-body.md", classroom50.page(result, submission.notes, sandbox.says))
    print(f"{result['score']} of {result['max-score']}; sandbox: {sandbox.says}")


def grade(folder: Path, assignment: Assignment, variant: str) -> tuple[Submission, Sandbox, list[dict[str, Any]]]:
    """Grade one student's folder, in a sandbox where there can be one."""
    from altutor.classroom.grading.run import grade_submission
    from altutor.classroom.submissions.collect import collect

    prepare(assignment)
    with tempfile.TemporaryDirectory() as inbox:
        shutil.copytree(folder, Path(inbox) / NAME, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
        submissions, says = collect(Path(inbox), assignment, None)
    if len(submissions) != 1:
        raise AltutorError(f"This is not one submission but {len(submissions)}. {' '.join(says)}")
    sandbox = choose()
    return submissions[0], sandbox, grade_submission(submissions[0], assignment, variant, sandbox)


def choose() -> Sandbox:
    """Return bubblewrap where it works here; else student code runs as another user, and the result says so."""
    from altutor.classroom.sandbox.boxed import choose as sandbox

    try:
        return sandbox(False)
    except AltutorError as error:
        print(error)
        return sandbox(True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
