"""Do the chosen rows look like the rest of the pool? Two tests on features, with permutation p-values.

Compare the chosen rows with the rest of their pool, not with the whole pool. If chance alone chose, then each division
of the pool into as many chosen and other rows was equally likely, and the p-values are valid for any sample size:
P(p <= a) <= a. Rows that stand in both samples break this. A reference sample from elsewhere will do as well, if its
rows are independent of the chosen ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.bias.checks import level_and_permutations, two_samples
from altutor.bias.classifier import areas, chosen_or_not
from altutor.bias.jackknife import jackknife
from altutor.bias.kernel import kernel_sums, median_distance
from altutor.errors import AltutorError

TIE = 1e-10  # a permutation that gives the observed division again must count, whatever the rounding


@dataclass(frozen=True)
class TwoSampleTest:
    """What a test found.

    Attributes
    ----------
    statistic
        The area under the ROC curve, or the squared maximum mean discrepancy.
    p_value
        Share of permutations whose statistic is at least as large, the observed one counted as one of them.
    n_chosen, n_reference
        Rows in each sample.
    permutations
        How many were drawn; the p-value is at least 1 / (permutations + 1).
    low, high
        The statistic's 95% interval, where the test gives one.
    null
        Shape (permutations,): the permuted statistics, where the test keeps them.
    """

    statistic: float
    p_value: float
    n_chosen: int
    n_reference: int
    permutations: int
    low: float | None = None
    high: float | None = None
    null: NDArray[np.float64] | None = field(default=None, compare=False, repr=False)


def classifier_test(
    chosen: ArrayLike, reference: ArrayLike, rng: np.random.Generator, *, permutations: int = 199, folds: int = 5
) -> TwoSampleTest:
    """Ask whether a classifier can tell the chosen rows from the others (Lopez-Paz and Oquab, 2017).

    The statistic is the area under the ROC curve of a logistic regression on standardised features, the mean over the
    folds of a cross-validation: 0.5 where it cannot tell, 1 where it always can. Each permutation of who was chosen
    fits the model anew on every fold, so the time grows with ``permutations * folds``.

    Parameters
    ----------
    chosen, reference
        Features, shapes (n_chosen, n_features) and (n_reference, n_features), dense and finite.
    rng
        Deals the folds and draws the permutations.
    permutations
        At least 1.
    folds
        At least 2, and no more than rows in the smaller sample.

    Returns
    -------
    TwoSampleTest

    Raises
    ------
    AltutorError
        When a sample is no finite table of numbers or has fewer rows than `folds`, or when the columns differ.
    """
    level_and_permutations(permutations=permutations)
    _, rows, is_chosen, validation = chosen_or_not(chosen, reference, rng, folds, "reference")
    observed = np.arange(len(rows))
    orders = np.vstack([observed, rng.permuted(np.tile(observed, (permutations, 1)), axis=1)])
    area = areas(rows, is_chosen, validation, orders)
    count = int((area[1:] >= area[0] - TIE).sum())
    n_chosen = int(is_chosen.sum())
    n_others = len(rows) - n_chosen
    p_value = (1 + count) / (1 + permutations)
    return TwoSampleTest(float(area[0]), p_value, n_chosen, n_others, permutations, null=area[1:])


def mmd_test(
    chosen: ArrayLike,
    reference: ArrayLike,
    rng: np.random.Generator,
    *,
    permutations: int = 999,
    bandwidth: float | None = None,
) -> TwoSampleTest:
    """Compare two samples by their maximum mean discrepancy (Gretton et al., 2012).

    The statistic is the unbiased estimate of the squared discrepancy under the kernel exp(-|x - y|^2 / (2 s^2)); it is
    0 on average where the distributions are the same, and may be negative. Features count by their scale: standardise
    them first unless their unit is common.

    Time grows with the square of the rows, times permutations. Memory holds the permutations, 8 bytes times rows times
    permutations, and blocks of the kernel matrix. For more than some ten thousand rows, test a random part of them.

    Parameters
    ----------
    chosen, reference
        Features, shapes (n_chosen, n_features) and (n_reference, n_features), dense and finite, two rows at least.
    rng
        Draws the permutations, and the rows for the median where there are more than 1,000.
    permutations
        At least 1.
    bandwidth
        s, in the unit of the features. By default the median distance between the rows of both samples together, of
        the pairs that differ.

    Returns
    -------
    TwoSampleTest
        With the permuted statistics, and with a 95% interval (:func:`altutor.bias.jackknife.jackknife`) where each
        sample has three rows.

    Raises
    ------
    AltutorError
        When a sample is no finite table of numbers or has fewer than two rows, when the columns differ, when all rows
        are equal, or when `bandwidth` is not above 0.
    """
    level_and_permutations(permutations=permutations)
    first, second = two_samples(chosen, reference, least=2)
    rows = np.concatenate([first, second])
    rows -= rows.mean(axis=0)  # distances stay; what rounding takes from them shrinks
    scale = median_distance(rows, rng) if bandwidth is None else float(bandwidth)
    if not (scale > 0 and 0 < np.square(scale) < np.inf):
        raise AltutorError(f"The bandwidth is {scale}: expected a distance above 0, and rows that are not all equal.")
    n, m = len(first), len(second)
    observed = np.repeat([1.0, 0.0], [n, m])
    divisions = np.vstack([observed, rng.permuted(np.tile(observed, (permutations, 1)), axis=1)])
    both, between, neither = kernel_sums(rows, divisions, scale)
    squared = both / (n * (n - 1)) + neither / (m * (m - 1)) - 2 * between / (n * m)
    count = int((squared[1:] >= squared[0] - TIE).sum())
    p_value = (1 + count) / (1 + permutations)
    low, high = jackknife(rows, n, scale)
    return TwoSampleTest(float(squared[0]), p_value, n, m, permutations, low, high, squared[1:])
