"""What the choice did to the labels: shares of the classes, chosen rows beside a reference.

The reference is the rest of the pool or an independent random sample; no row stands in both. Intervals take the two as
samples of two populations. P-values answer whether chance alone may have decided which rows were chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.bias.checks import labels_of, level_and_permutations
from altutor.errors import AltutorError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LabelShift:
    """How the shares of the classes differ: chosen minus reference.

    Attributes
    ----------
    classes
        Shape (n_classes,): every label that occurs, sorted.
    difference, low, high
        Shape (n_classes,): difference of the class's shares, from -1 to 1, and the interval of each class by itself.
    p_value
        Of all classes together.
    n_chosen, n_reference
        Rows in each sample.
    """

    classes: NDArray[np.generic]
    difference: Floats
    low: Floats
    high: Floats
    p_value: float
    n_chosen: int
    n_reference: int


def share_difference(
    hits: int, n: int, reference_hits: int, reference_n: int, level: float = 0.95
) -> tuple[float, float, float]:
    """Return the difference of two independent shares and its hybrid score interval (Newcombe, 1998, method 10).

    Parameters
    ----------
    hits, n
        How many of how many rows; ``0 <= hits <= n`` and ``n >= 1``.
    reference_hits, reference_n
        The same of the sample that is subtracted.
    level
        Confidence level in (0, 1).

    Returns
    -------
    tuple
        ``(difference, low, high)``, each from -1 to 1.

    Raises
    ------
    AltutorError
        When a count is negative or above its total, a total is 0, or `level` is not in (0, 1).
    """
    from scipy import stats

    level_and_permutations(level=level)
    shares, lows, highs = [], [], []
    for count, total in ((hits, n), (reference_hits, reference_n)):
        if not 0 <= count <= total or total < 1:
            raise AltutorError(f"{count} of {total} is no share: expected a count from 0 to a total of 1 or more.")
        wilson = stats.binomtest(int(count), int(total)).proportion_ci(level, method="wilson")
        shares.append(count / total)
        lows.append(wilson.low)
        highs.append(wilson.high)
    difference = shares[0] - shares[1]
    below = np.hypot(shares[0] - lows[0], highs[1] - shares[1])
    above = np.hypot(highs[0] - shares[0], shares[1] - lows[1])
    return float(difference), float(difference - below), float(difference + above)


def label_shift(
    chosen: ArrayLike,
    reference: ArrayLike,
    rng: np.random.Generator,
    *,
    level: float = 0.95,
    permutations: int = 999,
) -> LabelShift:
    """Compare how often each label occurs in two samples.

    The p-value is that of Pearson's chi-squared statistic among random tables with the same margins, which is its
    permutation distribution; it holds for rare labels too. The intervals (Newcombe, 1998) are not corrected for the
    number of classes.

    Parameters
    ----------
    chosen, reference
        One label a row, shapes (n_chosen,) and (n_reference,): numbers or strings.
    rng
        Draws the tables.
    level
        Confidence level in (0, 1).
    permutations
        Tables to draw, at least 1.

    Returns
    -------
    LabelShift

    Raises
    ------
    AltutorError
        When a sample is empty, is not one-dimensional, lacks a label or mixes kinds of labels.
    """
    from scipy import stats

    level_and_permutations(level, permutations)
    first, second = labels_of(chosen, reference)
    n, m = len(first), len(second)
    classes, of_row = np.unique(np.concatenate([first, second]), return_inverse=True)
    table = np.stack([np.bincount(part, minlength=len(classes)) for part in (of_row[:n], of_row[n:])])
    p_value = 1.0
    if len(classes) > 1:
        random_tables = stats.MonteCarloMethod(n_resamples=permutations, rng=rng)
        p_value = float(stats.chi2_contingency(table, correction=False, method=random_tables).pvalue)
    intervals = [share_difference(hits, n, others, m, level) for hits, others in table.T.tolist()]
    difference, low, high = np.array(intervals).T
    return LabelShift(classes, difference, low, high, p_value, n, m)
