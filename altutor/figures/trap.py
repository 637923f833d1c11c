"""The picture of the trap: who was asked about, and where the model ends up."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from altutor.figures.style import GREY, INK, WIDTH, style_of
from altutor.traces import Trace

FACES = {"class 1": ("#BBBBBB", "o"), "class 0": ("#555555", "x"), "hidden class 1": ("#BBBBBB", "o")}


def trap_picture(trace: Trace) -> Figure:
    """Draw one panel a strategy: all rows, those asked about ringed, and the boundary of the last model."""
    figure = Figure(figsize=(WIDTH, 5.3))
    figure.subplots_adjust(left=0.08, right=0.985, top=0.95, bottom=0.09, hspace=0.2)
    panels = trace.labels["panels"]
    axes = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
    points = np.array([trace.columns["x"], trace.columns["y"]])
    cluster = np.array(trace.columns["cluster"])
    for ax, (strategy, heading) in zip(axes, panels.items(), strict=True):
        asked = [None if number is None else int(number) for number in trace.columns[strategy]]
        _panel(ax, points, cluster, asked, strategy)
        _boundary(ax, trace.labels["boundaries"][strategy])
        ax.set_title(heading + " sampling", color=style_of(strategy).ink)
        ax.set_ylabel(trace.labels["y"])
    axes[-1].set_xlabel(trace.labels["x"])
    return figure


def _panel(
    ax: Axes, points: NDArray[np.float64], cluster: NDArray[np.str_], asked: list[int | None], strategy: str
) -> None:
    for name, (colour, marker) in FACES.items():
        x, y = points[:, cluster == name]
        ax.scatter(x, y, s=9, c=colour, marker=marker, linewidths=0.8)
        ax.text(x.mean(), y.max() + 0.2, name, ha="center", va="bottom")
    start = np.array([number == 0 for number in asked])
    queried = np.array([number is not None and number > 0 for number in asked])
    colour = style_of(strategy).colour
    ax.scatter(points[0, queried], points[1, queried], s=34, facecolors="none", edgecolors=colour, linewidths=1.3)
    ax.scatter(points[0, start], points[1, start], s=70, c="white", edgecolors=INK, marker="*", zorder=3)
    low, high = points.min(axis=1), points.max(axis=1)
    ax.set(xlim=(low[0] - 0.6, high[0] + 0.6), ylim=(low[1] - 0.5, high[1] + 1.1), aspect="equal")
    ax.grid(False)


def _boundary(ax: Axes, weights: list[float]) -> None:
    """Draw where a x + b y + c = 0, and shade the side that the model calls class 1."""
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    x, y = np.meshgrid(np.linspace(left, right, 400), np.linspace(bottom, top, 200))
    a, b, c = weights
    value = a * x + b * y + c
    ax.contourf(x, y, value, levels=[0, np.inf], colors=["#F0E442"], alpha=0.22, zorder=0)
    ax.contour(x, y, value, levels=[0], colors=[INK], linewidths=1.4)
    ax.text(right - 0.15, bottom + 0.15, "shaded: the model says class 1", color=GREY, ha="right", va="bottom")
