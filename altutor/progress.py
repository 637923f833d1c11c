"""Progress bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def bar(what: str, total: int, done: int = 0, quiet: bool = False) -> Iterator[Callable[[], None]]:
    """Show a bar while the block runs, and yield what to call for each further step that is done."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, disable=quiet) as progress:
        task = progress.add_task(what, total=total, completed=done)
        yield lambda: progress.advance(task)


def stand_in_base() -> Path:
    """Return the stand-in's base pipeline; where it is not in the cache, show a bar while it is trained."""
    from rich.progress import Progress

    from altutor.data.newswire import newswire_base

    progress = Progress()
    task = progress.add_task("base pipeline of newswire (trained once)", total=1.0)

    def show(share: float) -> None:
        progress.start()  # not before: from the cache it comes without a word
        progress.update(task, completed=share)

    try:
        return newswire_base(show)
    finally:
        progress.stop()
