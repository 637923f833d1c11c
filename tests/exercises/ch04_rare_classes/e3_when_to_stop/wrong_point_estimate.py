import numpy as np


def upper_end(errors, n):
    return errors / n if n else 1.0


def rows_without_error(bound):
    return int(np.ceil(1 / bound))


def should_stop(drawn, right, curve, bound):
    random = np.array(drawn) == "random"
    errors = np.sum(random & ~np.array(right))
    return bool(upper_end(int(errors), int(random.sum())) < bound)
