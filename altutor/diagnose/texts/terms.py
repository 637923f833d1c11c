"""Words and pairs of words that the chosen texts hold more or less often than the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.bias.holm import holm
from altutor.bias.hypergeometric import exact_p_values, least_p_values
from altutor.bias.shift import share_difference
from altutor.diagnose.finding import Finding, Step
from altutor.diagnose.words import Sides
from altutor.traces import Trace
from altutor.wording import percent

LEVEL = 0.05
REACH = LEVEL / 12  # what a term must be able to reach: the report adjusts for about a dozen tests
SHOWN = 10  # terms of either direction in the picture
LABEL = 32  # characters of a term in the picture
APART = 0.1  # difference of shares; less is too little to act on
HARM = 0.1  # what a complete difference of the texts may weigh, beside gaps in score; by itself it harms no model
CHAPTER = "02_sampling_bias#two-distributions"


def terms(sides: Sides) -> Finding | None:
    """Find terms that are over- or under-represented among the chosen texts.

    Each term has the exact p-value of its number of chosen texts; they are adjusted for how many terms there are (Holm,
    1979). Terms that are too rare, or too common, ever to reach a small adjusted p-value are not tested (Tarone, 1990):
    that depends on how many texts hold them, and not on who was chosen.

    Parameters
    ----------
    sides
        At least one text each.

    Returns
    -------
    Finding or None
        Its effect is the difference of shares of the term with the smallest p-value. None where no term can be tested.
    """
    n, m = len(sides.chosen), len(sides.others)
    chosen = _texts_with(sides, sides.chosen)
    holding = chosen + _texts_with(sides, sides.others)
    tested = _testable(least_p_values(holding, n, n + m))
    if not len(tested):
        return None
    hits, others = chosen[tested], holding[tested] - chosen[tested]
    p_values = exact_p_values(hits, holding[tested], n, n + m)
    adjusted = holm(p_values)
    difference = hits / n - others / m
    first = int(np.lexsort((-np.abs(difference).round(12), p_values))[0])
    effect, low, high = share_difference(int(hits[first]), n, int(others[first]), m)
    name = str(sides.words.terms[tested[first]])
    over, under = (int(((adjusted < LEVEL) & (sign * difference > 0)).sum()) for sign in (1, -1))
    if over + under:
        what = (
            f"Of {len(tested):,} terms, {over or 'none'} {'is' if over == 1 else 'are'} more frequent among the chosen "
            f"texts than chance explains, and {under or 'none'} less frequent."
        )
    else:
        what = f"None of {len(tested):,} terms is more or less frequent among the chosen texts than chance explains."
    clearest = (
        f'The smallest p-value is that of "{name}": in {percent(hits[first] / n)} of the chosen texts and '
        f"{percent(others[first] / m)} of the {sides.name}."
    )
    step = None
    largest = float(np.abs(difference[adjusted < LEVEL]).max(initial=0.0))
    if largest >= APART:
        do = "Read the terms, name what was preferred, and ask whether the texts that you are judged on are like that."
        step = Step("look", HARM * largest, what, do)
    return Finding(
        id="terms",
        section=2,
        question="Which words were preferred or avoided?",
        answer=f"{what} {clearest}",
        method=(
            "Texts that hold a word or a pair of words; exact p-value of each (Fisher, 1935), adjusted for the "
            "number of terms (Holm, 1979) without those too rare ever to differ (Tarone, 1990). The interval "
            "(Newcombe, 1998) is that of the first of many terms, which chance makes look larger than it is."
        ),
        chapter=CHAPTER,
        effect=effect,
        low=low,
        high=high,
        unit=f'difference of shares ("{name}")',
        sizes=sides.sizes | {"terms": len(tested)},
        p_value=float(adjusted.min()),
        trace=_trace(sides, tested, hits, others, p_values, adjusted, f"{what} {clearest}"),
        step=step,
    )


def _texts_with(sides: Sides, rows: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return how many of the rows hold each term."""
    here = np.zeros(sides.words.presence.shape[0], dtype=np.float32)
    here[rows] = 1
    return np.rint(sides.words.presence.T @ here).astype(np.int64)


def _testable(least: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the terms that can reach the level when it is divided by how many such terms there are (Tarone, 1990)."""
    if not len(least):
        return np.array([], dtype=np.intp)
    order = np.argsort(least, kind="stable")
    count = np.arange(1, len(least) + 1)
    # The smallest divisor k for which at most k terms can reach REACH / k.
    fits = np.searchsorted(least[order], REACH / count, side="right") <= count
    reachable = np.searchsorted(least[order], REACH / count[np.argmax(fits)], side="right")
    return np.sort(order[:reachable])


def _trace(
    sides: Sides,
    tested: NDArray[np.intp],
    hits: NDArray[np.int64],
    others: NDArray[np.int64],
    p_values: NDArray[np.float64],
    adjusted: NDArray[np.float64],
    what: str,
) -> Trace:
    """Return the terms with the smallest p-values, in either direction."""
    n, m = len(sides.chosen), len(sides.others)
    names = ("group", "label", "series", "estimate", "low", "high", "chosen texts", sides.name, "adjusted p-value")
    columns: dict[str, list[object]] = {name: [] for name in names}
    order = np.lexsort((-np.abs(hits / n - others / m), p_values))
    more = hits[order] * m > others[order] * n
    for group, found in (("More often", order[more]), ("Less often", order[~more])):
        for i in found[:SHOWN]:
            ends = share_difference(int(hits[i]), n, int(others[i]), m)
            row = (*(round(100 * end, 4) for end in ends), int(hits[i]), int(others[i]), round(float(adjusted[i]), 6))
            label = str(sides.words.terms[tested[i]])[:LABEL]
            for name, value in zip(names, (group, label, "chosen texts", *row), strict=True):
                columns[name].append(value)
    return Trace(
        id="diagnose-terms",
        kind="dots",
        title=f"Terms in more or fewer of the chosen texts than of the {sides.name}",
        caption=(
            "Share of the chosen texts that hold a term minus the share of the others, with 95% intervals, each by "
            f"itself: the {SHOWN} terms of either direction with the smallest p-values. Right of 0 a term is more "
            "frequent among the chosen texts. These are the extremes of many terms: trust the adjusted p-values in "
            "the table."
        ),
        alt=f"Dots by term: difference of shares. {what}",
        columns=columns,
        labels={"x": "difference of shares (percentage points)", "zero": True},
    )
