"""Chosen rows in a plane of the features, and how sure a model is of them."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from altutor.figures.style import WIDTH, numbers, style_of
from altutor.traces import Trace


def plane_and_confidence(trace: Trace) -> Figure:
    """Draw the pool with the rows of two strategies, and the distribution of confidence in each beside it."""
    figure = Figure(figsize=(WIDTH, 3.3), layout="constrained")
    left, right = figure.subplots(1, 2)
    x, y, confidence = (numbers(trace.columns[name]) for name in ("x", "y", "confidence"))
    left.scatter(x, y, s=5, color="#c8c8c8", linewidths=0, label="pool")
    edges = np.linspace(0.5, 1.0, 11)
    right.hist(confidence, edges, density=True, color="#dcdcdc", label="pool")
    for name in ("random", "uncertainty"):
        rows, style = np.array(trace.columns[name], dtype=bool), style_of(name)
        left.scatter(
            x[rows], y[rows], s=16, facecolors="none", edgecolors=style.colour, marker=style.marker, label=name
        )
        right.hist(
            confidence[rows],
            edges,
            density=True,
            histtype="step",
            color=style.colour,
            linewidth=1.8,
            linestyle="-" if name == "random" else (0, (4, 1.5)),
            label=name,
        )
    left.set(xlabel=trace.labels["x"], ylabel=trace.labels["y"])
    right.set(xlabel=trace.labels["confidence"], yticks=[], ylabel="share of rows")
    handles, names = left.get_legend_handles_labels()
    figure.legend(handles, names, loc="outside upper left", ncols=3, frameon=False, handletextpad=0.2)
    return figure
