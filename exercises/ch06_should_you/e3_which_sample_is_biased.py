"""Find out which samples were chosen, and in what it shows.

You are given several samples of annotated rows, and other rows that chance drew from the rest of the pool. Some samples
were drawn by chance, too. Others were chosen, which can show in the labels, in a model's confidence or in the features.

1. `p_value` is a permutation test of one quantity.
2. `holm` says which of several p-values are small enough, with Holm's correction for looking at several.
3. `diagnose` tests everything, and names for each sample what differs.

Holm's correction: go through the p-values from the smallest to the largest. The smallest must be at most `level`
divided by the number of all p-values, the next at most `level` divided by that number less one, and so on; the largest
at most `level` itself. Stop at the first that is too large: it and all larger ones are not significant. The chance that
any test raises a false alarm is then at most `level`, whatever the tests have to do with each other.
"""

import numpy as np


def p_value(chosen: np.ndarray, others: np.ndarray, permutations: int, seed: int) -> float:
    """Return the p-value of a permutation test of the distance between two means.

    `chosen` and `others` have the shapes (n,) and (m,), one number a row, or (n, d) and (m, d), d numbers a row. The
    distance between the means is the absolute difference, or the Euclidean distance of the two mean vectors. Who was
    chosen is shuffled `permutations` times, with random numbers from `seed`. The p-value counts the real division as
    one more shuffle: it is the share, of all `permutations` + 1, whose distance is at least as large as the real one.
    """
    raise NotImplementedError


def holm(p_values: list[float], level: float) -> list[bool]:
    """Return for each p-value whether it is significant at `level` after Holm's correction, in the order given."""
    raise NotImplementedError


def diagnose(samples: dict[str, dict], others: dict, permutations: int, seed: int) -> dict[str, list[str]]:
    """Return what differs from `others` in each sample: any of "labels", "confidence" and "features", or nothing.

    `others` has three arrays: "labels" of shape (m,), 0 or 1; "confidence" of shape (m,); "features" of shape (m, d).
    `samples` maps the name of a sample to three such arrays with n rows. All tests of all samples together are one
    family: apply Holm's correction to them at a level of 0.05. The result has a list for each name in `samples`.
    """
    raise NotImplementedError
