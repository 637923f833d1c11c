"""Figures over the prevalence of a class, from common to rare, and over the share of it that is hidden."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from altutor.figures.curves import series_of
from altutor.figures.style import INK, WIDTH, Label, label_ends, style_of
from altutor.traces import Trace


def by_prevalence(trace: Trace) -> Figure:
    """Draw one panel per value of ``panel``, x from common to rare, and one line with its band per ``series``.

    ``closed_form``, where the trace has it, is dotted.
    """
    panels = trace.labels["panels"]
    figure = Figure(figsize=(WIDTH, 3.5))
    figure.subplots_adjust(left=0.1, right=0.84, top=0.92, bottom=0.14, wspace=0.62)
    axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for ax, (panel, heading) in zip(axes, panels.items(), strict=True):
        ends = []
        for name, line in series_of(trace, panel).items():
            style = style_of(name)
            ax.fill_between(line["x"], line["low"], line["high"], color=style.colour, alpha=0.15, linewidth=0)
            ax.plot(line["x"], line["estimate"], style.marker, color=style.colour, linestyle=style.line)
            if "closed_form" in line:
                ax.plot(line["x"], line["closed_form"], color=INK, linestyle=(0, (1, 1.5)), linewidth=1.6)
            ends.append(Label(float(line["x"][-1]), float(line["estimate"][-1]), name, style.ink))
        ax.set(title=heading, xlabel=trace.labels["x"])
        _rarer_to_the_right(ax, sorted(set(trace.columns["x"])), every=2 if len(panels) > 1 else 1)
        if trace.labels.get("y_scale") == "log":
            _log(ax)
        label_ends(ax, ends) if trace.labels.get("y_scale") != "log" else _label_log_ends(ax, ends)
    axes[0].set_ylabel(trace.labels["y"])
    return figure


def thresholds(trace: Trace) -> Figure:
    """Draw one point with its bar per ``series`` and x, from common to rare.

    Where the estimate or an end of its interval lies beyond ``labels["limit"]``, the bar ends in an arrow there.
    """
    figure = Figure(figsize=(WIDTH, 3.5))
    drawn = series_of(trace)
    figure.subplots_adjust(left=0.1, right=0.98, top=0.9 if len(drawn) > 1 else 0.97, bottom=0.14)
    ax = figure.subplots()
    limit = trace.labels["limit"]
    offsets = 0.07 * (np.arange(len(drawn)) - (len(drawn) - 1) / 2)
    for (name, points), offset in zip(drawn.items(), offsets, strict=True):
        style = style_of(name)
        x = points["x"] * np.exp(-offset)
        face = "white" if style.hollow else style.colour
        ax.vlines(
            x, points["low"], np.fmin(np.nan_to_num(points["high"], nan=limit), limit), style.colour, linewidth=1.4
        )
        ax.plot(x, points["estimate"], style.marker, color=style.colour, markerfacecolor=face, label=name)
        for at in x[np.isnan(points["high"])]:
            ax.annotate(
                "",
                (at, limit),
                xytext=(0, 13),
                textcoords="offset points",
                arrowprops={"arrowstyle": "<-", "color": style.colour, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0},
            )
    if "y_scale" in trace.labels:
        _log(ax)
        ax.set_yticks(2.0 ** np.arange(np.floor(np.log2(ax.get_ylim()[0])), np.log2(limit) + 1))
    if "one" in trace.labels:
        ax.axhline(1.0, color=INK, linewidth=1)
    ax.axhline(limit, color=INK, linewidth=0.8, linestyle=(0, (1, 3)))
    ax.set(xlabel=trace.labels["x"], ylabel=trace.labels["y"])
    _rarer_to_the_right(ax, sorted(set(trace.columns["x"])))
    if len(drawn) > 1:
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(drawn), frameon=False, handletextpad=0.2)
    return figure


def crossings(trace: Trace) -> Figure:
    """Draw one panel per value of ``panel``: differences over x, and where each series crosses 0 with its interval."""
    panels = trace.labels["panels"]
    figure = Figure(figsize=(WIDTH, 3.4))
    figure.subplots_adjust(left=0.11, right=0.985, top=0.84, bottom=0.14, wspace=0.1)
    axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    places = trace.columns["x"]
    for ax, (panel, heading) in zip(axes, panels.items(), strict=True):
        ax.axhline(0.0, color=INK, linewidth=1)
        for number, (name, line) in enumerate(series_of(trace, panel).items()):
            style = style_of(name)
            face = "white" if style.hollow else style.colour
            ax.fill_between(line["x"], line["low"], line["high"], color=style.colour, alpha=0.15, linewidth=0)
            ax.plot(
                line["x"],
                line["estimate"],
                style.marker,
                color=style.colour,
                linestyle=style.line,
                markerfacecolor=face,
                label=name,
            )
            _, low, high = trace.labels["crossings"][panel][name]
            if low is not None:
                end = max(places) if high is None else high
                beside = ScaledTranslation(0, (3.5 if number else -3.5) / 72, figure.dpi_scale_trans)
                ax.plot(
                    [low, end],
                    [0, 0],
                    color=style.colour,
                    linewidth=5,
                    alpha=0.6,
                    solid_capstyle="butt",
                    transform=ax.transData + beside,
                )
        ax.set_title(heading)
        ax.set_xticks(np.arange(min(places), max(places) + 0.01, 0.2))
        ax.margins(x=0.06)
    axes[len(axes) // 2].set_xlabel(trace.labels["x"])  # there is no room for one below each panel
    axes[0].set_ylabel(trace.labels["y"])
    handles, names = axes[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="upper left", bbox_to_anchor=(0.1, 1.0), ncols=len(names), frameon=False)
    return figure


def _rarer_to_the_right(ax: Axes, ticks: list[float], every: int = 1) -> None:
    ax.set_xscale("log")
    ax.set_xticks(ticks[::every], [f"{tick:g}" for tick in ticks[::every]])
    ax.set_xticks([], minor=True)
    ax.set_xlim(ticks[-1] * 1.25, ticks[0] / 1.25)


def _log(ax: Axes) -> None:
    ax.set_yscale("log")
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    ax.set_yticks([], minor=True)


def _label_log_ends(ax: Axes, ends: list[Label]) -> None:
    """Labels are pushed apart on the scale of the eye."""
    low, high = ax.get_ylim()
    span = np.log(high / low)
    placed: list[float] = []
    for end in sorted(ends, key=lambda end: end.y):
        height = float(np.log(end.y / low) / span)
        placed.append(max(height, placed[-1] + 0.07) if placed else height)
        ax.annotate(
            end.text,
            (end.x, low * np.exp(placed[-1] * span)),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            color=end.colour,
            annotation_clip=False,
        )
