"""Pictures that say what they show, in notebooks and on pages."""

from __future__ import annotations

import base64
import io
from html import escape
from typing import TYPE_CHECKING

from altutor.book.tables import table_of
from altutor.traces import Trace

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TABLE_ROWS = 60  # a longer data table is cut on the page; the trace has all of it
VECTOR = 150_000  # bytes up to which a picture is an SVG; a larger one has thousands of points and is a PNG
DPI = 100  # of a page; pixels are doubled for dense screens


class Picture:
    """HTML that a notebook displays."""

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return "A picture; a notebook shows it."


def show(figure: Figure, alt: str, caption: str = "") -> Picture:
    """Return a matplotlib figure for a notebook, with words for those who do not see it.

    Parameters
    ----------
    figure
        A figure; it is closed where pyplot made it.
    alt
        What the picture shows, with its main numbers.
    caption
        A line below it.
    """
    import sys

    shown = image(figure, alt)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(figure)
    return Picture(_figure(shown, escape(caption)))


def draw(trace: Trace) -> Picture:
    """Return the picture of a trace, its caption and its data."""
    from altutor import figures

    title = trace.title if trace.title.endswith("?") else f"{trace.title}."
    caption = f"<strong>{escape(title)}</strong> {escape(trace.caption)}"
    table = table_of(trace.columns, trace.title, TABLE_ROWS)
    return Picture(_figure(image(figures.draw(trace), trace.alt), caption, table))


def _figure(image: str, caption: str, table: str = "") -> str:
    parts = [image, f"<figcaption>{caption}</figcaption>" if caption else ""]
    if table:
        parts.append(f"<details><summary>The numbers behind this figure</summary>{table}</details>")
    return f'<figure class="shown">{"".join(parts)}</figure>'


def image(figure: Figure, alt: str) -> str:
    """Return an img element that holds a figure, at its size on a page."""
    import matplotlib

    from altutor.figures.style import RC

    width, height = (round(DPI * inches) for inches in figure.get_size_inches())
    with matplotlib.rc_context({**RC, "svg.hashsalt": alt}):  # the same figure gives the same bytes
        kind, content = "svg+xml", _save(figure, "svg")
        if len(content) > VECTOR:
            kind, content = "png", _save(figure, "png")
    data = base64.b64encode(content).decode()
    return (
        f'<img src="data:image/{kind};base64,{data}" alt="{escape(alt)}" width="{width}" height="{height}" '
        'loading="lazy" decoding="async">'
    )


def _save(figure: Figure, ending: str) -> bytes:
    content = io.BytesIO()
    metadata = {"svg": {"Date": None}, "png": {"Software": None}}[ending]
    figure.savefig(content, format=ending, dpi=2 * DPI, metadata=metadata)
    return content.getvalue()
