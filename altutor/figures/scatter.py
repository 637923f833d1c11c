"""Named estimates against another quantity, both on logarithmic axes."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from altutor.figures.style import GREY, INK, WIDTH, numbers, style_of
from altutor.traces import Trace

# Where a name may stand beside its point, in points of type; the first place that is free is taken.
PLACES = tuple((side * x, y) for x, y in ((7, 5), (7, -5), (7, 13), (7, -13), (7, 21), (7, -21)) for side in (1, -1))


def scatter(trace: Trace) -> Figure:
    """Draw one point per row with its interval; those of the first series are named, those of one name are joined."""
    figure = Figure(figsize=(WIDTH, 4.4))
    figure.subplots_adjust(left=0.095, right=0.975, top=0.915, bottom=0.115)
    ax = figure.subplots()
    label, series = np.array(trace.columns["label"]), np.array(trace.columns["series"])
    x, estimate, low, high = (numbers(trace.columns[name]) for name in ("x", "estimate", "low", "high"))
    ax.axhline(trace.labels["even"], color=INK, linewidth=1)
    names = list(dict.fromkeys(trace.columns["series"]))
    for name in dict.fromkeys(trace.columns["label"]):
        ax.plot(x[label == name], estimate[label == name], color=GREY, linewidth=0.6, alpha=0.5, zorder=1)
    for name in names:
        here, style = series == name, style_of(name)
        face = "white" if style.hollow else style.colour
        ax.vlines(x[here], low[here], high[here], color=style.colour, linewidth=1.2)
        ax.plot(x[here], estimate[here], style.marker, color=style.colour, markerfacecolor=face, label=name)
    ax.set(xscale="log", yscale="log", xlabel=trace.labels["x"], ylabel=trace.labels["y"])
    ax.margins(x=0.1)
    # Intervals of very few seeds would leave no room for the estimates: they run out of the picture.
    ax.set_ylim(
        max(np.nanmin([low, estimate]), estimate.min() / 3) / 1.2,
        min(np.nanmax([high, estimate]), estimate.max() * 3) * 1.2,
    )
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axis.set_minor_formatter(NullFormatter())
    figure.legend(loc="upper left", ncols=len(names), frameon=False, handletextpad=0.2)
    _name(ax, label, np.column_stack([x, estimate]), series == names[0], trace.labels["even"])
    return figure


def _name(
    ax: Axes, label: NDArray[np.str_], points: NDArray[np.float64], named: NDArray[np.bool_], even: float
) -> None:
    """Write names beside their points, each where it covers no point, name or the line at `even`, and not the edge."""
    pixels = ax.transData.transform(points)
    taken = [Bbox.from_extents(x - 4, y - 4, x + 4, y + 4) for x, y in pixels]
    frame = ax.get_window_extent()
    height = ax.transData.transform((points[0, 0], even))[1]
    taken.append(Bbox.from_extents(frame.x0, height - 1, frame.x1, height + 1))
    for i in np.flatnonzero(named):
        for x, y in PLACES:
            text = ax.annotate(
                label[i],
                points[i],
                xytext=(x, y),
                textcoords="offset points",
                ha="left" if x > 0 else "right",
                va="center",
                fontsize=8,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.5},
            )
            box = text.get_window_extent()
            inside = frame.x0 < box.x0 and box.x1 < frame.x1 and frame.y0 < box.y0 and box.y1 < frame.y1
            if (inside and not box.count_overlaps(taken)) or (x, y) == PLACES[-1]:
                taken.append(box)
                break
            text.remove()
