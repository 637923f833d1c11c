from math import comb, floor, log


def upper_end(errors, n):
    low, high = 0.0, 1.0
    for _ in range(50):
        share = (low + high) / 2
        at_most = sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(errors + 1))
        if at_most > 0.05:
            low = share
        else:
            high = share
    return high


def rows_without_error(bound):
    return floor(log(0.05) / log(1 - bound)) + 1


def should_stop(drawn, right, curve, bound):
    answers = [was_right for how, was_right in zip(drawn, right, strict=True) if how == "random"]
    return upper_end(answers.count(False), len(answers)) < bound
