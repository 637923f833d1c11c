"""One style for the whole book: what a strategy looks like, and how lines are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 6.4  # inches: 640 px at the 100 px an inch of a page; text of 9 points is then 12.5 px high
INK = "#222222"
GREY = "#767676"

RC: Any = {
    "font.size": 9.0,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib, so that figures look alike everywhere
    "axes.titlesize": 9.5,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e4e4e4",
    "grid.linewidth": 0.6,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "lines.linewidth": 1.8,
    "lines.markersize": 5.0,
    "svg.fonttype": "path",
    "figure.facecolor": "white",
}


@dataclass(frozen=True)
class Style:
    """Colour (Okabe and Ito, 2008), marker and line; colour and marker each tell strategies apart, also in grey.

    A hollow marker shows a score that may deceive: of a pipeline on its own annotations, or before training.
    """

    colour: str
    marker: str
    line: str | tuple[int, tuple[float, ...]] = "-"
    hollow: bool = False

    @property
    def ink(self) -> str:
        """The colour, darkened until text in it has a contrast of 4.5 to white (WCAG 2.1)."""
        red, green, blue = (int(self.colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        while _contrast_to_white(red, green, blue) < 4.5:
            red, green, blue = (0.97 * part for part in (red, green, blue))
        return "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))


STYLES = {
    "random": Style("#0072B2", "o"),
    "uncertainty": Style("#D55E00", "s"),
    "epsilon": Style("#009E73", "^", (0, (6, 1))),
    "beam": Style("#CC79A7", "D"),
    "greedy": Style("#E69F00", "v", "-."),
    "committee": Style("#56B4E9", "P", (0, (5, 1, 1, 1, 1, 1))),
    "cluster first": Style("#CC79A7", "D"),
    "core-set": Style("#E69F00", "v"),
    "density": Style("#767676", "X"),
    "naive": Style("#D55E00", "s"),
    "weighted": Style("#56B4E9", "P", (0, (5, 1, 1, 1, 1, 1))),
    "LURE": Style("#0072B2", "o"),
    "classifier": Style("#0072B2", "o"),
    "MMD": Style("#56B4E9", "P"),
    "labels": Style("#767676", "X"),
    "confidence": Style("#D55E00", "s"),
    "average precision": Style("#222222", "o"),
    "F": Style("#767676", "s", (0, (4, 1.5)), hollow=True),
    "own dev split": Style("#D55E00", "o", hollow=True),
    "held-out texts": Style("#0072B2", "o"),
    "chosen texts": Style("#D55E00", "s"),
    "other texts of the pool": Style("#0072B2", "o"),
    "other labels kept": Style("#009E73", "o"),
    "precision": Style("#009E73", "s", hollow=True),
    "recall": Style("#0072B2", "o"),
    "untouched base": Style("#767676", "o", hollow=True),
    "after the last round": Style("#0072B2", "o"),
    "Bayes": Style("#CC79A7", "D", "-."),
    "no noise added": Style("#0072B2", "o"),
    "10% of labels flipped": Style("#D55E00", "s", hollow=True),
    "a test": Style("#0072B2", "o"),
    "the report": Style("#D55E00", "s"),
    "its own choice": Style("#0072B2", "o"),
    "another model's choice": Style("#D55E00", "s"),
}
# What unlabelled tokens mean, after a comma: "beam, unknown".
MEANINGS: dict[str, str | tuple[int, tuple[float, ...]]] = {
    "unknown": ":",
    "not an entity": (0, (5, 2)),
    "base's prediction": "-.",
}
_OTHER = Style(GREY, "x", ":")


def style_of(series: str) -> Style:
    """Return the style of a series.

    ``epsilon 0.1`` and the like have that of their first word; ``beam, unknown`` has the line of the meaning.
    """
    strategy, _, meaning = series.partition(", ")
    style = STYLES.get(strategy) or STYLES.get(strategy.split()[0], _OTHER)
    return replace(style, line=MEANINGS.get(meaning, style.line)) if meaning else style


@dataclass(frozen=True)
class Label:
    """Words beside the end of a line, at a point in data units."""

    x: float
    y: float
    text: str
    colour: str = INK


def label_ends(axes: Axes, labels: Sequence[Label], gap: float = 0.07) -> None:
    """Write each label to the right of its point, and push labels apart that would lie on each other.

    Parameters
    ----------
    axes
        Its limits must be final.
    labels
        What to write.
    gap
        Least distance of two labels, as a share of the height of the axes.
    """
    low, high = axes.get_ylim()
    ordered = sorted(labels, key=lambda label: label.y)
    heights: list[float] = []
    for label in ordered:
        height = (label.y - low) / (high - low)
        heights.append(max(height, heights[-1] + gap) if heights else height)
    # Where the stack grew beyond the top, push it down again.
    ceiling = 0.98 + gap
    for i in reversed(range(len(heights))):
        ceiling = heights[i] = min(heights[i], ceiling - gap)
    for label, height in zip(ordered, heights, strict=True):
        axes.annotate(
            label.text,
            (label.x, low + height * (high - low)),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            color=label.colour,
            annotation_clip=False,
        )


def numbers(values: Sequence[float | None]) -> NDArray[np.float64]:
    """Return a column of a trace as an array; what was not measured becomes NaN, which matplotlib leaves out."""
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _contrast_to_white(red: float, green: float, blue: float) -> float:
    """Contrast ratio of a colour to white, by WCAG 2.1."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
