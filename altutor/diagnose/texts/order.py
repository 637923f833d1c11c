"""Whether the choice drifted: texts that were chosen early beside those that were chosen late."""

from __future__ import annotations

import numpy as np

from altutor.bias.ridge import ridge_test
from altutor.diagnose.finding import Finding, Step
from altutor.diagnose.material import Item, Material
from altutor.diagnose.texts.difference import HARM, LEVEL, MAY_BE_CHANCE, TELLS
from altutor.diagnose.texts.pictures import null_trace
from altutor.diagnose.words import CAP, Sides, placed
from altutor.wording import fixed, percent

PERMUTATIONS = 1999
FEWEST = 20  # chosen texts; fewer tell nothing about a drift
MORE = 100  # further random texts among those that are asked about
CHAPTER = "02_sampling_bias#what-to-do"


def order(material: Material, sides: Sides, rng: np.random.Generator) -> Finding | None:
    """Ask whether a classifier can tell the first half of the chosen texts from the second by their words.

    Parameters
    ----------
    material
        Its chosen texts have the times of their answers; where one has none, the order of the file counts.
    sides
        Made from it: its chosen rows are the chosen texts, in the same order.
    rng
        Draws 4,000 chosen texts where there are more, deals the folds and draws the permutations.

    Returns
    -------
    Finding or None
        Its effect is the area under the ROC curve. None with fewer than 20 chosen texts.

    Raises
    ------
    AltutorError
        When all chosen texts lie at one place.
    """
    if len(material.chosen) < FEWEST or len(material.chosen) != len(sides.chosen):
        return None
    times = [_first(item) for item in material.chosen]
    timed = None not in times
    in_order = sides.chosen
    if timed:
        in_order = in_order[np.argsort(np.array(times, dtype=float), kind="stable")]
    if len(in_order) > 2 * CAP:
        in_order = in_order[np.sort(rng.choice(len(in_order), 2 * CAP, replace=False))]
    vectors = placed(sides.words, in_order)
    half = len(in_order) // 2
    test = ridge_test(vectors[half:], vectors[:half], rng, permutations=PERMUTATIONS)
    what = (
        "By its words, a text of the second half of the choice can be told from one of the first in "
        f"{percent(test.statistic)} of all pairs; chance gives 50%."
    )
    step = None
    if test.statistic >= TELLS:
        meaning = "The choice drifted: what the first answers taught and what the last ones test are not the same."
        if test.p_value >= LEVEL:
            meaning = MAY_BE_CHANCE
        do = f"Mix {MORE} random texts into the next round, and take the dev split from all rounds alike."
        step = Step("look", HARM * (2 * test.statistic - 1), what, do)
    else:
        meaning = "Nothing here says that the choice drifted."
    by = "times of the answers" if timed else "order of the file, as not every answer has a time"
    return Finding(
        id="order",
        section=2,
        question="Did the choice drift in the course of time?",
        answer=f"{what} {meaning}",
        method=(
            f"First against second half by the {by}: cross-validated area under the ROC curve (AUC) of a ridge "
            f"regression on latent semantic dimensions (Lopez-Paz and Oquab, 2017); p-value from {PERMUTATIONS:,} "
            "permutations of the order, interval by LeDell, Petersen and van der Laan (2015)."
        ),
        chapter=CHAPTER,
        effect=test.statistic,
        low=test.low,
        high=test.high,
        unit="AUC",
        nothing=0.5,
        sizes={"first half": test.n_reference, "second half": test.n_chosen},
        p_value=test.p_value,
        trace=null_trace(
            "order",
            "How well a classifier tells the second half of the choice from the first",
            "area under the ROC curve (0.5: not at all, 1: always)",
            test,
            f"AUC {fixed(test.statistic, 2)}",
            "who was chosen early",
        ),
        step=step,
    )


def _first(item: Item) -> float | None:
    """Return when the first answer about a text was given."""
    times = [example.when for example in item.examples if example.when is not None]
    return min(times) if times else None
