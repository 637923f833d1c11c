"""Marks in the forms that learning platforms take, and autograders for those that grade themselves."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from altutor.classroom.export.table import Table
from altutor.errors import AltutorError

PLATFORMS = ("canvas", "moodle", "gradescope", "classroom50", "csv")
PREVIEW = 10  # rows that a dry run shows


def export(
    grades_folder: Path,
    to: str,
    out: Path | None = None,
    roster: Path | None = None,
    dry_run: bool = False,
    assignment: Path | None = None,
) -> None:
    """Write what a platform takes, and say what to do with it.

    Parameters
    ----------
    grades_folder
        What ``altutor grade`` wrote; autograders do not read it.
    to
        One of :data:`PLATFORMS`.
    out
        The file to write (for ``classroom50`` the folder); default: in the grades folder, for an autograder in the
        assignment's folder.
    roster
        Says who is who on the platform.
    dry_run
        Show what would be written, and write nothing.
    assignment
        The folder that ``altutor assign`` wrote, for an autograder.

    Raises
    ------
    AltutorError
        When something is missing.
    """
    if to in ("gradescope", "classroom50"):
        _autograder(to, out, roster, dry_run, assignment)
    elif to in PLATFORMS:
        table = _table(grades_folder, to, roster)
        _write_table(table, out or grades_folder / table.name, dry_run)
    else:
        raise AltutorError(f"There is no export to {to!r}: type --to and one of {', '.join(PLATFORMS)}.")


def _table(folder: Path, to: str, roster: Path | None) -> Table:
    from altutor.classroom.assignment import roster as rosters
    from altutor.classroom.export import canvas, moodle, plain
    from altutor.classroom.export.table import count, listed, marked
    from altutor.classroom.grading import gradebook
    from altutor.classroom.grading.run import read_grades

    grades = read_grades(folder)
    if changes := gradebook.changed(folder):
        raise AltutorError(
            f"{folder / gradebook.FILE} has {count(changes, 'change that is', 'changes that are')} not in the marks "
            "yet: type `altutor grade ...` again (the same line), then export."
        )
    if to == "csv":
        return plain.table(grades)
    if roster is None:
        raise AltutorError(
            f"Who is who in {to.capitalize()} stands in the roster: type the same command with --roster roster.csv."
        )
    if not marked(grades):
        raise AltutorError(f"Nobody in {folder} has a mark yet: grade again, or give marks by hand, and export again.")
    people = rosters.read(roster)
    if unknown := [one["student"] for one in marked(grades) if one["student"] not in people]:
        raise AltutorError(
            f"{listed(unknown)} {'is' if len(unknown) == 1 else 'are'} not in {roster}: grade again with --roster "
            f"{roster}, then export."
        )
    return (canvas if to == "canvas" else moodle).table(grades, people)


def _write_table(table: Table, path: Path, dry_run: bool) -> None:
    import typer

    from altutor.classroom.export.table import count
    from altutor.files import write_atomic

    if dry_run:
        _preview(table)
    for sentence in table.says:
        typer.echo(sentence)
    rows = f"{count(table.rows, 'line', 'lines')} below the header"
    if dry_run:
        typer.echo(f"Nothing is written. Without --dry-run: {path}, {rows}.")
        return
    write_atomic(path, table.csv())
    typer.echo(f"Written: {path}, {rows}.")
    typer.echo(f"Next: {table.next.replace('{path}', str(path))}")


def _preview(table: Table) -> None:
    import sys

    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False)
    for name in table.header:
        grid.add_column(Text(name))
    for row in table.rows[:PREVIEW]:
        grid.add_row(*(Text(cell) for cell in row))
    # Away from a terminal rich assumes 80 columns, which breaks cells into lines.
    Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(grid)
    if (rest := len(table.rows) - PREVIEW) > 0:
        print(f"... and {rest} more")


def _autograder(to: str, out: Path | None, roster: Path | None, dry_run: bool, folder: Path | None) -> None:
    from altutor.classroom.assignment import assignment as assignments
    from altutor.classroom.assignment import roster as rosters
    from altutor.classroom.assignment.pack import zipped
    from altutor.classroom.assignment.wording import counted
    from altutor.classroom.export import classroom50, gradescope
    from altutor.files import dump_json

    if folder is None:
        raise AltutorError(
            f"An autograder for {to.capitalize()} is made from an assignment: type the same command with --assignment "
            "and the folder that altutor assign wrote, such as --assignment week3/."
        )
    folder = assignments.folder_of(folder)
    if to == "gradescope":
        contents = gradescope.files(folder, rosters.read(roster) if roster else None)
        path = out or folder / "autograder.zip"
        _write_files({path: zipped(contents, scripts=gradescope.SCRIPTS)}, dry_run, contents)
        _next(
            dry_run,
            f"Gradescope: make a programming assignment of {counted(assignments.load(folder).points)}, choose "
            f"a container with at least 1 processor and 4 GB, upload {path} under Configure Autograder, and try it "
            "with Test Autograder.",
        )
        return
    name = assignments.load(folder).name
    contents = classroom50.files(folder)
    place = out or folder / "classroom50"
    files = {place / "autograders" / name / file: content for file, content in contents.items()}
    files[place / classroom50.RUNTIME] = dump_json(classroom50.runtime(), indent=1).encode()
    _write_files(files, dry_run)
    runtime = shlex.quote(str(place / classroom50.RUNTIME))
    _next(
        dry_run,
        f"Classroom 50: copy {place / 'autograders'} into your classroom's folder of the repository classroom50, push "
        f"it, and type gh teacher assignment add ORG CLASSROOM {name} --runtime {runtime}",
    )


def _write_files(files: Mapping[Path, bytes], dry_run: bool, inside: Mapping[str, bytes] | None = None) -> None:
    import typer

    from altutor.files import write_atomic

    for path, content in files.items():
        if not dry_run:
            write_atomic(path, content)
        typer.echo(f"{'Would write' if dry_run else 'Written'}: {path} ({_size(content)})")
    for name, content in sorted((inside or {}).items()):
        typer.echo(f"  {name} ({_size(content)})")


def _next(dry_run: bool, sentence: str) -> None:
    import typer

    typer.echo("Nothing is written." if dry_run else f"Next: {sentence}")


def _size(content: bytes) -> str:
    kilobytes = len(content) / 1000
    return f"{kilobytes / 1000:.1f} MB" if kilobytes >= 1000 else f"{kilobytes:.1f} kB"
