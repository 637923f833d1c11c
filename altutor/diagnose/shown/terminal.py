"""What ``altutor diagnose`` prints: bars while it works, then the verdict and a line for each finding."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from altutor.diagnose.finding import SECTIONS
from altutor.diagnose.material import Progress, Reading
from altutor.diagnose.reporting import Report
from altutor.diagnose.shown import phrases
from altutor.diagnose.shown.visible import visible
from altutor.diagnose.verdict import alarm

NARROW = 80  # columns of a terminal
RATIOS = {"Question": 9, "Effect": 8, "Sizes": 8}  # share of what the other columns leave
COLOURS = {"go on": "green", "look": "yellow", "stop": "red"}


@contextmanager
def bars(quiet: bool = False) -> Iterator[Reading]:
    """Show a bar for each file and each question while the block runs, and yield what begins one."""
    from rich import progress as rich

    columns = (
        rich.SpinnerColumn(),
        rich.TextColumn("{task.description}", markup=False),
        rich.BarColumn(),
        rich.TaskProgressColumn(),
        rich.TimeElapsedColumn(),
    )
    output = Console(stderr=True)  # away from what is printed, which may be piped
    with rich.Progress(*columns, console=output, transient=True, disable=quiet or not output.is_terminal) as shown:

        def begin(name: str) -> Progress:
            task = shown.add_task(visible(name), total=None)  # a bar that moves, until a share is told

            def tell(share: float) -> None:
                shown.update(task, total=1.0, completed=share)

            return tell

        yield begin


def show(report: Report, index: Path, again: str) -> None:
    """Print the summary.

    Parameters
    ----------
    report
        The report.
    index
        Where its page lies.
    again
        The command to type next.
    """
    report = visible(report)
    # Away from a terminal rich assumes 80 columns, which breaks a line into many.
    known = sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit()
    output = Console(highlight=False, width=None if known else 120)
    level = report.verdict.level
    heading = (("Verdict: ", "bold"), (level.upper(), f"bold {COLOURS[level]}"))
    output.print(Text.assemble(*heading, f"  {report.verdict.meaning}"))
    lines = Table.grid(padding=(0, 1))
    for number, line in enumerate(report.verdict.lines, 1):
        what = Text.assemble(f"{line.what} ", ("Next: ", "dim"), line.do)
        lines.add_row(f"{number}.", Text(line.level, style=COLOURS[line.level]), what)
    output.print(lines)
    output.print()
    _files(output, report)
    _findings(output, report)
    _unknowns(output, report)
    output.print(escape(visible(f"Report: {index}    Next: {again}")), soft_wrap=True)


def next_command(report: Report, out: Path, demo: bool = False) -> str:
    """Return the command that would tell most of what is unknown."""
    given = report.settings
    if demo:
        return "altutor diagnose --selected FILE --pool FILE --heldout FILE  (your own annotations)"
    words = ["altutor", "diagnose"]
    for name in ("selected", "pool", "random", "heldout", "base", "label"):
        if given[name] is not None:
            words += [f"--{name}", str(given[name])]
    missing = ""
    if given["pool"] is None:
        missing = " --pool FILE"
    elif given["heldout"] is None and given["random"] is None:
        missing = " --heldout FILE"
    elif given["base"] is None and given["label"] is not None:
        missing = " --base PIPELINE"
    if given["seed"]:
        words += ["--seed", str(given["seed"])]
    if not given["text"]:
        words += ["--no-text"]
    if out != Path("report"):
        words += ["--out", str(out)]
    return shlex.join(words) + missing + ("" if missing else "  (again, once the next step is done)")


def _files(output: Console, report: Report) -> None:
    for file in report.facts.files:
        wrong = ", ".join(phrases.counted(count, name) for name, count in file.wrong.items())
        line = f"{file.role}: {phrases.counted(file.texts, 'texts')} in {file.name} ({file.format})"
        output.print(escape(line + (f"; {wrong}" if wrong else "")), style="dim", soft_wrap=True)
    name, texts = report.facts.compared
    output.print(f"compared with: {phrases.counted(texts, name) if texts else 'nothing'}", style="dim", soft_wrap=True)


def _findings(output: Console, report: Report) -> None:
    # "-0.612 to 0.907" in a line, or each end in its own.
    widths = {"95% interval": 16 if output.width > NARROW else 8, "Adj. p": 7}
    for section, title in SECTIONS.items():
        found = [one for one in report.findings if one.section == section]
        if not found:
            continue
        table = Table(
            title=f"{section}. {title}",
            title_justify="left",
            title_style="bold",
            box=None,
            pad_edge=False,
            expand=True,  # so that the columns of all sections stand below each other
        )
        for heading in ("Question", "Effect", "95% interval", "Adj. p", "Sizes"):
            ratio, width = RATIOS.get(heading), widths.get(heading)
            table.add_column(heading, header_style="dim", overflow="fold", ratio=ratio, width=width)
        for one in found:
            style = "yellow" if alarm(one) else ""
            p = Text(phrases.p_value(one.adjusted) or phrases.DASH, style=style)
            effect, interval = (phrases.effect(one) or phrases.DASH, phrases.interval(one) or phrases.DASH)
            table.add_row(escape(one.question), escape(effect), interval, p, escape(phrases.sizes(one)))
        output.print()
        output.print(table)


def _unknowns(output: Console, report: Report) -> None:
    if not report.unknowns:
        output.print()
        return
    output.print("\nWhat this report cannot know, and what would tell", style="bold")
    needs: dict[str, list[str]] = {}
    for one in report.unknowns:
        needs.setdefault(one.needs, []).append(one.what)
    for need, whats in needs.items():
        output.print(f"- {escape(' '.join(whats))}\n  [dim]needs[/dim] {escape(need)}")
    output.print()
