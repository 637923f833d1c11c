"""A share in successive windows, from the first answer to the last."""

from __future__ import annotations

from matplotlib.figure import Figure

from altutor.figures.style import GREY, WIDTH, numbers, style_of
from altutor.traces import Trace
from altutor.wording import percent


def shares_over_time(trace: Trace) -> Figure:
    """Draw the share of each window from ``first`` to ``last`` with its interval, and the shares of whole stretches.

    ``labels["stretches"]`` lists first, last and share of each stretch; its share is written above a dashed line.
    """
    figure = Figure(figsize=(WIDTH, 2.6))
    figure.subplots_adjust(left=0.095, right=0.97, top=0.95, bottom=0.175)
    ax = figure.subplots()
    first, last, share, low, high = (
        numbers(trace.columns[name]) for name in ("first", "last", "estimate", "low", "high")
    )
    style = style_of("chosen texts")
    middle = (first + last) / 2
    for start, end, of_stretch in trace.labels["stretches"]:
        ax.plot([start, end], [of_stretch, of_stretch], color=GREY, linestyle=(0, (4, 2)), linewidth=1.2)
        ax.text(
            (start + end) / 2, 1.02, f"{percent(of_stretch)} of answers {start:,} to {end:,}", ha="center", va="bottom"
        )
    ax.vlines(middle, low, high, color=style.colour, linewidth=1.4)
    ax.plot(middle, share, style.marker, color=style.colour, linewidth=1.2, linestyle="-")
    ax.set(xlabel=trace.labels["x"], ylabel=trace.labels["y"], ylim=(-0.03, 1.15), xlim=(first[0] - 1, last[-1] + 1))
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
    return figure
