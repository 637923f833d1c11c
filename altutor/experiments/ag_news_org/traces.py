"""What the figures of the ORG experiment show."""

from __future__ import annotations

from altutor.experiments.ag_news_org import trace_dots, trace_lines
from altutor.experiments.ag_news_org.trace_parts import cells_of
from altutor.results import Results
from altutor.traces import Trace


def traces(results: Results) -> list[Trace]:
    """Return the figures of a study at either scale: they show the cells that were run."""
    table = results.table()
    cells = cells_of(table)
    made = [
        trace_dots.verdict(table, cells),
        trace_lines.curves(table, cells),
        trace_dots.precision_recall(table, cells),
        trace_lines.accepted(table, cells),
        trace_lines.reliability_diagrams(table),
        trace_dots.others_kept(table, cells),
        trace_dots.topics(table, cells),
    ]
    several = len(results.seeds) > 1
    about = f" {len(results.seeds)} seeds, 95% intervals." if several else " One seed: no intervals."
    if results.config["corpus"] == "newswire":
        about += " Newswire, a generated stand-in for AG News."
    return [
        Trace(
            **(trace | {"caption": trace["caption"] + about}),
            experiment=results.experiment,
            seeds=tuple(results.seeds),
            versions=results.versions,
        )
        for trace in made
    ]
