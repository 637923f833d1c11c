"""What the choice did to the mean of a number: chosen rows beside a reference, with no row in both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from altutor.bias.checks import level_and_permutations, numbers
from altutor.errors import AltutorError

BATCH = 2**21  # numbers that are permuted at once: 16 MiB


@dataclass(frozen=True)
class MeanShift:
    """How a number differs: chosen minus reference.

    Attributes
    ----------
    difference, low, high
        Difference of the means and its interval, in the unit of the number.
    p_value
        Of the difference of the means, two-sided.
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


def mean_shift(
    chosen: ArrayLike,
    reference: ArrayLike,
    rng: np.random.Generator,
    *,
    level: float = 0.95,
    permutations: int = 999,
) -> MeanShift:
    """Compare the means of a number in two samples.

    The interval is Welch's (1947) and takes the two as samples of two populations; the p-value comes from permuting who
    was chosen, from all permutations where there are no more than `permutations`.

    Parameters
    ----------
    chosen, reference
        One number a row, shapes (n_chosen,) and (n_reference,), two rows each at least.
    rng
        Draws the permutations.
    level
        Confidence level in (0, 1).
    permutations
        At least 1.

    Returns
    -------
    MeanShift

    Raises
    ------
    AltutorError
        When a sample has fewer than two rows, or a number is not finite.
    """
    from scipy import stats

    level_and_permutations(level, permutations)
    first, second = numbers("chosen", chosen, "(n,)", 1), numbers("reference", reference, "(n,)", 1)
    if min(len(first), len(second)) < 2:
        raise AltutorError(f"chosen has {len(first)} rows and reference {len(second)}: at least 2 of each are needed.")
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
    return MeanShift(difference, float(low), float(high), float(test.pvalue), float(distance), len(first), len(second))
