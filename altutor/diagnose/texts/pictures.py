"""Pictures that several tests share: what chance alone gives beside what was found, and lengths of texts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.bias.two_sample import TwoSampleTest
from altutor.traces import Trace
from altutor.wording import number

BINS = 30


def null_trace(
    name: str, title: str, x: str, test: TwoSampleTest, found: str, decided: str = "who was chosen"
) -> Trace:
    """Return the picture of a permutation test: `found` names the line, `decided` what chance decides."""
    assert test.null is not None
    counts, edges = np.histogram(test.null.round(12), BINS)  # what differs by rounding only has no bins between
    above = round(test.p_value * (test.permutations + 1)) - 1
    low, high = number(float(test.null.min())), number(float(test.null.max()))
    return Trace(
        id=f"diagnose-{name}",
        kind="null",
        title=title,
        caption=(
            f"Bars: the statistic where chance alone decides {decided}, in {test.permutations:,} permutations. Line: "
            "the statistic that was found. The further right of the bars the line stands, the less chance explains."
        ),
        alt=(
            f"Histogram of {test.permutations:,} permuted values from {low} to {high}; {found}, and {above:,} "
            "permutations gave as much or more."
        ),
        columns={"from": edges[:-1].tolist(), "to": edges[1:].tolist(), "permutations": counts.tolist()},
        labels={"x": x, "y": "permutations", "found": test.statistic, "name": found},
    )


def lengths_trace(name: str, first: NDArray[np.int64], second: NDArray[np.int64], what: str) -> Trace:
    """Return the two histograms of the lengths; what is above the 99th percentile falls into the last bar."""
    last = float(np.quantile(np.concatenate([first, second]), 0.99))
    start = int(min(first.min(), second.min()))
    step = max(1, int(np.ceil((last + 1 - start) / BINS)))
    edges = np.arange(start, last + step + 1, step)
    shares = [np.histogram(np.minimum(side, edges[-1]), edges)[0] / len(side) for side in (first, second)]
    return Trace(
        id="diagnose-length",
        kind="two-histograms",
        title=f"Words a text: chosen texts and {name}",
        caption=(
            "Share of the texts of each side by their number of words; the last bar holds all that are longer. Where "
            "one outline lies above the other, that side has more texts of that length."
        ),
        alt=f"Two histograms of words a text. {what}",
        columns={
            "from": edges[:-1].tolist(),
            "to": edges[1:].tolist(),
            "chosen texts": shares[0].tolist(),
            name: shares[1].tolist(),
        },
        labels={"x": "words a text", "y": "share of the texts", "series": ["chosen texts", name]},
    )
