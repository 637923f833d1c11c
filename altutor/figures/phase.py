"""A phase diagram: a share as colour and number over two factors, one panel per value of a third."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from altutor.figures.style import INK, WIDTH, numbers
from altutor.traces import Trace
from altutor.wording import fixed

COLOURS = "cividis"  # even in lightness, and alike for readers with and without colour blindness
DARK = 0.45  # below this share the colour is so dark that numbers on it must be white


def phase(trace: Trace) -> Figure:
    """Draw one grid per ``panel`` of ``estimate`` by ``x`` and ``y``, with the closed form in brackets below it."""
    panels = list(dict.fromkeys(trace.columns["panel"]))
    xs, ys = (list(dict.fromkeys(trace.columns[name])) for name in ("x", "y"))
    across = min(len(panels), 3)
    down = -(-len(panels) // across)
    figure = Figure(figsize=(WIDTH, 0.9 + down * (0.62 + 0.42 * len(ys))), layout="constrained")
    axes = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False)
    share, predicted = numbers(trace.columns["estimate"]), numbers(trace.columns["closed_form"])
    for i, ax in enumerate(axes.flat):
        if i >= len(panels):
            ax.set_visible(False)
            continue
        grid = np.full((len(ys), len(xs)), np.nan)
        for row, panel in enumerate(trace.columns["panel"]):
            if panel != panels[i]:
                continue
            at = ys.index(trace.columns["y"][row]), xs.index(trace.columns["x"][row])
            grid[at] = share[row]
            ax.text(
                at[1],
                at[0],
                f"{fixed(share[row], 2)}\n({fixed(predicted[row], 2)})",
                ha="center",
                va="center",
                fontsize=7.5,
                color="white" if share[row] < DARK else INK,
            )
        ax.imshow(grid, cmap=COLOURS, vmin=0, vmax=1, origin="lower", aspect="auto")
        ax.set_title(trace.labels["panel"].format(panels[i]))
        ax.set_xticks(range(len(xs)), [f"{x:g}" for x in xs])
        ax.set_yticks(range(len(ys)), [f"{y:g}" for y in ys])
        ax.tick_params(length=0)
        ax.grid(False)
    figure.supxlabel(trace.labels["x"], fontsize=9)
    figure.supylabel(trace.labels["y"], fontsize=9)
    return figure
