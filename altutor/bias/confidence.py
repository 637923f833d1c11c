"""What the choice did to the confidence of a model: chosen rows beside a reference.

The reference is the rest of the pool or an independent random sample; no row stands in both. Intervals take the two as
samples of two populations. P-values answer whether chance alone may have decided which rows were chosen.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from altutor.bias.checks import probabilities_of
from altutor.bias.means import MeanShift, mean_shift


def confidence_shift(
    chosen: ArrayLike,
    reference: ArrayLike,
    rng: np.random.Generator,
    *,
    level: float = 0.95,
    permutations: int = 999,
) -> MeanShift:
    """Compare how sure a model is of two samples: the means of its confidence, the probability of the likeliest class.

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
    MeanShift
        Of the confidence, from -1 to 1; see :func:`altutor.bias.means.mean_shift` for interval and p-value.

    Raises
    ------
    AltutorError
        When a sample has fewer than two rows, or its rows are no probabilities that sum to 1.
    """
    first, second = (part.max(axis=1) for part in probabilities_of(chosen, reference))
    return mean_shift(first, second, rng, level=level, permutations=permutations)
