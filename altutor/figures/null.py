"""Histograms: what chance alone gives beside what was found, and one quantity in two samples."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from altutor.figures.style import WIDTH, numbers, style_of
from altutor.traces import Trace
from altutor.wording import percent


def null(trace: Trace) -> Figure:
    """Draw the permuted statistics as bars, and the found one as a named line."""
    figure = Figure(figsize=(WIDTH, 2.6), layout="constrained")
    ax = figure.subplots()
    low, high, counts = (numbers(trace.columns[name]) for name in ("from", "to", "permutations"))
    ax.bar(low, counts, high - low, align="edge", color="#c8c8c8", label="chance alone")
    found, style = trace.labels["found"], style_of("chosen texts")
    ax.axvline(found, color=style.ink, linewidth=2)
    left, right = min(low[0], found), max(high[-1], found)
    # The name stands on the side where there is more room.
    towards_right = found - left < right - found
    ax.annotate(
        trace.labels["name"],
        (found, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(6 if towards_right else -6, -4),
        textcoords="offset points",
        ha="left" if towards_right else "right",
        va="top",
        color=style.ink,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
    )
    room = 0.04 * (right - left)
    ax.set(xlim=(left - room, right + room), ylim=(0, counts.max() * 1.25), xlabel=trace.labels["x"])
    ax.set_ylabel(trace.labels["y"])
    ax.grid(axis="x", visible=False)
    return figure


def two_histograms(trace: Trace) -> Figure:
    """Draw the shares of two series over the same bins as outlines, told apart by colour and line."""
    figure = Figure(figsize=(WIDTH, 2.8), layout="constrained")
    ax = figure.subplots()
    edges = np.append(numbers(trace.columns["from"]), trace.columns["to"][-1])
    for i, name in enumerate(trace.labels["series"]):
        style = style_of(name)
        shares = numbers(trace.columns[name])
        line = "-" if i == 0 else (0, (4, 1.5))
        ax.stairs(shares, edges, color=style.colour, linewidth=1.8, linestyle=line, label=name)
    ax.set(xlabel=trace.labels["x"], ylabel=trace.labels["y"], xlim=(edges[0], edges[-1]), ylim=(0, None))
    ax.yaxis.set_major_formatter(lambda value, _: percent(value, 1 if ax.get_ylim()[1] < 0.04 else 0))
    ax.grid(axis="x", visible=False)
    figure.legend(loc="outside upper left", ncols=2, frameon=False)
    return figure
