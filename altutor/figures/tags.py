"""Marks of a pipeline in a few texts: which gold spans it finds round by round, and how often it marks wrongly."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from altutor.figures.style import GREY, INK, WIDTH
from altutor.traces import Trace

ROW = 0.155  # inches a span
RIGHT, WRONG = "#0072B2", "#B34E00"
WRONG_ROW = "wrong marks"
_CENTRE: dict[str, Any] = {"ha": "center", "va": "center_baseline"}


def tags(trace: Trace) -> Figure:
    """Draw a row per span under its text, a panel per ``series`` and a column per ``round``.

    A disc is a span that was found, a ring one that was missed; a number counts the wrong marks in a text.
    """
    panels = trace.labels["panels"]
    rows = list(dict.fromkeys(zip(trace.columns["text"], trace.columns["span"], strict=True)))
    height: dict[tuple[str, str], float] = {}
    headings: dict[str, float] = {}
    y = 0.0
    for text, span in rows:
        if text not in headings:
            y += 0.4 if headings else 0.0
            headings[text] = y
            y += 1.1
        height[text, span] = y
        y += 1.0
    figure = Figure(figsize=(WIDTH, ROW * y + 1.15))
    inches = figure.get_figheight()
    figure.subplots_adjust(left=0.24, right=0.99, top=1 - 0.62 / inches, bottom=0.5 / inches, wspace=0.1)
    axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    numbers = sorted(set(trace.columns["round"]))
    for ax, (series, heading) in zip(axes, panels.items(), strict=True):
        _panel(ax, trace, series, height)
        ax.set_title(heading, fontsize=7.5, fontweight="normal")
        ax.set(ylim=(y - 0.4, -0.8), xlim=(numbers[0] - 0.6, numbers[-1] + 0.6), xlabel=trace.labels["x"])
        ax.set_xticks(numbers, [str(number) for number in numbers], fontsize=7.5)
        ax.tick_params(length=0)
        ax.grid(visible=False)
        ax.spines["left"].set_visible(False)
    axes[0].set_yticks(list(height.values()), [span.partition("#")[0] for _, span in height], fontsize=7.5)
    for text, at in headings.items():
        axes[0].annotate(
            text, (0.012, at), xycoords=("figure fraction", "data"), fontsize=8, fontweight="bold", va="center"
        )
    return figure


def _panel(ax: Axes, trace: Trace, series: str, height: dict[tuple[str, str], float]) -> None:
    columns = trace.columns
    for text, span, name, x, marks in zip(
        *(columns[each] for each in ("text", "span", "series", "round", "marks")), strict=True
    ):
        if name != series:
            continue
        at = height[text, span]
        if span == WRONG_ROW:
            colour, weight = (WRONG, "bold") if marks else (GREY, "normal")
            ax.text(x, at, str(marks) if marks else "·", color=colour, fontweight=weight, fontsize=8, **_CENTRE)
        elif marks:
            ax.plot(x, at, "o", color=RIGHT, markersize=5.5)
        else:
            ax.plot(x, at, "o", color=INK, markerfacecolor="none", markeredgewidth=0.8, markersize=5)
