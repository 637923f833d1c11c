from scipy.stats import beta


def upper_end(errors, n):
    if errors == n:
        return 1.0
    return float(beta.ppf(0.95, errors + 1, n - errors))


def rows_without_error(bound):
    n = 1
    while upper_end(0, n) >= bound:
        n += 1
    return n


def should_stop(drawn, right, curve, bound):
    return abs(curve[-1] - curve[0]) < 0.05
