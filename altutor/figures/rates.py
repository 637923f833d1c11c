"""Shares in a table of cells: what was tested across, what it was tested on down."""

from __future__ import annotations

from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import blended_transform_factory

from altutor.figures.rows import rows_under_headings
from altutor.figures.style import GREY, INK, WIDTH, numbers
from altutor.traces import Trace
from altutor.wording import fixed

ROW = 0.27  # inches
# One hue from paper to the blue of the palette: readable in grey, and with the numbers on it without colour.
SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#9ecae9", "#0072B2"])


def rates(trace: Trace) -> Figure:
    """Draw one cell per ``label`` (down, under headings by ``group``) and ``across``, with its percentage."""
    height, headings, y = rows_under_headings(trace)
    columns = list(dict.fromkeys(trace.columns["across"]))
    figure = Figure(figsize=(WIDTH, ROW * y + 1.0))
    inches = figure.get_figheight()
    left = 0.03 + 0.0102 * max(len(label) for _, label in height)
    figure.subplots_adjust(left=left, right=0.99, top=1 - 0.9 / inches, bottom=0.06 / inches)
    ax = figure.subplots()
    estimate = numbers(trace.columns["estimate"])
    for i, name in enumerate(trace.columns["across"]):
        at = height[trace.columns["group"][i], trace.columns["label"][i]]
        x = columns.index(name)
        shade = SHADES(estimate[i])
        ax.add_patch(Rectangle((x - 0.5, at - 0.5), 1, 1, facecolor=shade, edgecolor="white", linewidth=1.5))
        colour = "white" if estimate[i] > 0.7 else INK
        ax.text(x, at, fixed(100 * estimate[i], 0), ha="center", va="center", color=colour, fontsize=8.5)
    ax.set(xlim=(-0.5, len(columns) - 0.5), ylim=(y - 0.5, -0.5))
    ax.set_yticks(list(height.values()), [label for _, label in height])
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(columns)), columns, rotation=40, ha="left", rotation_mode="anchor")
    ax.tick_params(length=0)
    ax.grid(visible=False)
    for spine in ax.spines.values():
        spine.set_visible(False)
    for heading, at in headings.items():
        beside = blended_transform_factory(figure.transFigure, ax.transData)
        ax.text(0.012, at, heading, transform=beside, va="center", fontweight="bold")
    for mark in trace.labels.get("after", []):  # a thin line after a column: what follows is of another kind
        ax.axvline(columns.index(mark) + 0.5, color=GREY, linewidth=0.8)
    return figure
