"""The picture of a pool with a rare class that is partly hidden: which rows each strategy asked about."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from altutor.figures.style import GREY, INK, WIDTH, numbers, style_of
from altutor.traces import Trace

# Of each mode: colour, marker, size of its rows.
FACES = {"common": ("#CFCFCF", ".", 7), "rare": ("#444444", "x", 16), "rare, hidden": ("#444444", "+", 24)}


def rare_picture(trace: Trace) -> Figure:
    """Draw one panel a strategy: all rows, those asked about ringed, and the boundary of the last model."""
    panels = trace.labels["panels"]
    figure = Figure(figsize=(WIDTH, 5.6))
    figure.subplots_adjust(left=0.08, right=0.985, top=0.95, bottom=0.085, hspace=0.22)
    axes = figure.subplots(len(panels), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    points = np.array([trace.columns["x"], trace.columns["y"]])
    mode = np.array(trace.columns["mode"])
    for ax, (strategy, heading) in zip(axes, panels.items(), strict=True):
        _panel(ax, points, mode, numbers(trace.columns[strategy]), strategy)
        _boundary(ax, trace.labels["boundaries"][strategy])
        ax.set_title(heading, color=style_of(strategy).ink)
        ax.set_ylabel(trace.labels["y"])
    axes[-1].set_xlabel(trace.labels["x"])
    return figure


def _panel(
    ax: Axes, points: NDArray[np.float64], mode: NDArray[np.str_], asked: NDArray[np.float64], strategy: str
) -> None:
    for name, (colour, marker, size) in FACES.items():
        x, y = points[:, mode == name]
        ax.scatter(x, y, s=size, c=colour, marker=marker, linewidths=0.9)
        if len(x):  # the common class is so wide that only the place below it is free
            at, side = (y.min() - 0.15, "top") if name == "common" else (y.max() + 0.25, "bottom")
            ax.text(np.median(x), at, name, ha="center", va=side)
    queried, start = asked > 0, asked == 0  # NaN: never asked about
    colour = style_of(strategy).colour
    ax.scatter(points[0, queried], points[1, queried], s=38, facecolors="none", edgecolors=colour, linewidths=1.2)
    ax.scatter(points[0, start], points[1, start], s=60, c="white", edgecolors=INK, marker="*", zorder=3)
    low, high = points.min(axis=1), points.max(axis=1)
    ax.set(xlim=(low[0] - 0.4, high[0] + 0.4), ylim=(low[1] - 1.2, high[1] + 1.2))
    ax.grid(False)


def _boundary(ax: Axes, weights: list[float]) -> None:
    """Draw where a x + b y + c = 0, and shade the side that the model calls rare."""
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    x, y = np.meshgrid(np.linspace(left, right, 400), np.linspace(bottom, top, 200))
    a, b, c = weights
    value = a * x + b * y + c
    ax.contourf(x, y, value, levels=[0, np.inf], colors=["#F0E442"], alpha=0.22, zorder=0)
    ax.contour(x, y, value, levels=[0], colors=[INK], linewidths=1.4)
    ax.text(right - 0.15, bottom + 0.15, "shaded: the model says rare", color=GREY, ha="right", va="bottom")
