"""How many random labels would settle whether the dev score holds."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np

from altutor.diagnose.finding import Finding, Step, Unknown
from altutor.diagnose.material import Material
from altutor.diagnose.scores.gap import LOOK, STOP
from altutor.diagnose.scores.standin import cross_validate
from altutor.diagnose.scores.tally import columns, deviation
from altutor.diagnose.scores.task import LEAST, Task, lacking, task
from altutor.traces import Trace
from altutor.wording import fixed

UNKNOWN = "How many random labels would settle whether the dev score holds."
LEVEL, POWER = 0.05, 0.8
DEV = 0.2  # share of the chosen texts that people set aside
SIZES = (50, 100, 200, 300, 500, 1000, 2000)  # random labels in the picture
TOO_MANY = 20_000  # nobody labels so many


def settle(found: Finding | Unknown | None, material: Material, rng: np.random.Generator) -> Finding | Unknown:
    """Work out how many random labels would show a gap between dev and other texts.

    Parameters
    ----------
    found
        What :func:`altutor.diagnose.scores.gap.gap` returned, if it was asked.
    material
        The files; labelled texts that nobody chose are not needed.
    rng
        Not used, since nothing is drawn; every test of the report takes one.

    Returns
    -------
    Finding or Unknown
        Its effect is the number of random labels with which a gap of 0.10 shows with a chance of 80% in a two-sided
        test at 5%; None where 20,000 would not do. Unknown where the chosen texts are too few for a stand-in.
    """
    learnt = task(material, beside_others=False)
    if learnt is None:
        return Unknown(UNKNOWN, lacking(material, beside_others=False))
    scores = cross_validate(learnt)
    n = len(scores.dev)
    spread = deviation(scores.dev)
    if not spread:
        return Unknown(UNKNOWN, "annotations from which a stand-in learns something: it scored alike on every text")
    needed = (labels_needed(size, spread, n) for size in (LOOK, STOP))
    small, large = (labels if labels is not None and labels <= TOO_MANY else None for labels in needed)
    have = len(scores.others)
    answer = f"{_sentence(STOP, large, n)} {_sentence(LOOK, small, n)}"
    if isinstance(found, Finding) and found.low is not None and found.high is not None:
        answer += (
            f" With the {have:,} {learnt.name} at hand, the 95% interval of the gap is "
            f"{fixed(found.low, 2, plus=True)} to {fixed(found.high, 2, plus=True)}."
        )
    return Finding(
        id="settle",
        section=4,
        question="How many random labels would settle it?",
        answer=answer,
        method=(
            f"Two-sided test of two scores at {LEVEL:g} with power {POWER:g} (normal approximation), from the spread "
            f"of the stand-in's score from text to text found here (standard deviation {fixed(spread, 2)}), taken to "
            f"be the same on random texts, and {n:,} chosen texts with a label, cross-validated.{learnt.limit}"
        ),
        chapter="06_should_you#how-large-a-held-out-set",
        effect=None if large is None else float(large),
        unit="random labels for a gap of 0.10",
        sizes={"chosen texts": n} | ({learnt.name: have} if have else {}),
        trace=_trace(spread, n, learnt.unit),
        step=_step(learnt, bool(material.labelled[1]), large),
    )


def labels_needed(gap: float, spread: float, n_chosen: int) -> int | None:
    """Return how many random labels show a gap with a chance of 80% in a two-sided test at 5%.

    Parameters
    ----------
    gap
        Difference of the two mean scores, above 0.
    spread
        Standard deviation of the score from text to text, the same on both sides.
    n_chosen
        Texts that the dev score rests on.

    Returns
    -------
    int or None
        None where the dev score rests on so few texts that no number would do.
    """
    from scipy import stats

    error = gap / (stats.norm.ppf(1 - LEVEL / 2) + stats.norm.ppf(POWER))
    left = error**2 - spread**2 / n_chosen
    return max(2, ceil(spread**2 / left)) if left > 0 else None


def detectable(n_random: int, spread: float, n_chosen: int) -> float:
    """Return the gap that shows with a chance of 80%, the inverse of :func:`labels_needed`."""
    from scipy import stats

    error = spread * sqrt(1 / n_random + 1 / n_chosen)
    return float((stats.norm.ppf(1 - LEVEL / 2) + stats.norm.ppf(POWER)) * error)


def _sentence(gap: float, labels: int | None, n: int) -> str:
    size = fixed(gap, 2)
    if labels is None:
        return f"Not even {TOO_MANY:,} random labels show a gap of {size}: the dev score rests on only {n:,} texts."
    return f"{labels:,} random labels show a gap of {size} with a chance of 80%."


def _step(learnt: Task, labelled: bool, large: int | None) -> Step | None:
    have = len(learnt.others)
    if have >= LEAST or large is None:
        return None
    if have:
        texts = "text" if have == 1 else "texts"
        what = f"Only {have} labelled {texts} that nobody chose: too few to tell whether the dev score holds."
    elif labelled:
        what = "No text that nobody chose is labelled as the chosen ones are: whether the dev score holds is unknown."
    else:
        what = "No labelled texts that nobody chose: whether the dev score holds is unknown."
    wanted = 10 * ceil(max(large, LEAST) / 10)
    return Step("look", LOOK, what, f"Label {wanted:,} random texts and score your model on them.")


def _trace(spread: float, n: int, unit: str) -> Trace:
    rows = [
        ("", f"{labels:,} random labels", series, detectable(labels, spread, dev), None, None)
        for labels in SIZES
        for series, dev in (("chosen texts", n), ("own dev split", max(2, round(DEV * n))))
    ]
    ends = [fixed(detectable(labels, spread, n), 2) for labels in (SIZES[0], SIZES[-1])]
    return Trace(
        id="diagnose-settle",
        kind="dots",
        title="The gap that so many random labels show",
        caption=(
            f"The smallest gap between dev and random texts that shows with a chance of 80%, by number of random "
            f"labels: where the dev score comes from {n:,} chosen texts (cross-validated), and where it comes from "
            "a dev split of a fifth of them. Further left is better; a small dev split cannot be made up for."
        ),
        alt=(
            f"Dots by number of random labels. Beside {n:,} chosen texts, {SIZES[0]} random labels show a gap of "
            f"{ends[0]}, {SIZES[-1]:,} one of {ends[1]}."
        ),
        columns=columns(("group", "label", "series", "estimate", "low", "high"), rows),
        labels={"x": f"gap ({unit})", "zero": True},
    )
