"""How likely chance alone gives so many of one kind: exact p-values of many kinds at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError

Integers = NDArray[np.integer]
TIE = 1e-7  # what is as likely as what was found counts, whatever the rounding; as in scipy.stats.fisher_exact


def exact_p_values(hits: Integers, holding: Integers, drawn: int, total: int) -> NDArray[np.float64]:
    """Return the two-sided p-value of each kind: the chance of a number that is no likelier than the one found.

    If `drawn` of `total` rows are drawn by chance, the number of those of a kind that `holding` rows have is
    hypergeometric. These are the p-values of Fisher's exact test (1935).

    Parameters
    ----------
    hits
        Shape (n_kinds,): rows of the kind among those drawn.
    holding
        Shape (n_kinds,): rows of the kind among all.
    drawn, total
        How many rows were drawn, of how many.

    Returns
    -------
    array
        Shape (n_kinds,).

    Raises
    ------
    AltutorError
        When counts do not fit each other.
    """
    _check(hits, holding, drawn, total)
    found = np.ones(len(hits))
    chances_of = _Draw(drawn, total)
    order = np.argsort(holding, kind="stable")
    # Kinds that as many rows have share a distribution.
    for same in np.split(order, np.flatnonzero(np.diff(holding[order])) + 1) if len(order) else ():
        kind = int(holding[same[0]])
        first, last = chances_of.range(kind)
        chances = chances_of(np.arange(first, last + 1), kind)
        ascending = np.sort(chances)
        up_to = np.searchsorted(ascending, chances[hits[same] - first] * (1 + TIE), side="right")
        found[same] = np.minimum(np.cumsum(ascending)[up_to - 1], 1.0)
    return found


def least_p_values(holding: Integers, drawn: int, total: int) -> NDArray[np.float64]:
    """Return the smallest p-value that a kind can have at all, whatever was drawn.

    Parameters and errors are those of :func:`exact_p_values`. It depends on nothing that chance decides: kinds may be
    left out by it before the others are tested (Tarone, 1990).
    """
    _check(np.zeros_like(holding), holding, drawn, total, inside=False)
    distinct, of_kind = np.unique(holding, return_inverse=True)
    chances_of = _Draw(drawn, total)
    # Chances rise to a single peak, so that one of the ends is least likely.
    first, last = chances_of.range(distinct)
    ends = np.sort([chances_of(first, distinct), chances_of(last, distinct)], axis=0)
    both = (ends[1] <= ends[0] * (1 + TIE)) & (first < last)
    return np.asarray(np.minimum(np.where(both, ends.sum(axis=0), ends[0]), 1.0)[of_kind])


class _Draw:
    """Chances of numbers in a random draw; scipy.stats.hypergeom.pmf takes several times as long for many kinds."""

    def __init__(self, drawn: int, total: int) -> None:
        from scipy.special import gammaln

        self._drawn, self._total = drawn, total
        self._log = gammaln(np.arange(total + 1) + 1.0)  # of the factorials

    def range(self, holding: Any) -> tuple[Any, Any]:
        """Return the smallest and the largest number that can be drawn."""
        return np.maximum(0, self._drawn + holding - self._total), np.minimum(self._drawn, holding)

    def __call__(self, hits: Any, holding: Any) -> NDArray[np.float64]:
        """Return the chance of each number."""
        inside, outside = self._choices(holding, hits), self._choices(self._total - holding, self._drawn - hits)
        return np.asarray(np.exp(inside + outside - self._choices(self._total, self._drawn)))

    def _choices(self, n: Any, k: Any) -> Any:
        """Return the logarithm of the number of ways to take k of n."""
        return self._log[n] - self._log[k] - self._log[n - k]


def _check(hits: Integers, holding: Integers, drawn: int, total: int, inside: bool = True) -> None:
    if not 0 <= drawn <= total:
        raise AltutorError(f"{drawn} of {total} rows cannot be drawn: expected 0 to {total}.")
    wrong = (holding < 0) | (holding > total)
    if inside:
        wrong |= (hits < np.maximum(0, drawn + holding - total)) | (hits > np.minimum(drawn, holding))
    if wrong.any():
        i = int(np.flatnonzero(wrong)[0])
        raise AltutorError(
            f"Kind {i}: {hits[i]} of {holding[i]} rows cannot be among {drawn} drawn of {total}: count again."
        )
