"""The tables that the command line prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from altutor.experiments import EXPERIMENTS

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from altutor.results import Results


def console() -> Console:
    """Return a console on today's standard output."""
    from rich.console import Console

    # Away from a terminal rich assumes 80 columns, which breaks a statement into many lines.
    return Console(highlight=False, width=None if sys.stdout.isatty() else 120)


def print_claims(results: Sequence[Results]) -> None:
    """Print one table of all claims, and how many hold."""
    from rich.text import Text

    from altutor import wording

    styles = {wording.HOLDS: "green", wording.FAILS: "red", wording.OPEN: "yellow", wording.LATER: "dim"}
    table = _table("Claim", "Estimate", "95% interval", "Seeds", "Verdict", title="Claims")
    for study in results:
        scale = study.config.get("scale", "")
        table.add_row(Text(f"{study.experiment} ({scale} scale, {study.data['source']})", style="bold"))
        for claim in study.claims:
            word = wording.verdict(claim)
            table.add_row(
                Text(claim["statement"]) + Text(f" ({wording.bound(claim)})", style="dim"),
                wording.estimate(claim),
                wording.interval(claim),
                str(claim["n_seeds"] or ""),
                Text(word, style=styles[word]),
            )
        table.add_section()
    output = console()
    output.print(table)
    counts = wording.tally([claim for study in results for claim in study.claims])
    output.print(", ".join(f"{count} {words}" for _, count, words in counts))


def print_experiments() -> None:
    """Print the experiments and how to run one."""
    table = _table("Experiment", "What it shows", "Data")
    for name, entry in EXPERIMENTS.items():
        data = "AG News (hub or folder), or newswire, an offline stand-in" if entry.reads_texts else "its own"
        table.add_row(name, entry.title, data)
    output = console()
    output.print(table)
    output.print("Run one with: altutor run EXPERIMENT        Run all, offline, with: altutor reproduce")


def _table(*headings: str, title: str | None = None) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
