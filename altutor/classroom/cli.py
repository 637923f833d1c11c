"""The commands of students (``exercises``, ``hint``, ``reset``) and instructors (``assign``, ``grade``, ``export``)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()

Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N", help="Parallel processes; default: all cores.")]
Words = Annotated[
    list[str] | None, typer.Argument(metavar="[CHAPTER [EXERCISE]]", help="Such as ch03, or ch03 e2; default: all.")
]
Which = Annotated[list[str], typer.Argument(metavar="CHAPTER EXERCISE", help="Such as ch03 e2.")]
Variant = Annotated[str, typer.Option("--variant", metavar="NAME", help="The variant that you were given.")]


@app.command()
def exercises(
    words: Words = None,
    new: Annotated[
        Path | None, typer.Option("--new", metavar="FOLDER", help="Write the exercises to a folder to work in.")
    ] = None,
    variant: Variant = "",
    check: Annotated[bool, typer.Option("--check", help="Check the exercises themselves.")] = False,
    repo: Annotated[
        Path | None, typer.Option("--repo", metavar="FOLDER", help="With --check: a clone, for the solutions.")
    ] = None,
) -> None:
    """Show how far you have come, or write a folder of exercises; `pytest FOLDER` checks them."""
    from altutor.classroom import commands

    if new is not None:
        commands.make(new, variant)
    elif check:
        commands.check_all(words or [], repo)
    else:
        commands.show(words or [])


@app.command()
def hint(words: Which) -> None:
    """Give the next hint on an exercise."""
    from altutor.classroom import commands

    commands.hint(words)


@app.command()
def reset(words: Which, variant: Variant = "") -> None:
    """Bring back the stub of an exercise; your work is kept beside it."""
    from altutor.classroom import commands

    commands.reset(words, variant)


Due = Annotated[
    str | None,
    typer.Option("--due", metavar="WHEN", help="Such as 2026-12-01 (the end of that day) or 2026-12-01T18:00."),
]
Roster = Annotated[
    Path | None, typer.Option("--roster", metavar="FILE", help="Who takes part: CSV with a column `student`.")
]


@app.command()
def assign(
    words: Annotated[list[str], typer.Argument(metavar="CHAPTER [EXERCISE]...", help="Such as 2 3, or ch03 e2.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A new folder; its name is the assignment's.")],
    due: Due = None,
    roster: Roster = None,
    variants: Annotated[
        bool, typer.Option("--variants", help="Give each student of the roster other constants.")
    ] = False,
    points: Annotated[
        list[str] | None,
        typer.Option("--points", metavar="'CHAPTER EXERCISE=N'", help="What an exercise is worth; may be repeated."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="What students read.")] = None,
    repo: Annotated[
        Path, typer.Option("--repo", metavar="FOLDER", help="A clone of altutor, for solutions and chapters.")
    ] = Path(),
    seed: Annotated[
        int | None, typer.Option("--seed", help="Of the hidden numbers; default: drawn, and kept secret.")
    ] = None,
) -> None:
    """Write an assignment: a folder and a zip for students, and one for you."""
    from altutor.classroom.assignment.assign import assign

    assign(
        words, out, due=due, roster=roster, variants=variants, points=points or [], title=title, repo=repo, seed=seed
    )


@app.command()
def grade(
    submissions: Annotated[
        Path, typer.Argument(metavar="SUBMISSIONS", help="A folder or zip, as students or platforms give it.")
    ],
    assignment: Annotated[Path, typer.Option("--assignment", metavar="FOLDER", help="What `altutor assign` wrote.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="For gradebook, feedback and class page.")],
    roster: Roster = None,
    jobs: Jobs = None,
    late: Annotated[Path | None, typer.Option("--late", metavar="FILE", help="What lateness costs: CSV.")] = None,
    marks: Annotated[Path | None, typer.Option("--marks", metavar="FILE", help="Marks given by hand: CSV.")] = None,
    groups: Annotated[Path | None, typer.Option("--groups", metavar="FILE", help="Who hands in together: CSV.")] = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Run students' code without a sandbox.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Change marks of an earlier run without asking.")] = False,
) -> None:
    """Grade submissions in a sandbox; the same command goes on with a run that was stopped."""
    from altutor.backends.processes import cores
    from altutor.classroom.grading import run
    from altutor.study import require_positive

    if jobs is not None:
        require_positive(jobs=jobs)
    run.grade(
        run.Request(submissions, assignment, out, roster, jobs or cores(), late, marks, groups, unsafe=unsafe, yes=yes)
    )


class Platform(StrEnum):
    """Where marks go."""

    canvas = "canvas"
    moodle = "moodle"
    gradescope = "gradescope"
    classroom50 = "classroom50"
    csv = "csv"


@app.command()
def export(
    to: Annotated[Platform, typer.Option("--to", help="The platform.")],
    grades: Annotated[
        Path, typer.Argument(metavar="[GRADES]", help="What `altutor grade` wrote; an autograder does not need it.")
    ] = Path("grades"),
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Default: in GRADES; an autograder: in --assignment.")
    ] = None,
    roster: Roster = None,
    assignment: Annotated[
        Path | None, typer.Option("--assignment", metavar="FOLDER", help="What `altutor assign` wrote: an autograder.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
) -> None:
    """Write marks in the form that a platform takes in, or an autograder for it."""
    from altutor.classroom.export import export

    export(grades, to.value, out, roster, dry_run, assignment)
