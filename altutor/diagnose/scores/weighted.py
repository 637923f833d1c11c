"""The dev score, reweighted until the chosen texts stand for the pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.bias.density_ratio import density_ratio_weights, effective_size
from altutor.bias.risk import lure_weights
from altutor.diagnose.finding import Finding, Step, Unknown
from altutor.diagnose.material import Material
from altutor.diagnose.scores.gap import LOOK
from altutor.diagnose.scores.standin import FOLDS, cross_validate, sentence
from altutor.diagnose.scores.tally import RESAMPLES, columns, ends, resampled, score
from altutor.diagnose.scores.task import Task, lacking, task
from altutor.diagnose.texts.missed import POOL
from altutor.diagnose.words import Sides
from altutor.traces import Trace
from altutor.wording import fixed

CARRIED = 0.5  # of the chosen texts, by weight; with fewer a single text may move the score
REST = 20_000  # other texts that the density ratio is estimated from


@dataclass(frozen=True)
class _Weights:
    """Weights of the chosen texts, and whether they come from known chances."""

    values: NDArray[np.float64]
    known: bool


def weighted(material: Material, sides: Sides, rng: np.random.Generator) -> Finding | Unknown:
    """Reweight the stand-in's dev score to the pool.

    Where every chosen text comes with the chance with which it was drawn, the weights are those of R_LURE (Farquhar,
    Gal and Rainforth, 2021); else they are estimated by a classifier that tells chosen texts from the others of the
    pool (Bickel, Brueckner and Scheffer, 2007).

    Parameters
    ----------
    material
        The files.
    sides
        The texts of :attr:`Material.chosen`, in that order, beside the other texts of the pool.
    rng
        Deals the folds of the density ratio, draws resamples.

    Returns
    -------
    Finding or Unknown
        Its effect is what the weights change: weighted minus naive score. Unknown without a pool,
        with fewer than five other texts in it where the weights must be estimated, or where the chosen texts are too
        few for a stand-in.
    """
    learnt = task(material, beside_others=False)
    unknown = "What the dev score would be if the chosen texts stood for the pool."
    if learnt is None or sides.name != POOL:
        return Unknown(unknown, "--pool FILE" if sides.name != POOL else lacking(material, beside_others=False))
    weights = _weights(material, learnt, sides, rng)
    if weights is None:
        has = len(sides.others)
        return Unknown(unknown, f"--pool FILE with at least {FOLDS} texts that were not chosen (it has {has})")
    scores = cross_validate(learnt)
    seed = int(rng.integers(2**32))  # the same resamples with and without weights: their difference is paired
    naive = resampled(scores.dev, np.random.default_rng(seed))
    again = resampled(scores.dev, np.random.default_rng(seed), weights.values)
    plain, mended = score(scores.dev), score(scores.dev, weights.values)
    low, high = ends(again - naive)
    worth = float(effective_size(weights.values))
    dots = [
        ("dev score as it is", "naive", plain, *ends(naive)),
        ("reweighted to the pool", "weighted", mended, *ends(again)),
    ]
    beside = ""
    if len(scores.others):
        there = score(scores.others)
        dots.append((f"on the {learnt.name}", learnt.name, there, *ends(resampled(scores.others, rng))))
        beside = f"; on the {learnt.name} it is {fixed(there, 2)}"
    what = (
        f"The stand-in's dev score is {fixed(plain, 2)}, and {fixed(mended, 2)} when the chosen texts are reweighted "
        f"to the pool{beside}."
    )
    return Finding(
        id="weighted",
        section=4,
        question="What would the dev score be if the chosen texts stood for the pool?",
        answer=f"{what} {_meaning(len(scores.dev), worth, weights.known)}",
        method=_method(learnt, weights.known),
        chapter="02_sampling_bias#when-it-works",
        effect=mended - plain,
        low=low,
        high=high,
        unit=f"{learnt.unit}, weighted minus naive",
        sizes={
            "chosen texts": len(scores.dev),
            sides.name: len(sides.others),
            "chosen texts, by weight": round(worth),
        }
        | ({learnt.name: len(scores.others)} if len(scores.others) else {}),
        trace=_trace(learnt, dots, what),
        step=_step(-high, plain - mended, what) if worth >= CARRIED * len(scores.dev) else None,
    )


def _weights(material: Material, learnt: Task, sides: Sides, rng: np.random.Generator) -> _Weights | None:
    n = len(sides.chosen) + len(sides.others)
    known = [[example.chance for example in item.examples if example.chance is not None] for item in material.chosen]
    # R_LURE needs the chance and the loss of every draw: none may be missing, and each must be from the pool.
    if all(known) and len(learnt.positions) == len(known) and not material.outside:
        moments = [item.examples[0].when for item in material.chosen]
        order = np.arange(len(known))
        if all(moment is not None for moment in moments):
            order = np.argsort(np.array(moments, dtype=float), kind="stable")
        values = np.empty(len(known))
        values[order] = lure_weights([known[at][0] for at in order], n)
        return _Weights(values, True)
    if len(sides.others) < FOLDS:
        return None
    rest = rng.choice(sides.others, REST, replace=False) if len(sides.others) > REST else sides.others
    vectors = sides.words.vectors
    chosen = vectors[sides.chosen[learnt.positions]]
    return _Weights(density_ratio_weights(chosen, vectors[rest], rng, folds=FOLDS), False)


def _meaning(n: int, worth: float, known: bool) -> str:
    size = f"By their weights the {n:,} chosen texts are worth {round(worth):,}."
    if worth < CARRIED * n:
        return f"{size} So few carry the weight that the reweighted score is not to be quoted."
    if known:
        return f"{size} The chances are known, so the correction is sound unless a few texts carry the weight."
    return f"{size} The weights see words alone: they mend no choice by label or confidence, and no region left out."


def _method(learnt: Task, known: bool) -> str:
    how = (
        "weights of R_LURE from the chance of each text (Farquhar, Gal and Rainforth, 2021), as a weighted mean"
        if known
        else "weights from a logistic regression on text vectors that tells chosen texts from the others of the pool "
        "(Bickel, Brueckner and Scheffer, 2007)"
    )
    return (
        f"{sentence(learnt.unit)} of {learnt.model}, cross-validated; {how}; effective size by Kish "
        f"(1965).{learnt.limit} Interval: 2.5% and 97.5% points of {RESAMPLES:,} resamples of the chosen texts, models "
        "and weights as they are. The models learn from texts of the same choice, which no weight mends. Nothing was "
        "tested."
    )


def _step(low: float, difference: float, what: str) -> Step | None:
    if low <= LOOK:
        return None
    return Step("look", difference, what, "Quote the reweighted score, and check it on random texts.")


def _trace(learnt: Task, dots: list[tuple[Any, ...]], what: str) -> Trace:
    return Trace(
        id="diagnose-weighted",
        kind="dots",
        title="The stand-in's dev score, as it is and reweighted to the pool",
        caption=(
            f"{sentence(learnt.unit)}, with 95% intervals from resampled texts. Where the reweighted "
            "score lies apart from the naive one, chosen texts that are rare in the pool had driven it; a "
            "wide interval says that few texts carry the weight."
        ),
        alt=f"Dots with intervals. {what}",
        columns=columns(("group", "label", "series", "estimate", "low", "high"), [("", *dot) for dot in dots]),
        labels={"x": learnt.unit},
    )
