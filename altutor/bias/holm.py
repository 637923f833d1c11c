"""Several tests at once: what is left of a p-value when it is one of many."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.bias.checks import numbers
from altutor.errors import AltutorError


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """Adjust p-values so that the chance of any false alarm among them stays at the level (Holm, 1979).

    It holds however the tests depend on each other.

    Parameters
    ----------
    p_values
        Shape (n_tests,), from 0 to 1.

    Returns
    -------
    array
        Shape (n_tests,), in the given order: each at least its p-value, at most 1.

    Raises
    ------
    AltutorError
        When there is none, or one is not from 0 to 1.
    """
    given = numbers("p_values", p_values, "(n_tests,)", 1)
    if given.min() < 0 or given.max() > 1:
        raise AltutorError(f"A p-value is {given.min() if given.min() < 0 else given.max()}: expected 0 to 1.")
    order = np.argsort(given, kind="stable")
    left = np.arange(len(given), 0, -1)  # tests that are still open when the k-th smallest is looked at
    adjusted = np.empty_like(given)
    adjusted[order] = np.minimum(np.maximum.accumulate(given[order] * left), 1.0)
    return adjusted
