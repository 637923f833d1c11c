"""Two kinds of points on a map."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from altutor.figures.style import WIDTH, numbers, style_of
from altutor.traces import Trace


def two_kinds(trace: Trace) -> Figure:
    """Draw the points of each series, hollow so that those below show through; axes share one scale."""
    figure = Figure(figsize=(WIDTH, 4.4), layout="constrained")
    ax = figure.subplots()
    x, y = numbers(trace.columns["x"]), numbers(trace.columns["y"])
    series = np.array(trace.columns["series"])
    for name in dict.fromkeys(trace.columns["series"]):
        here, style = series == name, style_of(name)
        ax.scatter(
            x[here],
            y[here],
            s=13,
            facecolors="none",
            edgecolors=style.colour,
            marker=style.marker,
            linewidths=0.7,
            label=name,
        )
    ax.set(xlabel=trace.labels["x"], ylabel=trace.labels["y"])
    ax.set_aspect("equal", adjustable="datalim")
    figure.legend(loc="outside upper left", ncols=2, frameon=False, handletextpad=0.2)
    return figure
