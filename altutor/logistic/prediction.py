"""What fitted models say about rows: a class, or a probability for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass
class Prediction:
    """The logits of some rows, and what follows from them.

    Attributes
    ----------
    logits
        Shape (R, n) where there are two classes: the log odds of class 1. Else of shape (R, n_classes, n), and minus
        infinity for classes that a run has not seen.
    """

    logits: NDArray[np.float64]

    @cached_property
    def classes(self) -> NDArray[np.int8]:
        """Shape (R, n): the likeliest class."""
        if self.logits.ndim == 2:
            return (self.logits > 0).view(np.int8)
        return self.logits.argmax(axis=1).astype(np.int8)

    @cached_property
    @np.errstate(over="ignore")
    def probabilities(self) -> NDArray[np.float64]:
        """Shape (R, n, n_classes): the probability of each class."""
        if self.logits.ndim == 2:
            both = np.empty((2, *self.logits.shape))  # classes first: NumPy is fastest on whole blocks of memory
            np.subtract(1.0, first_class(self.logits, out=both[0]), out=both[1])
            return both.transpose(1, 2, 0)
        shares = np.exp(self.logits - self.logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return shares.swapaxes(1, 2)


def first_class(logits: NDArray[np.float64], out: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return the probability of class 0, which is 1 / (1 + exp(z)) where z are the log odds of class 1.

    The exponential of log odds above 709 is infinite, and the result is 0: the caller ignores the overflow.
    """
    out = np.exp(logits, out=out)
    out += 1.0
    return np.divide(1.0, out, out=out)
