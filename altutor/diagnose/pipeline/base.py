"""How sure the untouched base pipeline is of the chosen texts, and how many entities it finds in them."""

from __future__ import annotations

import numpy as np

from altutor.bias.means import MeanShift, mean_shift
from altutor.diagnose.answers.columns import by_number, share_columns
from altutor.diagnose.answers.labels import PERMUTATIONS, judge_on, preference
from altutor.diagnose.finding import Finding
from altutor.diagnose.pipeline.base_view import BaseView, Scored, look
from altutor.traces import Trace
from altutor.wording import fixed

__all__ = ["BaseView", "Scored", "confidence", "look", "mentions"]

BANDS = ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0))


def confidence(view: BaseView, rng: np.random.Generator) -> Finding | None:
    """Compare how sure the untouched pipeline is of the texts.

    Parameters
    ----------
    view
        Of :func:`look`.
    rng
        Draws the permutations.

    Returns
    -------
    Finding or None
        None with fewer than two texts on a side.
    """
    chosen, others, name = view.chosen.confidence, view.others.confidence, view.sides.name
    if min(len(chosen), len(others)) < 2:
        return None
    shift = mean_shift(chosen, others, rng, permutations=PERMUTATIONS)
    here, there = fixed(float(chosen.mean()), 2), fixed(float(others.mean()), 2)
    what = f"The untouched pipeline's confidence is {here} in the chosen texts and {there} in the {name}."
    return Finding(
        id="confidence",
        section=2,
        question="Is the base surer of the chosen texts, or less sure?",
        answer=f"{what} {_sure(shift)}",
        method=(
            f"Confidence of a text: 1 minus the largest 1 - |2p - 1| of its {view.spans}, where p is the product of "
            "the probabilities of the pipeline's own (greedy) transitions; a text without one has 1. The beam's scores "
            "are not used: they are poor probabilities. Difference of the means with Welch's interval (1947), p-value "
            f"from {PERMUTATIONS:,} permutations of who was chosen."
        ),
        chapter="05_org_experiment#which-uncertainty",
        effect=shift.difference,
        low=shift.low,
        high=shift.high,
        unit="confidence, from 0 to 1",
        sizes={"chosen texts": len(chosen), name: len(others)},
        p_value=shift.p_value,
        trace=Trace(
            id="diagnose-confidence",
            kind="dots",
            title=f"Confidence of the untouched pipeline: chosen texts and {name}",
            caption=(
                f"Share of the texts in each band of the pipeline's confidence, in the chosen texts and in the {name}, "
                "with 95% intervals (Wilson, 1927). Uncertainty sampling chooses texts of the upper rows."
            ),
            alt=f"Dots with intervals, a row for each band of confidence. Mean of the chosen texts {here}, of the "
            f"{name} {there}.",
            columns=share_columns(_bands(view)),
            labels={"x": "share of texts"},
        ),
        step=judge_on(*view.labelled, abs(shift.difference), what),
    )


def mentions(view: BaseView, rng: np.random.Generator) -> Finding | None:
    """Compare how many spans the untouched pipeline finds a text; parameters and result as of :func:`confidence`."""
    chosen, others, name = view.chosen.mentions, view.others.mentions, view.sides.name
    if min(len(chosen), len(others)) < 2:
        return None
    shift = mean_shift(chosen, others, rng, permutations=PERMUTATIONS)
    here, there = fixed(float(chosen.mean()), 2), fixed(float(others.mean()), 2)
    what = f"The untouched pipeline finds {here} {view.spans} in a chosen text, and {there} in one of the {name}."
    return Finding(
        id="mentions",
        section=2,
        question=f"Does the base find more {view.spans} in the chosen texts, or fewer?",
        answer=f"{what} {preference(shift)}",
        method=(
            "Spans that the pipeline finds a text; difference of the means with Welch's interval (1947), p-value from "
            f"{PERMUTATIONS:,} permutations of who was chosen."
        ),
        chapter="02_sampling_bias#can-you-see-it",
        effect=shift.difference,
        low=shift.low,
        high=shift.high,
        unit=f"{view.spans} a text",
        sizes={"chosen texts": len(chosen), name: len(others)},
        p_value=shift.p_value,
        trace=Trace(
            id="diagnose-mentions",
            kind="dots",
            title=f"{view.spans} that the untouched pipeline finds a text: chosen texts and {name}",
            caption=(
                f"Share of the texts in which the pipeline finds so many {view.spans}, in the chosen texts and in the "
                f"{name}, with 95% intervals (Wilson, 1927). The further the two dots of a row lie apart, the more "
                "the choice went by how many there are."
            ),
            alt=f"Dots with intervals, a row for each number of spans. Mean of the chosen texts {here}, of the {name} "
            f"{there}.",
            columns=by_number({"chosen texts": chosen, name: others}, view.spans),
            labels={"x": "share of texts"},
        ),
        step=judge_on(*view.labelled, shift.distance, what),
    )


def _bands(view: BaseView) -> list[tuple[str, str, int, int]]:
    """Count the texts in each band of confidence; those without a span stand by themselves."""
    rows = []
    for low, high in (*BANDS, (1.0, 1.0)):
        for series, scored in (("chosen texts", view.chosen), (view.sides.name, view.others)):
            some = scored.mentions > 0
            inside = (scored.confidence >= low) & ((scored.confidence < high) | (high == 1.0)) & some
            label = f"confidence {low:g} to {high:g}" if low < 1 else f"no {view.spans}"
            rows.append((label, series, int(inside.sum() if low < 1 else (~some).sum()), len(some)))
    return rows


def _sure(shift: MeanShift) -> str:
    if shift.low <= 0 <= shift.high:
        return "The interval of the difference holds 0: no preference for sure or unsure texts is seen."
    if shift.difference < 0:
        return "The choice preferred texts that it is less sure of, as uncertainty sampling does."
    return "The choice preferred texts that it is surer of."
