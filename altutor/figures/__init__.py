"""Pictures of traces: one function a kind, one style for the whole book.

matplotlib is imported when the first figure is drawn, and used without pyplot, so that nothing global changes.
"""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from altutor.errors import AltutorError
from altutor.files import write_atomic
from altutor.traces import Trace

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = {
    "trap-picture": "altutor.figures.trap:trap_picture",
    "curves": "altutor.figures.curves:curves",
    "closed-form": "altutor.figures.curves:closed_form",
    "stacked-curves": "altutor.figures.curves:stacked",
    "plane-and-confidence": "altutor.figures.plane:plane_and_confidence",
    "phase": "altutor.figures.phase:phase",
    "dots": "altutor.figures.dots:dots",
    "panels-of-dots": "altutor.figures.panels:panels_of_dots",
    "reliability": "altutor.figures.dots:reliability",
    "line": "altutor.figures.line:line",
    "map": "altutor.figures.map:two_kinds",
    "null": "altutor.figures.null:null",
    "two-histograms": "altutor.figures.null:two_histograms",
    "rare-picture": "altutor.figures.rare:rare_picture",
    "by-prevalence": "altutor.figures.prevalence:by_prevalence",
    "thresholds": "altutor.figures.prevalence:thresholds",
    "crossings": "altutor.figures.prevalence:crossings",
    "rates": "altutor.figures.rates:rates",
    "scatter": "altutor.figures.scatter:scatter",
    "tags": "altutor.figures.tags:tags",
    "shares-over-time": "altutor.figures.over_time:shares_over_time",
}


def draw(trace: Trace) -> Figure:
    """Return the figure of a trace.

    Raises
    ------
    AltutorError
        When no function draws its kind.
    """
    import matplotlib

    from altutor.figures.style import RC

    if trace.kind not in KINDS:
        raise AltutorError(
            f"Figure {trace.id} is of kind {trace.kind!r}, and this altutor draws {', '.join(KINDS)}: upgrade altutor "
            "(`python -m pip install --upgrade altutor`)."
        )
    module, function = KINDS[trace.kind].split(":")
    with matplotlib.rc_context(RC):
        figure: Figure = getattr(import_module(module), function)(trace)
    return figure


def save(trace: Trace, folder: Path) -> list[Path]:
    """Write ``folder/<id>.png`` (150 dots an inch) and ``folder/<id>.svg``; the same trace gives the same bytes."""
    import matplotlib

    from altutor.figures.style import RC

    figure = draw(trace)
    paths = []
    for ending, metadata in (("png", {"Software": None}), ("svg", {"Date": None, "Title": trace.title})):
        content = io.BytesIO()
        # The salt makes the ids inside an SVG depend on the picture alone.
        with matplotlib.rc_context({**RC, "svg.hashsalt": trace.id}):
            figure.savefig(content, format=ending, dpi=150, metadata=metadata)
        paths.append(folder / f"{trace.id}.{ending}")
        write_atomic(paths[-1], content.getvalue())
    return paths
