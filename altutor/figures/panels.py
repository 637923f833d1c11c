"""The same rows in several panels side by side: measures with scales of their own, or one measure under a line."""

from __future__ import annotations

from matplotlib.figure import Figure

from altutor.figures.style import INK, WIDTH, numbers, style_of
from altutor.traces import Trace

ROW = 0.27  # inches


def panels_of_dots(trace: Trace) -> Figure:
    """Draw one panel per ``group`` and in it one dot with its interval per ``label``; rows are named once."""
    panels: dict[str, str] = trace.labels["panels"]
    names = list(dict.fromkeys(trace.columns["label"]))
    series = trace.columns.get("series", trace.columns["label"])
    figure = Figure(figsize=(WIDTH, ROW * len(names) + 0.85), layout="constrained")
    figure.get_layout_engine().set(wspace=0.08)  # type: ignore[union-attr, call-arg]
    one_measure = "line" in trace.labels
    axes = figure.subplots(1, len(panels), sharex=one_measure, sharey=True, squeeze=False)[0]
    estimate, low, high = (numbers(trace.columns[name]) for name in ("estimate", "low", "high"))
    for ax, (panel, heading) in zip(axes, panels.items(), strict=True):
        for i, name in enumerate(trace.columns["label"]):
            if trace.columns["group"][i] == panel:
                style, at = style_of(series[i]), names.index(name)
                ax.plot([low[i], high[i]], [at, at], color=style.colour, linewidth=1.4, solid_capstyle="butt")
                ax.plot(estimate[i], at, style.marker, color=style.colour, markersize=5.5)
        ax.set(ylim=(len(names) - 0.4, -0.6), xlabel=heading)
        left, right = ax.get_xlim()
        if left < 0 < right:
            ax.axvline(0, color=INK, linewidth=1)
        if one_measure:
            ax.axvline(trace.labels["line"], color=INK, linewidth=1, linestyle=(0, (3, 2)))
        ax.locator_params(axis="x", nbins=3)
        ax.grid(axis="y", visible=False)
        ax.tick_params(axis="y", length=0)
    axes[0].set_yticks(range(len(names)), names)
    return figure
