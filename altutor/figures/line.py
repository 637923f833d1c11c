"""Rows on a line: how they are distributed, and where each strategy asked."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from altutor.figures.style import INK, WIDTH, numbers, style_of
from altutor.traces import Trace
from altutor.wording import fixed, percent

FACES = {"class 0": "#555555", "class 1": "#BBBBBB"}


def line(trace: Trace) -> Figure:
    """Draw the distribution above, and below it one panel a strategy: queries by place, and the last threshold."""
    panels = trace.labels["panels"]
    figure = Figure(figsize=(WIDTH, 4.9))
    figure.subplots_adjust(left=0.095, right=0.985, top=0.95, bottom=0.095, hspace=0.42)
    axes = figure.subplots(1 + len(panels), 1, sharex=True, squeeze=False)[:, 0]
    x = numbers(trace.columns["x"])
    width = float(x[1] - x[0])
    mass = {name: numbers(trace.columns[name]) for name in FACES}
    for name, colour in FACES.items():
        axes[0].bar(x, mass[name], width, color=colour, label=name)
    top = float(np.max(list(mass.values())))
    for at, share in trace.labels["masses"]:
        axes[0].text(at, top * 1.06, percent(share), ha="center")
    axes[0].set(ylim=(0, top * 1.25), ylabel="share of rows")
    axes[0].legend(loc="upper left", bbox_to_anchor=(0.66, 0.9), frameon=False, handlelength=1.0)
    _threshold(axes[0], trace.labels["best"], "best", height=0.68)  # below the shares of the groups
    for ax, (strategy, heading) in zip(axes[1:], panels.items(), strict=True):
        style = style_of(strategy)
        ax.bar(x, numbers(trace.columns[strategy]), width, color=style.colour)
        ax.set_title(heading, color=style.ink)
        ax.set(ylabel="queries")
        ax.margins(y=0.3)
        _threshold(ax, trace.labels["thresholds"][strategy], "learnt")
    axes[-1].set(xlabel=trace.labels["x"], xlim=(x[0] - width, x[-1] + width))
    return figure


def _threshold(ax: Axes, at: float, name: str, height: float = 0.97) -> None:
    ax.axvline(at, color=INK, linewidth=1.4, linestyle=(0, (4, 2)))
    ax.text(at + 0.06, ax.get_ylim()[1] * height, f"{name}: {fixed(at, 2)}", ha="left", va="top")
