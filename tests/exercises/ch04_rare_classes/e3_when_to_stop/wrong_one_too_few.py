import numpy as np
from scipy.stats import beta


def upper_end(errors, n):
    if errors == n:
        return 1.0
    return float(beta.ppf(0.95, errors + 1, n - errors))


def rows_without_error(bound):
    return int(np.log(0.05) / np.log(1 - bound))


def should_stop(drawn, right, curve, bound):
    random = np.array(drawn) == "random"
    errors = np.sum(random & ~np.array(right))
    return bool(upper_end(int(errors), int(random.sum())) < bound)
