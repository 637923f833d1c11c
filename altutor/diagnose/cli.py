"""The command ``altutor diagnose``."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from altutor.errors import AltutorError

app = typer.Typer()


class BareDemo(TyperCommand):
    """Lets ``--demo`` stand without a name, which typer has no option for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name the default demo where none is named."""
        for place in reversed(range(len(args))):
            if args[place] == "--demo" and (place + 1 == len(args) or args[place + 1].startswith("-")):
                args.insert(place + 1, "newswire")
        return super().parse_args(ctx, args)


def _file(name: str, help: str) -> Any:
    return typer.Option(name, metavar="FILE", help=help)


@app.command(cls=BareDemo)
def diagnose(
    selected: Annotated[str | None, _file("--selected", "Your annotations: the texts that were chosen.")] = None,
    pool: Annotated[str | None, _file("--pool", "The texts that they were chosen from; no labels needed.")] = None,
    random: Annotated[str | None, _file("--random", "Labelled texts, drawn at random from the pool.")] = None,
    heldout: Annotated[str | None, _file("--heldout", "Labelled texts that nobody chose: your test set.")] = None,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="PIPELINE", help="The spaCy pipeline before it was trained on them."),
    ] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="ORG", help="The entity label; default: the most frequent.")
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave your texts, and the words of them, out of the report.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same files and seed: the same report.")] = 0,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="For index.html and report.json.")] = Path(
        "report"
    ),
    demo: Annotated[
        str | None,
        typer.Option("--demo", metavar="[newswire|ag-news]", help="Show it on texts of the book; default: newswire."),
    ] = None,
    data: Annotated[
        str | None,
        typer.Option(
            "--data", metavar="NAME_OR_FOLDER", help="Of --demo ag-news: hub name or folder; default: fancyzhx/ag_news."
        ),
    ] = None,
) -> None:
    """Tell whether an annotated sample is biased, and what to do: a summary, and a report to read or print.

    A FILE is a Prodigy, doccano, Label Studio or plain JSONL or JSON file, a table (CSV, TSV), a .spacy file, or a
    data set (a folder or a hub name). Your texts never leave this machine.
    """
    files = {"--selected": selected, "--pool": pool, "--random": random, "--heldout": heldout, "--label": label}
    _check(files, demo, data, seed)
    if (out / "index.html").exists() and not (out / "report.json").exists():
        raise AltutorError(f"{out / 'index.html'} is there and no report of altutor diagnose: choose another --out.")
    from altutor.files import require_writable

    new = not out.exists()
    require_writable(out)  # before minutes are spent on what cannot be kept
    try:
        _carry_out(files, base, demo, data, seed, not no_text, out)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            f"Stopped; nothing was written to {out}. Type the same command to begin again."
        ) from None
    except MemoryError:
        raise AltutorError("Memory ran out: give fewer texts of the pool, drawn at random, with --pool.") from None
    finally:
        if new:
            with suppress(OSError):  # it is not empty: there is a report in it
                out.rmdir()


def _check(files: dict[str, str | None], demo: str | None, data: str | None, seed: int) -> None:
    given = [name for name, value in files.items() if value is not None]
    if demo is not None and given:
        raise AltutorError(f"--demo brings its own texts: leave out {given[0]}, or leave out --demo.")
    if demo is None and files["--selected"] is None:
        raise AltutorError("Name your annotations with --selected FILE, or type: altutor diagnose --demo")
    if data is not None and demo != "ag-news":
        raise AltutorError("--data is for --demo ag-news: leave it out, or type: altutor diagnose --demo ag-news")
    if not 0 <= seed < 2**32:  # what scikit-learn takes
        raise AltutorError(f"--seed is {seed}: choose a whole number from 0 to {2**32 - 1}.")


def _carry_out(
    files: dict[str, str | None],
    base: str | None,
    demo: str | None,
    data: str | None,
    seed: int,
    text: bool,
    out: Path,
) -> None:
    """Make the report, write it and print the summary."""
    import warnings

    from altutor.diagnose.demo import demo as made_for
    from altutor.diagnose.reporting import examine, report
    from altutor.diagnose.shown import terminal

    with warnings.catch_warnings(), terminal.bars() as progress:
        warnings.simplefilter("ignore")  # libraries warn of texts that are all alike; the report says so in its numbers
        if demo is not None:
            made = made_for(demo, data=data, base=base, seed=seed, progress=progress)
            found = examine(made.material, base=made.base, seed=seed, text=text, progress=progress)
        else:
            found = report(
                files["--selected"] or "",
                pool=files["--pool"],
                random=files["--random"],
                heldout=files["--heldout"],
                label=files["--label"],
                base=base,
                seed=seed,
                text=text,
                progress=progress,
            )
        index = found.write(out)
    terminal.show(found, index, terminal.next_command(found, out, demo is not None))
