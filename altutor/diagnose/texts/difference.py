"""Whether the chosen texts differ from the others: by their words, as a whole, in length, and to the eye."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.bias.means import mean_shift
from altutor.bias.ridge import ridge_test
from altutor.bias.two_sample import TwoSampleTest, mmd_test
from altutor.diagnose.finding import Finding, Step, take_scores
from altutor.diagnose.texts.pictures import lengths_trace, null_trace
from altutor.diagnose.words import CAP, Sides, placed
from altutor.traces import Trace
from altutor.wording import fixed, number, percent

PERMUTATIONS = 1999
FEWEST_OTHERS = 1000  # more others than chosen texts tell little more, and cost time
MOST_OTHERS = 20_000  # others whose length is compared
SHOWN = 500  # texts of a side in the map
TELLS = 0.6  # an area under the ROC curve; below it, the difference is too small to act on
LONGER = 0.2  # of a standard deviation; less is a small difference (Cohen, 1988)
LEVEL = 0.05  # of a p-value by itself; the verdict goes by the adjusted one
HARM = 0.1  # what a complete difference of the texts may weigh, beside gaps in score; by itself it harms no model
CHAPTER = "02_sampling_bias#can-you-see-it"
MAY_BE_CHANCE = "With so few texts, chance alone may give as much."


def classifier(sides: Sides, rng: np.random.Generator) -> Finding:
    """Ask whether a classifier can tell the chosen texts from the others by their words.

    Parameters
    ----------
    sides
        At least five texts each.
    rng
        Draws 2,000 texts of a side where there are more, deals the folds and draws the permutations.

    Returns
    -------
    Finding
        Its effect is the area under the ROC curve.

    Raises
    ------
    AltutorError
        When a side has fewer than five texts, or all texts lie at one place.
    """
    chosen, others = _rows(sides, rng)
    vectors = placed(sides.words, np.concatenate([chosen, others]))
    test = ridge_test(vectors[: len(chosen)], vectors[len(chosen) :], rng, permutations=PERMUTATIONS)
    area, chance = fixed(test.statistic, 2), percent(test.statistic)
    what = f"By its words, a chosen text can be told from another one in {chance} of all pairs; chance gives 50%."
    if test.statistic >= TELLS and test.p_value >= LEVEL:
        meaning = MAY_BE_CHANCE
    elif test.statistic >= TELLS:
        meaning = "Other texts were chosen than chance would choose, and scores on them hold for texts of that kind."
    else:
        meaning = "What little a classifier sees does not rule out a bias in labels or confidence."
    step = Step("look", HARM * (2 * test.statistic - 1), what, take_scores()) if test.statistic >= TELLS else None
    return Finding(
        id="classifier",
        section=1,
        question="Can a classifier tell the chosen texts from the others?",
        answer=f"{what} {meaning}",
        method=(
            "Cross-validated area under the ROC curve (AUC) of a ridge regression on latent semantic dimensions "
            f"(classifier two-sample test: Lopez-Paz and Oquab, 2017); p-value from {PERMUTATIONS:,} permutations of "
            "who was chosen, interval by LeDell, Petersen and van der Laan (2015)."
        ),
        chapter=CHAPTER,
        effect=test.statistic,
        low=test.low,
        high=test.high,
        unit="AUC",
        nothing=0.5,
        sizes=_sizes(sides, test),
        p_value=test.p_value,
        trace=null_trace(
            "classifier",
            f"How well a classifier tells chosen texts from {sides.name}",
            "area under the ROC curve (0.5: not at all, 1: always)",
            test,
            f"AUC {area}",
        ),
        step=step,
    )


def kernel(sides: Sides, rng: np.random.Generator, vectors: NDArray[np.floating] | None = None) -> Finding:
    """Ask whether the chosen texts lie elsewhere among all texts: the maximum mean discrepancy of their vectors.

    Parameters
    ----------
    sides
        At least two texts each.
    rng
        Draws 2,000 texts of a side where there are more, and the permutations.
    vectors
        Of all texts, a row each, from a pipeline; by default those of latent semantic analysis.

    Returns
    -------
    Finding
        Its effect is the squared discrepancy.

    Raises
    ------
    AltutorError
        When a side has fewer than two texts, or all vectors are equal.
    """
    chosen, others = _rows(sides, rng)
    rows = np.concatenate([chosen, others])
    given = placed(sides.words, rows) if vectors is None else vectors[rows]
    test = mmd_test(given[: len(chosen)], given[len(chosen) :], rng, permutations=PERMUTATIONS)
    assert test.null is not None
    chance = float(np.quantile(test.null, 0.95))
    what = (
        f"The squared maximum mean discrepancy is {number(test.statistic)}; random choices stay below {number(chance)} "
        "in 95 of 100 cases."
    )
    if test.p_value < LEVEL:
        meaning = "The chosen texts lie elsewhere than random ones would; the terms and regions below say where."
    else:
        meaning = "As a whole, the chosen texts lie where random ones might, which leaves out labels and confidence."
    return Finding(
        id="mmd",
        section=1,
        question="Do the chosen texts lie elsewhere among all texts?",
        answer=f"{what} {meaning}",
        method=(
            "Unbiased squared maximum mean discrepancy with a Gaussian kernel, its bandwidth the median distance "
            "(Gretton et al., 2012), of "
            f"{'latent semantic dimensions' if vectors is None else 'vectors of the pipeline'}; p-value from "
            f"{PERMUTATIONS:,} permutations of who was chosen, interval by the jackknife over texts."
        ),
        chapter=CHAPTER,
        effect=test.statistic,
        low=test.low,
        high=test.high,
        unit="squared discrepancy",
        sizes=_sizes(sides, test),
        p_value=test.p_value,
        trace=null_trace(
            "mmd",
            f"How far apart chosen texts and {sides.name} lie",
            "squared maximum mean discrepancy (0: no difference)",
            test,
            f"found: {number(test.statistic)}",
        ),
    )


def length(sides: Sides, rng: np.random.Generator) -> Finding:
    """Compare how long the texts are, in words.

    Parameters
    ----------
    sides
        At least two texts each.
    rng
        Draws 20,000 of the others where there are more, and the permutations.

    Returns
    -------
    Finding
        Its effect is the difference of the means.

    Raises
    ------
    AltutorError
        When a side has fewer than two texts.
    """
    rows, others = sides.sample(rng, len(sides.chosen), MOST_OTHERS)
    first, second = sides.words.lengths[rows], sides.words.lengths[others]
    shift = mean_shift(first, second, rng, permutations=PERMUTATIONS)
    here, there = fixed(float(first.mean()), 1), fixed(float(second.mean()), 1)
    what = f"The chosen texts have {here} words on average, the {sides.name} {there}."
    spread = float(np.concatenate([first, second]).std())
    size = abs(shift.difference) / spread if spread else 0.0
    step = None
    if size >= LONGER:
        kind = "longer" if shift.difference > 0 else "shorter"
        meaning = f"{kind.capitalize()} texts were preferred: what is learnt and scored is about them."
        if shift.p_value >= LEVEL:
            meaning = MAY_BE_CHANCE
        step = Step("look", HARM * min(size / 2, 1.0), what, take_scores())
    else:
        meaning = "That is at most a small difference."
    return Finding(
        id="length",
        section=1,
        question="Are the chosen texts longer or shorter?",
        answer=f"{what} {meaning}",
        method=(
            "Difference of the mean numbers of words with Welch's interval (1947); p-value from "
            f"{PERMUTATIONS:,} permutations of who was chosen."
        ),
        chapter=CHAPTER,
        effect=shift.difference,
        low=shift.low,
        high=shift.high,
        unit="words a text",
        sizes={"chosen texts": len(first), sides.name: len(second)},
        p_value=shift.p_value,
        trace=lengths_trace(sides.name, first, second, what),
        step=step,
    )


def picture(sides: Sides, rng: np.random.Generator) -> Finding:
    """Draw a map of the texts, the plot that practitioners look at first; nothing is tested.

    Parameters
    ----------
    sides
        At least one text each.
    rng
        Draws 500 texts of a side where there are more.

    Returns
    -------
    Finding
        Without effect and p-value.
    """
    from sklearn.decomposition import PCA

    chosen, others = sides.sample(rng, SHOWN, SHOWN)
    rows = np.concatenate([others, chosen])
    vectors = sides.words.vectors[rows]
    plane, share = np.zeros((len(rows), 2)), 0.0
    axes = min(2, *vectors.shape)
    if np.ptp(vectors, axis=0).any():
        fitted = PCA(axes, svd_solver="full").fit(vectors)
        plane[:, :axes] = fitted.transform(vectors)
        share = float(fitted.explained_variance_ratio_.sum())
    series = [sides.name] * len(others) + ["chosen texts"] * len(chosen)
    kept = f"Its two axes keep {percent(share)} of the variance of the texts' {vectors.shape[1]} dimensions."
    return Finding(
        id="picture",
        section=1,
        question="Can you see it?",
        answer=(
            f"{kept} Such a plot usually shows nothing, even where a bias is strong: do not take an even mixture for "
            "an unbiased sample."
        ),
        method="First two principal components of the texts' latent semantic dimensions; nothing is tested.",
        chapter=CHAPTER,
        sizes={"chosen texts": len(chosen), sides.name: len(others)},
        trace=Trace(
            id="diagnose-picture",
            kind="map",
            title=f"Chosen texts and {sides.name} on a map of their words",
            caption=(
                f"Each point is a text, at most {SHOWN} of a side, drawn at random; texts with similar words lie near "
                f"each other. {kept} Look for places with points of one kind only; seeing none says little."
            ),
            alt=f"Scatter plot of {len(chosen)} chosen texts and {len(others)} {sides.name}. {kept}",
            columns={"x": plane[:, 0].tolist(), "y": plane[:, 1].tolist(), "series": series},
            labels={"x": "first principal component (no unit)", "y": "second principal component (no unit)"},
        ),
    )


def _rows(sides: Sides, rng: np.random.Generator) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows that a test looks at."""
    return sides.sample(rng, CAP, min(CAP, max(FEWEST_OTHERS, len(sides.chosen))))


def _sizes(sides: Sides, test: TwoSampleTest) -> dict[str, int]:
    return {"chosen texts": test.n_chosen, sides.name: test.n_reference}
