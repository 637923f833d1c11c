"""Estimates with intervals as dots on a common scale, and reliability diagrams."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import blended_transform_factory
from numpy.typing import NDArray

from altutor.figures.rows import rows_under_headings
from altutor.figures.style import GREY, INK, WIDTH, numbers, style_of
from altutor.traces import Trace

ROW = 0.235  # inches a row of dots
SCORES = {"beam": "beam share", "greedy": "greedy probability", "committee": "committee share"}


def dots(trace: Trace) -> Figure:
    """Draw one row per ``label`` under headings by ``group``, and in it one dot with its interval per ``series``."""
    height, headings, y = rows_under_headings(trace)
    figure = Figure(figsize=(WIDTH, ROW * y + 0.95))
    inches = figure.get_figheight()
    left = 0.06 + 0.0104 * max(len(label) for _, label in height)  # a character is about 0.067 inches wide
    figure.subplots_adjust(left=left, right=0.97, top=1 - 0.35 / inches, bottom=0.5 / inches)
    ax = figure.subplots()
    series = list(dict.fromkeys(trace.columns["series"]))
    offset = dict(zip(series, np.linspace(-0.16, 0.16, len(series)) if len(series) > 1 else [0.0], strict=True))
    estimate, low, high = (numbers(trace.columns[name]) for name in ("estimate", "low", "high"))
    for i, name in enumerate(trace.columns["series"]):
        at = height[trace.columns["group"][i], trace.columns["label"][i]] + offset[name]
        style = style_of(name)
        ax.plot([low[i], high[i]], [at, at], color=style.colour, linewidth=1.4, solid_capstyle="butt")
        face = "white" if style.hollow else style.colour
        ax.plot(estimate[i], at, style.marker, color=style.colour, markerfacecolor=face, markersize=5.5)
    if "zero" in trace.labels:
        ax.axvline(0, color=INK, linewidth=1)
    ax.set(ylim=(y - 0.4, -0.7), xlabel=trace.labels["x"])
    if "limits" in trace.labels:
        ax.set_xlim(*trace.labels["limits"])
    elif all(isinstance(value, int) for value in trace.columns["estimate"]):
        ax.set_xlim(left=-0.03 * max(1, *trace.columns["estimate"]))  # counts: from 0, a dot at which is seen whole
        ax.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    ax.set_yticks(list(height.values()), [label for _, label in height])
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="y", visible=False)
    for heading, at in headings.items():
        beside = blended_transform_factory(figure.transFigure, ax.transData)
        ax.text(0.012, at, heading, transform=beside, va="center", fontweight="bold")
    if len(series) > 1:
        _key(ax, series)
    return figure


def reliability(trace: Trace) -> Figure:
    """Draw one diagram per ``panel``: share right against score, before and after training."""
    panels = list(dict.fromkeys(trace.columns["panel"]))
    figure = Figure(figsize=(WIDTH, 2.75))
    figure.subplots_adjust(left=0.085, right=0.985, top=0.79, bottom=0.175, wspace=0.12)
    axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    panel, series = np.array(trace.columns["panel"]), np.array(trace.columns["series"])
    x, estimate, low, high = (numbers(trace.columns[name]) for name in ("x", "estimate", "low", "high"))
    names = list(dict.fromkeys(trace.columns["series"]))
    for ax, score in zip(axes, panels, strict=True):
        ax.plot([0, 1], [0, 1], color=GREY, linestyle=(0, (3, 2)), linewidth=1)
        for name in names:
            here: NDArray[np.bool_] = (panel == score) & (series == name)
            style = style_of(name)
            face = "white" if style.hollow else style.colour
            ax.vlines(x[here], low[here], high[here], color=style.colour, linewidth=1.2)
            ax.plot(
                x[here], estimate[here], color=style.colour, marker=style.marker, markerfacecolor=face, linewidth=1.2
            )
        ax.set(title=SCORES.get(score, score), xlabel=trace.labels["x"], xlim=(-0.03, 1.03), ylim=(-0.03, 1.03))
    axes[0].set_ylabel(trace.labels["y"])
    _key(axes[0], names, figure)
    return figure


def _key(ax: Axes, series: list[str], figure: Figure | None = None) -> None:
    """Write the names of the series above the axes: dots that lie on each other leave no room beside them."""
    handles = []
    for name in series:
        style = style_of(name)
        face = "white" if style.hollow else style.colour
        handles.append(
            ax.plot([], [], style.marker, color=style.colour, markerfacecolor=face, markersize=5.5, label=name)[0]
        )
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1.0)} if figure is None else {"loc": "upper left"}
    (figure or ax).legend(handles=handles, ncols=len(series), frameon=False, handletextpad=0.2, **place)
