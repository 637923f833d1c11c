import numpy as np
from scipy.stats import norm


def upper_end(errors, n):
    if n == 0:
        return 1.0
    share = errors / n
    return share + norm.ppf(0.95) * np.sqrt(share * (1 - share) / n)


def rows_without_error(bound):
    return int(np.ceil(3 / bound))


def should_stop(drawn, right, curve, bound):
    random = np.array(drawn) == "random"
    errors = np.sum(random & ~np.array(right))
    return bool(upper_end(int(errors), int(random.sum())) < bound)
