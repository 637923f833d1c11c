from math import ceil, sqrt

import numpy as np
from scipy import stats

QUANTILE = stats.norm.ppf(0.975)


def difference(first, second):
    rows = first - second
    n, d, q = len(rows), np.mean(rows), np.mean(rows**2)
    half = QUANTILE * sqrt((q - d**2) / n)
    return d, d - half, d + half


def rows_to_tell(d, q, power):
    if abs(d) > q:
        return None
    z = QUANTILE
    return ceil(z**2 * (q - d**2) / d**2)


def smallest_difference(n, q, power):
    z = QUANTILE
    found = z * sqrt(q / (n + z**2))
    return found if found <= q else None
