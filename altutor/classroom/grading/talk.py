"""What ``altutor grade`` asks and tells in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from altutor.classroom.grading import class_page, feedback, gradebook, marks
from altutor.classroom.grading.unit import MISSING
from altutor.errors import AltutorError


def require_agreement(out: Path, yes: bool, before: dict[str, Any] | None, grades: dict[str, Any]) -> None:
    """Show which marks of an earlier run would change, and ask, unless `yes` says so.

    Raises
    ------
    AltutorError
        When the answer is no, or nobody is there to answer.
    """
    changes = gradebook.differences(before, grades) if before else []
    if not changes:
        return
    gradebook.print_differences(Console(highlight=False), changes)
    try:
        if yes or typer.confirm("Write these changes?"):
            return
    except typer.Abort:  # no terminal, or Ctrl-C
        pass
    raise AltutorError(
        f"Nothing was written; {out} is as it was. Type the same command again, with --yes to write the changes."
    )


def report(out: Path, grades: dict[str, Any], said: Sequence[str]) -> None:
    """Print what was found, who needs a look, and what to type next."""
    for sentence in said:
        typer.echo(sentence)
    students = grades["students"]
    marked = [one["mark"] for one in students if one["mark"] is not None]
    open_ = [one["student"] for one in students if one["mark"] is None]
    nothing = [one["student"] for one in students if all(each["state"] == MISSING for each in one["exercises"])]
    mean = f", {sum(marked) / len(marked):.3g} of {grades['of']:g} points on average" if marked else ""
    typer.echo(f"{len(students)} student{'s' * (len(students) != 1)} graded{mean}. Sandbox: {grades['sandbox']}.")
    if nothing:
        typer.echo(f"Nothing for this assignment came from {', '.join(nothing)}: 0 points each.")
    page = out / class_page.FILE
    if open_:
        typer.echo(f"Not graded: {', '.join(open_)}. {page} says why; {marks.FILE} takes a mark by hand.")
    typer.echo(
        f"Look at {page}; feedback is in {out / feedback.FOLDER}. "
        f"Next: altutor export {out} --to csv, or to your platform: altutor export --help"
    )
