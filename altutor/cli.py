"""The command ``altutor``. Heavy libraries are imported by what uses them, so that ``--help`` answers at once."""

from __future__ import annotations

import errno
import shlex
import threading
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from altutor import __version__
from altutor.classroom.cli import app as classroom
from altutor.diagnose.cli import app as diagnose
from altutor.errors import AltutorError
from altutor.experiments import EXPERIMENTS, Options

ARGUMENTS = "altutor.arguments"  # where the context keeps the words of the command line
INTERRUPTED = 130  # what shells report for a program that Ctrl-C ended


class Scale(StrEnum):
    """How much is run."""

    quick = "quick"
    full = "full"


class PlainErrors(TyperGroup):
    """The command group; turns what a user can mend into one sentence and an exit code."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep the words of the command line for the line that resumes it."""
        ctx.meta[ARGUMENTS] = list(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; ``--debug`` lets every traceback through."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            # altutor.study words its own stops; others (reading data, drawing) have no text.
            typer.echo(str(stop) or f"Stopped; finished runs are kept. Go on with: {_command(ctx)}", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            sentence = _sentence(error)
            if ctx.params.get("debug") or sentence is None:
                raise
            from altutor.wording import printable

            typer.echo(f"Error: {printable(sentence)}", err=True)  # it may name a file
            raise typer.Exit(2) from None


app = typer.Typer(
    cls=PlainErrors,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="When active learning hurts: run the book's experiments and see which of its claims hold.",
    epilog="Start with: altutor reproduce",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Folder for results, figures and index.html.")]
Seeds = Annotated[int | None, typer.Option("--seeds", metavar="N", help="Number of seeds; default: the scale's own.")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N", help="Parallel processes; default: all cores.")]


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"altutor {__version__}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options of every command; :class:`PlainErrors` reads them."""


@app.command()
def reproduce(ctx: typer.Context, out: Out = Path("results"), jobs: Jobs = None, seeds: Seeds = None) -> None:
    """Run every experiment at quick scale, offline, and print one table of claims.

    Texts come from newswire, a generated stand-in for AG News. A claim that does not hold is a finding, not an error.
    """
    chosen = {
        name: Options(seeds=seeds, data="newswire" if entry.reads_texts else None)
        for name, entry in EXPERIMENTS.items()
    }
    _carry_out(ctx, chosen, out, jobs)
    typer.echo("Next: altutor run ag-news-org  (the same experiment on AG News; `altutor doctor` says what it needs)")


@app.command("list")
def list_experiments() -> None:
    """Name the experiments."""
    from altutor.console import print_experiments

    print_experiments()


@app.command()
def run(
    ctx: typer.Context,
    experiment: Annotated[str, typer.Argument(help="A name from `altutor list`.")],
    scale: Annotated[Scale, typer.Option("--scale", help="quick: minutes. full: hours.")] = Scale.quick,
    seeds: Seeds = None,
    jobs: Jobs = None,
    out: Out = Path("results"),
    data: Annotated[
        str | None,
        typer.Option(
            "--data",
            metavar="NAME_OR_FOLDER",
            help="Texts of ag-news-org: hub name or folder; default: fancyzhx/ag_news. "
            "newswire: the generated stand-in, which needs no network.",
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="NAME_OR_PATH",
            help="spaCy pipeline that ag-news-org fine-tunes; default: en_core_web_md (for newswire: its own).",
        ),
    ] = None,
    budget: Annotated[
        int | None,
        typer.Option("--budget", metavar="N", help="Labels in ag-news-org; default: the scale's own."),
    ] = None,
    backend: Annotated[
        str,
        typer.Option(
            "--backend",
            metavar="processes|ADDRESS",
            help="Where runs are done: processes of this machine, or a Dask cluster by the address of its scheduler, "
            "such as tcp://host:8786. Its workers must see --out under the same path.",
        ),
    ] = "processes",
) -> None:
    """Run one experiment; the same command goes on with a run that was stopped."""
    chosen = {experiment: Options(scale=scale.value, seeds=seeds, data=data, base=base, budget=budget)}
    _carry_out(ctx, chosen, out, jobs, backend)


app.add_typer(classroom)
app.add_typer(diagnose)


@app.command()
def doctor() -> None:
    """Say what is installed and reachable, and what to type to mend what is not."""
    from altutor.doctor import examine, print_findings

    print_findings(examine())


def main() -> None:
    """Run the command line; the entry point of ``altutor``."""
    threading.excepthook = _hush
    app(prog_name="altutor")


def _hush(error: threading.ExceptHookArgs) -> None:
    """Leave out what joblib's own thread says when Ctrl-C takes its work away; a failed run comes another way."""
    if error.exc_type is not KeyError or getattr(error.thread, "name", "") != "ExecutorManagerThread":
        threading.__excepthook__(error)


def _carry_out(
    ctx: typer.Context, chosen: dict[str, Options], out: Path, jobs: int | None, backend: str = "processes"
) -> None:
    """Run the experiments, then print their claims and write the report."""
    from altutor.outputs import read_sections, run_experiment
    from altutor.report import write_index
    from altutor.study import require_positive

    if jobs is not None:
        require_positive(jobs=jobs)
    read_sections(out)  # a file that cannot be read is named now, not after the runs
    command = _command(ctx)
    studies = [run_experiment(name, options, out, jobs, command, backend) for name, options in chosen.items()]
    report = write_index(out)  # before anything is printed: a reader of the output may stop reading (`| head`)
    from altutor.console import print_claims

    print_claims(studies)
    typer.echo(f"Report: {report}")


def _command(ctx: typer.Context) -> str:
    return shlex.join(["altutor", *ctx.meta[ARGUMENTS]])


def _sentence(error: Exception) -> str | None:
    """Return what the user can do about an error, or None where it is a mistake of the program."""
    if isinstance(error, AltutorError):
        return str(error)
    if isinstance(error, MemoryError) or type(error).__name__ == "TerminatedWorkerError":  # joblib: a worker was killed
        return "Memory ran out: type the same command again with --jobs 1; finished runs are kept."
    if isinstance(error, OSError) and error.errno != errno.EPIPE:
        what = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
        return f"The system refused ({what}): mend that, and type the same command again; finished runs are kept."
    return None
