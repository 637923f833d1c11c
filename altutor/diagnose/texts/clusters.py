"""Texts in regions by their words, and the regions that the choice preferred or avoided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from altutor.bias.shift import LabelShift, label_shift
from altutor.diagnose.finding import Finding, Step
from altutor.diagnose.words import Sides, Words, placed
from altutor.traces import Trace
from altutor.wording import percent

PERMUTATIONS = 1999
TERMS = 5  # that name a region
TYPICAL = 20  # texts of a region that are kept to be read
SHOWN = 8  # regions of either direction in the picture
LABEL = 36  # characters of a region's name in the picture
BATCH = 2048  # texts of a step of k-means
HARM = 0.1  # what a complete difference of the texts may weigh, beside gaps in score; by itself it harms no model
APART = 0.2  # share of the chosen texts beyond what chance explains; less is too little to act on
LEVEL = 0.05  # of a p-value by itself; the verdict goes by the adjusted one
CHAPTER = "02_sampling_bias#two-distributions"


@dataclass(frozen=True)
class Regions:
    """Texts divided by their words, without regard to who was chosen.

    Attributes
    ----------
    of_row
        Shape (n_texts,): the region of each text, from 0 to k - 1.
    k
        How many regions there are; none is empty.
    terms
        For each region up to five terms that are typical of it.
    typical
        For each region the rows nearest to its centre, the nearest first, at most 20.
    """

    of_row: NDArray[np.intp]
    k: int
    terms: list[tuple[str, ...]]
    typical: list[NDArray[np.intp]]


def regions(words: Words, k: int, seed: int = 0) -> Regions:
    """Divide texts into regions: k-means in small batches (Sculley, 2010) on their latent semantic dimensions.

    Parameters
    ----------
    words
        Of all texts.
    k
        At least 1. There are fewer regions where fewer texts differ, and where k-means leaves one empty.
    seed
        Of the first centres and the batches.

    Returns
    -------
    Regions

    Raises
    ------
    AltutorError
        When no two texts differ in their words.
    """
    from sklearn.cluster import MiniBatchKMeans

    vectors = placed(words, np.arange(len(words.vectors)))
    distinct = len(np.unique(vectors, axis=0))
    means = MiniBatchKMeans(min(k, distinct), batch_size=BATCH, n_init=3, random_state=seed).fit(vectors)
    used, of_row = np.unique(means.labels_, return_inverse=True)
    distance = np.linalg.norm(vectors - means.cluster_centers_[means.labels_], axis=1)
    by_distance = np.lexsort((distance, of_row))
    typical = [rows[:TYPICAL] for rows in np.split(by_distance, np.flatnonzero(np.diff(of_row[by_distance])) + 1)]
    return Regions(of_row, len(used), _typical_terms(words, of_row, len(used)), typical)


def clusters(sides: Sides, regions: Regions, rng: np.random.Generator) -> Finding:
    """Compare how the chosen texts and the others spread over the regions.

    Parameters
    ----------
    sides
        At least one text each.
    regions
        Of all rows of `sides`.
    rng
        Draws the random tables of the p-value.

    Returns
    -------
    Finding
        Its effect is the largest difference of shares of one region.
    """
    shift = label_shift(regions.of_row[sides.chosen], regions.of_row[sides.others], rng, permutations=PERMUTATIONS)
    numbers = shift.classes.astype(int)
    most = int(np.abs(shift.difference).argmax())
    share = float(np.mean(regions.of_row[sides.chosen] == numbers[most]))
    name = ", ".join(regions.terms[numbers[most]][:3])
    apart = float(np.abs(shift.difference).sum() / 2)
    by_chance = _apart_by_chance(regions.of_row[np.concatenate([sides.chosen, sides.others])], len(sides.chosen))
    what = (
        f"{percent(apart)} of the chosen texts would have to lie in other regions to be spread as the {sides.name}; "
        f"among as many random texts it is about {percent(by_chance)}."
    )
    where = (
        f"The largest difference is in the region of {name}: {percent(share)} of the chosen texts and "
        f"{percent(share - float(shift.difference[most]))} of the {sides.name}."
    )
    if shift.p_value >= LEVEL:
        where += " Chance alone may give as much."
    beyond = apart - by_chance
    step = None
    if beyond >= APART:
        do = "Compare scores region by region before you trust their mean."
        step = Step("look", HARM * beyond, what, do)
    return Finding(
        id="clusters",
        section=2,
        question="Which regions of the texts were preferred or avoided?",
        answer=f"{what} {where}",
        method=(
            f"All texts were divided into {regions.k} regions by their words (k-means), blind to who was chosen. "
            f"P-value of Pearson's chi-squared among {PERMUTATIONS:,} random tables with the same margins; the "
            "interval (Newcombe, 1998) is that of the largest of many differences, which chance makes look larger "
            "than it is."
        ),
        chapter=CHAPTER,
        effect=float(shift.difference[most]),
        low=float(shift.low[most]),
        high=float(shift.high[most]),
        unit=f"difference of shares (region of {name})",
        sizes=sides.sizes | {"regions": regions.k},
        p_value=shift.p_value,
        trace=_trace(sides, regions, shift, f"{what} {where}"),
        step=step,
    )


def _typical_terms(words: Words, of_row: NDArray[np.intp], k: int) -> list[tuple[str, ...]]:
    """Return for each region the terms that add most to the divergence of its texts from all texts.

    A term counts by its share of the region's texts times the logarithm of how much larger that is than its share of
    all texts (the terms of the divergence of Kullback and Leibler, 1951). No word is named twice, and
    none that says nothing about a subject.
    """
    from scipy import sparse

    n = np.bincount(of_row, minlength=k)
    member = sparse.csr_array((1.0 / n[of_row], (of_row, np.arange(len(of_row)))), shape=(k, len(of_row)))
    share = (member @ sparse.csr_array(words.presence)).toarray()
    everywhere = (n / n.sum()) @ share
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(share > 0, share * np.log(share / everywhere), 0.0) * _telling(words.terms)
    named = []
    for of_region in score:
        found: list[str] = []
        for column in np.argsort(-of_region, kind="stable")[: 4 * TERMS]:
            term = str(words.terms[column])
            parts = set(term.split())
            if of_region[column] > 0 and not any(parts & set(other.split()) for other in found):
                found.append(term)
        named.append(tuple(found[:TERMS]) or ("no typical term",))
    return named


def _telling(terms: NDArray[np.str_]) -> NDArray[np.bool_]:
    """Return which terms may name a region: those that hold a word of two letters which is no English function word."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    def tells(word: str) -> bool:
        return word not in ENGLISH_STOP_WORDS and sum(map(str.isalpha, word)) > 1

    return np.array([any(map(tells, term.split())) for term in terms.tolist()], dtype=bool)


