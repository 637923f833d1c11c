"""Compare how often a class occurs among chosen rows and among random ones.

Some rows of a pool have a label. A strategy chose one part of them, chance drew another part, and no row is in both.
Is the share of a class larger or smaller among the chosen rows, by how much, and could chance have done it?

1. `share_difference` returns the share among the chosen rows minus the share among the random rows.
2. `interval` returns the 95% interval of that difference by the hybrid score method (Newcombe, 1998). Make the Wilson
   interval of each share first. If k of n rows are of the class, its ends are

       (k + z**2 / 2 - s) / (n + z**2)  and  (k + z**2 / 2 + s) / (n + z**2),
       with s = z * sqrt(k * (n - k) / n + z**2 / 4)  and  z = 1.959964.

   Write p for the share among the chosen rows and (l, u) for its Wilson interval, P and (L, U) for the random rows.
   The interval of the difference goes from the first of these to the second:

       p - P - sqrt((p - l)**2 + (U - P)**2)
       p - P + sqrt((u - p)**2 + (P - L)**2)

3. `p_value` returns the two-sided p-value of Fisher's exact test on the table of both samples (rows of the class, and
   all others). Chance deals these rows into two samples of these sizes; the p-value is the probability of all tables
   that are no likelier than the one that was seen. `scipy.stats.fisher_exact` may be used.
"""

import numpy as np

Z = 1.959964  # 95% of a standard normal distribution lie between -Z and Z


def share_difference(labels: np.ndarray, chosen: np.ndarray, random: np.ndarray, label: int) -> float:
    """Return the share of `label` among the chosen rows minus that among the random rows.

    `labels` has shape (N,): the class of each row of the pool, and -1 where nobody has labelled it. `chosen` and
    `random` are positions in the pool, shapes (n,) and (m,), in no particular order. All of them have a label.
    """
    raise NotImplementedError


def interval(labels: np.ndarray, chosen: np.ndarray, random: np.ndarray, label: int) -> tuple[float, float]:
    """Return the lower and the upper end of the 95% interval of the difference."""
    raise NotImplementedError


def p_value(labels: np.ndarray, chosen: np.ndarray, random: np.ndarray, label: int) -> float:
    """Return the two-sided p-value of Fisher's exact test."""
    raise NotImplementedError
