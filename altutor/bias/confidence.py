"""What the choice did to the confidence of a model: chosen rows beside a reference.

The reference is the rest of the pool or an independent random sample; no row stands in both. Intervals take the two as
samples of two populations. P-values answer whether chance alone may have decided which rows were chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from altutor.bias.checks import level_and_permutations, probabilities_of

BATCH = 2**21  # numbers that are permuted at once: 16 MiB


@dataclass(frozen=True)
class ConfidenceShift:
    """How the model's confidence, the probability of the likeliest class, differs: chosen minus reference.

    Attributes
    ----------
    difference, low, high
        Difference of the mean confidences, and its interval.
    p_value
        Of the difference of the means.
    distance
        Largest difference between the two distribution functions (Kolmogorov and Smirnov): 0 for equal, 1 for disjoint.
    n_chosen, n_reference
        Rows in each sample.
    """

    difference: float
    low: float
    high: float
    p_value: float
    distance: float
    n_chosen: int
    n_reference: int


def confidence_shift(
    chosen: ArrayLike,
    reference: ArrayLike,
    rng: np.random.Generator,
    *,
    level: float = 0.95,
    permutations: int = 999,
) -> ConfidenceShift:
    """Compare how sure a model is of two samples.

    The interval is Welch's (1947); the p-value, two-sided, comes from permuting who was chosen, from all permutations
    where there are no more than `permutations`.

    Parameters
    ----------
    chosen, reference
        Class probabilities, shapes (n_chosen, n_classes) and (n_reference, n_classes), two rows each at least.
    rng
        Draws the permutations.
    level
        Confidence level in (0, 1).
    permutations
        At least 1.

    Returns
    -------
    ConfidenceShift

    Raises
    ------
    AltutorError
        When a sample has fewer than two rows, or its rows are no probabilities that sum to 1.
    """
    from scipy import stats

    level_and_permutations(level, permutations)
    first, second = (part.max(axis=1) for part in probabilities_of(chosen, reference))
    difference = float(first.mean() - second.mean())
    low = high = difference  # where neither sample varies
    if np.ptp(first) > 0 or np.ptp(second) > 0:
        low, high = stats.ttest_ind(first, second, equal_var=False).confidence_interval(level)
    test = stats.permutation_test(
        (first, second),
        lambda x, y, axis: x.mean(axis=axis) - y.mean(axis=axis),
        vectorized=True,
        n_resamples=permutations,
        batch=max(1, BATCH // (len(first) + len(second))),
        rng=rng,
    )
    distance = stats.ks_2samp(first, second, method="asymp").statistic
    return ConfidenceShift(
        difference, float(low), float(high), float(test.pvalue), float(distance), len(first), len(second)
    )
