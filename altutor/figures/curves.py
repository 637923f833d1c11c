"""Curves with intervals: learning curves in panels, and measurements beside a closed form."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from altutor.figures.style import INK, WIDTH, Label, label_ends, numbers, style_of
from altutor.traces import Trace

Series = dict[str, NDArray[np.float64]]  # x, estimate, low, high, perhaps closed_form


def curves(trace: Trace) -> Figure:
    """Draw one panel per value of ``panel`` and one line with its interval per value of ``series``."""
    panels = trace.labels["panels"]
    figure = Figure(figsize=(WIDTH, 3.4))
    # No layout engine: it does not see the labels that stand right of the axes.
    figure.subplots_adjust(left=0.115, right=0.85, top=0.91, bottom=0.14, wspace=0.62)
    axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    drawn = [series_of(trace, panel) for panel in panels]
    for ax, heading, lines in zip(axes, panels.values(), drawn, strict=True):
        for name, line in lines.items():
            _line(ax, name, line, marker=True)
        ax.set(title=heading, xlabel=trace.labels["x"], xmargin=0.02)
    axes[0].set_ylabel(trace.labels["y"])
    for ax, lines in zip(axes, drawn, strict=True):
        label_ends(ax, [_label(name, line) for name, line in lines.items()])
    return figure


def stacked(trace: Trace) -> Figure:
    """Draw panels one below the other, each with its own x, for more lines than bands would leave readable.

    The lines are named in the first panel, where they end side by side.
    """
    panels = trace.labels["panels"]
    height = 2.9 * len(panels)
    figure = Figure(figsize=(WIDTH, height))
    figure.subplots_adjust(left=0.1, right=0.71, top=1 - 0.12 / height, bottom=0.45 / height, hspace=0.24)
    axes = figure.subplots(len(panels), 1, squeeze=False)[:, 0]
    for ax, (panel, x) in zip(axes, panels.items(), strict=True):
        lines = series_of(trace, panel)
        for name, line in lines.items():
            style = style_of(name)
            ax.plot(line["x"], line["estimate"], style.marker, color=style.colour, linestyle=style.line)
            ax.vlines(line["x"], line["low"], line["high"], color=style.colour, linewidth=1)
        ax.set(xlabel=x, ylabel=trace.labels["y"], xmargin=0.02)
        ax.xaxis.get_major_locator().set_params(integer=True)
        if panel == next(iter(panels)):
            label_ends(ax, [_label(name, line) for name, line in lines.items()])
    return figure


def closed_form(trace: Trace) -> Figure:
    """Draw what was measured with its intervals, and the closed form dotted on top.

    Series measured at every x are lines with bands; those with gaps are points with bars.
    """
    lines = series_of(trace)
    named = len(lines) > 1
    figure = Figure(figsize=(WIDTH, 3.6))
    figure.subplots_adjust(left=0.1, right=0.82 if named else 0.98, top=0.92, bottom=0.13)
    ax = figure.subplots()
    for name, line in lines.items():
        if np.isnan(line["estimate"]).any():
            _points(ax, name, line)
        else:
            _line(ax, name, line, marker=False)
        ax.plot(line["x"], line["closed_form"], color=INK, linestyle=(0, (1, 1.5)), linewidth=1.6)
    ax.set(xlabel=trace.labels["x"], ylabel=trace.labels["y"], ylim=(-0.03, 1.03), xmargin=0.02)
    ax.set_title("dotted: closed form", fontweight="normal")
    if named:
        label_ends(ax, [_label(name, line) for name, line in lines.items()])
    return figure


def series_of(trace: Trace, panel: str | None = None) -> dict[str, Series]:
    """Split the columns of a trace by series, in the order of their first rows; open intervals become NaN."""
    columns = trace.columns
    inside = [panel is None or value == panel for value in columns.get("panel", columns["series"])]
    names = dict.fromkeys(name for name, here in zip(columns["series"], inside, strict=True) if here)
    found = {}
    for wanted in names:
        chosen = [here and name == wanted for name, here in zip(columns["series"], inside, strict=True)]
        found[wanted] = {
            column: numbers(values)[chosen] for column, values in columns.items() if column not in ("panel", "series")
        }
    return found


def _line(ax: Axes, name: str, line: Series, marker: bool) -> None:
    style = style_of(name)
    ax.fill_between(line["x"], line["low"], line["high"], color=style.colour, alpha=0.15, linewidth=0)
    symbol = style.marker if marker else ""
    ax.plot(line["x"], line["estimate"], color=style.colour, linestyle=style.line, marker=symbol)


def _points(ax: Axes, name: str, line: Series) -> None:
    style = style_of(name)
    bars = np.abs(np.array([line["low"], line["high"]]) - line["estimate"])
    ax.errorbar(line["x"], line["estimate"], bars, fmt=style.marker, color=style.colour, markersize=4, capsize=5)


def _label(name: str, line: Series) -> Label:
    return Label(float(line["x"][-1]), float(line["estimate"][-1]), name, style_of(name).ink)
