"""Whether the score on a dev split of the chosen texts holds on texts that nobody chose."""

from __future__ import annotations

import numpy as np

from altutor.diagnose.finding import Finding, Step, Unknown
from altutor.diagnose.material import Material
from altutor.diagnose.scores.standin import Scores, cross_validate, sentence
from altutor.diagnose.scores.tally import PERMUTATIONS, RESAMPLES, columns, ends, permuted, resampled, score
from altutor.diagnose.scores.task import Task, lacking, task
from altutor.traces import Trace
from altutor.wording import fixed

LEVEL = 0.05  # of a p-value
STOP, LOOK = 0.10, 0.05  # of the score, from 0 to 1: what the lower end of the interval exceeds


def gap(material: Material, rng: np.random.Generator) -> Finding | Unknown:
    """Compare a stand-in model's cross-validated score with its score on labelled texts that nobody chose.

    Parameters
    ----------
    material
        The files.
    rng
        Draws resamples and permutations.

    Returns
    -------
    Finding or Unknown
        Its effect is the score (F of spans, or share of right answers), dev minus others: positive where dev is too
        good. Unknown without enough labelled texts on both sides.
    """
    learnt = task(material)
    if learnt is None:
        return Unknown("Whether the dev score holds on texts that nobody chose.", lacking(material))
    scores = cross_validate(learnt)
    dev, others = score(scores.dev), score(scores.others)
    again, there = resampled(scores.dev, rng), resampled(scores.others, rng)
    low, high = ends(again - there)
    p_value = _p_value(scores, rng)
    what = (
        f"A stand-in model scores {fixed(dev, 2)} on the chosen texts (cross-validated) and {fixed(others, 2)} on the "
        f"{learnt.name}."
    )
    return Finding(
        id="gap",
        section=4,
        question="Does the dev score hold on texts that nobody chose?",
        answer=f"{what} {_meaning(dev - others, low, high, p_value, learnt.name)}",
        method=(
            f"{sentence(learnt.model)}, trained on four fifths of the chosen texts and scored ({learnt.unit}) on "
            f"the fifth part and on the {learnt.name}, for each of five folds (stratified, "
            f"shuffled).{learnt.limit} It stands in for your model: the gap of yours may differ. Interval: 2.5% and "
            f"97.5% points of {RESAMPLES:,} resamples of the texts of both sides, the five models as they are; since "
            "these share texts, it is somewhat too narrow with few of them. P-value: a fold's texts and the others are "
            f"new to its model alike, so {PERMUTATIONS:,} permutations of them between the sides (difference divided "
            "by its standard error; Janssen, 1997) test each fold; twice the mean of the five p-values is a p-value "
            "again (Vovk and Wang, 2020), a careful one."
        ),
        chapter="02_sampling_bias#the-dev-split-is-chosen-too",
        effect=dev - others,
        low=low,
        high=high,
        unit=f"{learnt.unit}, dev minus {learnt.name}",
        sizes={"chosen texts": len(scores.dev), learnt.name: len(scores.others)},
        p_value=p_value,
        trace=_trace(learnt, scores, (*ends(again), *ends(there)), what, (dev - others, low, high)),
        step=_step(dev - others, low, what, learnt.name),
    )


def _p_value(scores: Scores, rng: np.random.Generator) -> float:
    """Test every fold beside the other texts as its own model sees them, and combine (Vovk and Wang, 2020)."""
    found = [permuted(scores.dev[scores.fold == k], there, rng) for k, there in enumerate(scores.by_fold)]
    return min(1.0, 2 * float(np.mean(found)))


def _meaning(difference: float, low: float, high: float, p_value: float, name: str) -> str:
    ends = f"{fixed(difference, 2, plus=True)} (95% interval {fixed(low, 2, plus=True)} to {fixed(high, 2, plus=True)})"
    if low > 0 and p_value >= LEVEL:
        return f"Dev seems too good, by {ends}; the careful test does not settle it. Quote the score on the {name}."
    if low > 0:
        return f"The dev score is too good, by {ends}: quote the score on the {name}."
    if high < 0:
        return (
            f"Dev is below the {name}, by {ends}: the chosen texts are harder, as uncertainty sampling makes them. The "
            "dev score is then too low, which is no reason to worry."
        )
    return f"The difference is {ends}: these texts do not show a gap."


def _step(difference: float, low: float, what: str, name: str) -> Step | None:
    if low <= LOOK:
        return None
    do = f"Do not use dev scores of chosen texts: take scores from the {name}"
    if low > STOP:
        return Step("stop", difference, what, f"{do}, and add random texts to the chosen ones before you train again.")
    return Step("look", difference, what, f"{do}.")


def _trace(
    learnt: Task,
    scores: Scores,
    intervals: tuple[float, float, float, float],
    what: str,
    difference: tuple[float, float, float],
) -> Trace:
    rows = (
        ("", "chosen texts, cross-validated", "chosen texts", len(scores.dev), score(scores.dev), *intervals[:2]),
        ("", f"{learnt.name}, the same models", learnt.name, len(scores.others), score(scores.others), *intervals[2:]),
    )
    found, low, high = (fixed(value, 2, plus=True) for value in difference)
    return Trace(
        id="diagnose-gap",
        kind="dots",
        title="The stand-in's score on chosen texts and on others",
        caption=(
            f"{sentence(learnt.unit)}, with 95% intervals from resampled texts. Where the dot of the chosen texts "
            f"lies to the right of that of the {learnt.name}, a dev split flatters the model."
        ),
        alt=f"Two dots with intervals. {what} The difference is {found}, 95% interval {low} to {high}.",
        columns=columns(("group", "label", "series", "n", "estimate", "low", "high"), rows),
        labels={"x": learnt.unit},
    )
