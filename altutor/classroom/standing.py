"""Prints how far a student has come: a line for each chapter, and what to open next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import OPEN, PASSED

if TYPE_CHECKING:
    from rich.console import Console

BAR = 24


def print_standing(
    output: Console,
    progress: Mapping[str, Mapping[str, Any]],
    exercises: Sequence[Exercise],
    folder: Path,
    checked: Sequence[Exercise] = (),
) -> None:
    """Print points by chapter with a bar, and the next exercise to open.

    Parameters
    ----------
    progress
        Entries of :class:`altutor.classroom.progress.Progress`.
    exercises
        Those that count here.
    folder
        Where they lie.
    checked
        Those that were checked just now: the next one is among them, if one of them is begun and open.
    """
    output.print()
    for chapter in dict.fromkeys(exercise.chapter for exercise in exercises):
        own = [exercise for exercise in exercises if exercise.chapter == chapter]
        passed = sum(_entry(progress, exercise).get("state") == PASSED for exercise in own)
        points, out_of = sum(_entry(progress, one).get("points", 0) for one in own), sum(one.points for one in own)
        filled = BAR * points // out_of
        bar = f"[green]{'━' * filled}[/green][dim]{'─' * (BAR - filled)}[/dim]"
        exercises_ = "exercise" if len(own) == 1 else "exercises"
        output.print(f"{chapter:<20} {bar} {points:>3} of {out_of} points, {passed} of {len(own)} {exercises_}")
    left = [exercise for exercise in exercises if _entry(progress, exercise).get("state") != PASSED]
    begun = [exercise for exercise in left if _entry(progress, exercise).get("state") == OPEN]
    begun.sort(key=lambda exercise: exercise not in checked)
    if not left:
        output.print("\nAll of these are done. `altutor exercises` shows the others.")
        return
    following = (begun or left)[0]
    stub, test = (
        _near(folder / following.chapter / f"{name}.py") for name in (following.stem, f"test_{following.stem}")
    )
    output.print(f"\nNext: open {stub} ({following.minutes} minutes), then: pytest {test}", soft_wrap=True)


def _entry(progress: Mapping[str, Mapping[str, Any]], exercise: Exercise) -> Mapping[str, Any]:
    return progress.get(exercise.id, {})


def _near(path: Path) -> Path:
    """Return a path as it is typed from here, if it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve())
    except ValueError:
        return path
