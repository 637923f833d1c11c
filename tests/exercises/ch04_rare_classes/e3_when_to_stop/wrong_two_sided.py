import numpy as np
from scipy.stats import beta


def upper_end(errors, n):
    if errors == n:
        return 1.0
    return float(beta.ppf(0.975, errors + 1, n - errors))


def rows_without_error(bound):
    n = 1
    while upper_end(0, n) >= bound:
        n += 1
    return n


def should_stop(drawn, right, curve, bound):
    random = np.array(drawn) == "random"
    errors = np.sum(random & ~np.array(right))
    return bool(upper_end(int(errors), int(random.sum())) < bound)
