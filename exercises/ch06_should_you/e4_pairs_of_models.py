"""Say what a held-out set can tell about two models, before and after it is labelled.

Two models are scored on the same n random rows. On each row a model is right (1) or wrong (0). Rows on which both are
right, or both wrong, say nothing about which is better. Let d be the difference of the accuracies, first minus second,
and q the share of rows on which exactly one of the two is right. A row contributes 1, 0 or -1 to the difference, with
mean d and variance q - d^2. All quantiles are those of the normal distribution, exact and not rounded to 1.96.

1. `difference` gives the difference of two models with its 95% interval.
2. `rows_to_tell` gives the number of rows that a difference takes.
3. `smallest_difference` gives the difference that a number of rows can tell.

"Can tell" means: the 95% interval excludes 0 with probability `power`.
"""

import numpy as np


def difference(first: np.ndarray, second: np.ndarray) -> tuple[float, float, float]:
    """Return the difference of the accuracies, first minus second, and the lower and upper end of its 95% interval.

    `first` and `second` hold 0 or 1 for each row, shape (n,), the same rows in the same order. Take the variance of a
    row from the formula above, with the d and q that are found.
    """
    raise NotImplementedError


def rows_to_tell(d: float, q: float, power: float) -> int | None:
    """Return the smallest number of rows that can tell a difference `d`, which may be below 0 but is not 0.

    `q` is above 0 and `power` above 0.5. The result is None where no two models have such a `d` with this `q`.
    """
    raise NotImplementedError


def smallest_difference(n: int, q: float, power: float) -> float | None:
    """Return the smallest difference above 0 that `n` rows can tell.

    The result is None where no two models with this `q` differ by as much.
    """
    raise NotImplementedError
