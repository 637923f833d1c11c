"""``python -m altutor.book``: what one does with the book beyond building it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from altutor.errors import AltutorError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="The book's site.")


Built = Annotated[Path, typer.Argument(metavar="SITE", help="The folder that `mkdocs build` wrote.")]


@app.command()
def check(folder: Built = Path("site")) -> None:
    """Check the built site: links, other hosts, descriptions, headings, text without scripts, weight."""
    with _plain_errors():
        from altutor.book.check import report

        if not report(folder):
            raise typer.Exit(1)


@app.command()
def pack(
    folder: Built = Path("site"),
    target: Annotated[Path, typer.Argument(metavar="ZIP", help="The file to write.")] = Path("altutor-book.zip"),
) -> None:
    """Put the built site into one zip, which opens from disk."""
    with _plain_errors():
        from altutor.book.pack import pack

        typer.echo(f"{target}: {pack(folder, target)} files; unpack it, and open altutor-book/index.html")


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what a user can mend into one sentence and exit code 2."""
    try:
        yield
    except ModuleNotFoundError as error:
        typer.echo(
            f"Error: {error.name} is missing: type python -m pip install -c constraints.txt -e '.[book]'", err=True
        )
        raise typer.Exit(2) from None
    except AltutorError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(2) from None


if __name__ == "__main__":
    app(prog_name="python -m altutor.book")
