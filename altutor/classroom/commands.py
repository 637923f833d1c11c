"""What ``altutor exercises``, ``altutor hint`` and ``altutor reset`` print."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from altutor.classroom import catalogue, check, folders, hints
from altutor.classroom.grade import NOT_STARTED
from altutor.classroom.progress import Progress
from altutor.classroom.readme import STEPS
from altutor.classroom.scoreboard import COLOURS
from altutor.classroom.standing import print_standing
from altutor.errors import AltutorError


def show(words: list[str]) -> None:
    """Print the exercises, their states from earlier runs and the next one to open."""
    folder = folders.find(Path.cwd())
    progress, exercises = Progress(folder).entries, folders.there(folder, catalogue.find(*words))
    if not exercises:
        raise AltutorError(f"{folder} holds none of these exercises: `altutor exercises` shows those that it holds.")
    table = Table(box=None, pad_edge=False)
    for heading in ("", "Exercise", "Kind", "Min", "Level", "State", "Points"):
        table.add_column(heading, justify="right" if heading in ("Min", "Points") else "left")
    for exercise in exercises:
        entry = progress.get(exercise.id, {"state": NOT_STARTED, "points": 0})
        state = f"[{COLOURS[entry['state']]}]{entry['state']}"
        points = f"{entry['points']} of {exercise.points}"
        level = STEPS[exercise.difficulty]
        table.add_row(exercise.short, exercise.title, exercise.kind, str(exercise.minutes), level, state, points)
    # Away from a terminal rich assumes 80 columns, which breaks titles into lines.
    output = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    output.print(table)
    print_standing(output, progress, exercises, folder)


def make(folder: Path, variant: str) -> None:
    """Write a folder of exercises."""
    new = folders.make(folder, variant)
    typer.echo(f"{len(new)} files written to {folder}; what was there is left alone. Next: pytest {folder}")


def hint(words: list[str]) -> None:
    """Print the next hint of an exercise."""
    exercise = catalogue.one(*words)
    progress = Progress(folders.find(Path.cwd()))
    found = hints.next_hint(exercise, progress)
    if found is None:
        typer.echo(f"{exercise.short} is done; nothing is left to hint at.")
        return
    progress.save()
    text = textwrap.fill(found.text, 100, initial_indent="  ", subsequent_indent="  ")
    typer.echo(f"{exercise.short}, {found.part.id}, hint {found.number} of {found.of}:\n\n{text}\n")
    again = f"then: altutor hint {exercise.short}" if found.number < found.of else "that was the last hint on this part"
    typer.echo(f"Next: try it, and run pytest again; {again}")


def reset(words: list[str], variant: str) -> None:
    """Bring back the stub of an exercise."""
    exercise = catalogue.one(*words)
    folder = folders.find(Path.cwd())
    progress = Progress(folder)
    kept = folders.reset(folder, exercise, variant)
    progress.forget(exercise.id)
    progress.save()
    if kept:
        typer.echo(f"Your work is kept in {kept}.")
    typer.echo(f"The stub is back: {folder / f'{exercise.id}.py'}")


def check_all(words: list[str], repo: Path | None) -> None:
    """Check the exercises themselves and name every lapse.

    Raises
    ------
    AltutorError
        When there are lapses, or `repo` is no clone.
    """
    if repo is not None and not (repo / "tests" / "exercises").is_dir():
        raise AltutorError(f"{repo} has no folder tests/exercises: --repo takes a clone of altutor's repository.")
    exercises = catalogue.find(*words)
    found = []
    for exercise in exercises:
        lapses = list(check.lapses(exercise))
        lapses += list(check.lapses_in_repository(exercise, repo)) if repo else []
        found += [f"{exercise.short}: {lapse}" for lapse in lapses]
        typer.echo(f"{exercise.short} {exercise.title}: {'right' if not lapses else f'{len(lapses)} to mend'}")
    if repo and not words:
        found += list(check.lapses_of_chapters(exercises, repo))
    for lapse in found:
        typer.echo(lapse, err=True)
    if found:
        raise AltutorError(f"{len(found)} lapses in {len(exercises)} exercises: mend each and type the same again.")
    typer.echo(f"{len(exercises)} exercises, {sum(one.points for one in exercises)} points: all right.")