def _apart_by_chance(of_row: NDArray[np.intp], n: int) -> float:
    """Return the mean distance of n random texts from the rest: half the sum over regions of the normal approximation.

    The share of a region differs by sqrt(2/pi) standard deviations on average (the mean of a half-normal).
    """
    total = len(of_row)
    share = np.bincount(of_row) / total
    variance = share * (1 - share) * total / (n * (total - n)) * total / max(total - 1, 1)
    return float(np.sqrt(2 / np.pi * variance).sum() / 2)


def _trace(sides: Sides, regions: Regions, shift: LabelShift, what: str) -> Trace:
    """Return the regions that differ most, in either direction."""
    order = np.argsort(-shift.difference, kind="stable")
    more = [i for i in order[:SHOWN] if shift.difference[i] > 0]
    less = [i for i in order[::-1][:SHOWN] if shift.difference[i] < 0]
    columns: dict[str, list[object]] = {name: [] for name in ("group", "label", "series", "estimate", "low", "high")}
    names: dict[str, int] = {}
    for group, found in (("More often among the chosen", more), ("Less often", less)):
        for i in found:
            name = _short(regions.terms[int(shift.classes[i])])
            names[name] = names.get(name, 0) + 1  # two regions may share their terms
            columns["group"].append(group)
            columns["label"].append(name if names[name] == 1 else f"{name} ({names[name]})")
            columns["series"].append("chosen texts")
            for key, values in (("estimate", shift.difference), ("low", shift.low), ("high", shift.high)):
                columns[key].append(round(100 * float(values[i]), 4))
    return Trace(
        id="diagnose-clusters",
        kind="dots",
        title=f"Regions with more or fewer of the chosen texts than of the {sides.name}",
        caption=(
            "Share of the chosen texts in a region minus the share of the others, with 95% intervals, each by "
            f"itself; at most {SHOWN} regions of either direction, named by typical terms. Right of 0 the choice "
            "preferred a region, left of it the choice avoided one. With many regions some intervals leave 0 by "
            "chance."
        ),
        alt=f"Dots by region: difference of shares. {what}",
        columns=columns,
        labels={"x": "difference of shares (percentage points)", "zero": True},
    )


def _short(terms: tuple[str, ...]) -> str:
    """Return as many terms as there is room for."""
    name = terms[0][:LABEL]
    for term in terms[1:]:
        if len(name) + 2 + len(term) > LABEL:
            break
        name += f", {term}"
    return name
