import numpy as np


def queries_needed(queries, curve, target):
    # The highest score so far never falls, and first reaches the target where the curve does.
    best = np.maximum.accumulate(curve)
    if best[-1] < target:
        return float("inf")
    after = int(np.searchsorted(best, target))
    if after == 0:
        return queries[0]
    ends = slice(after - 1, after + 1)
    return np.interp(target, curve[ends], queries[ends])


def mean(values):
    return sum(values) / len(values)


def ratio(queries, random, uncertainty, spent):
    return queries_needed(queries, mean(random), mean(uncertainty)) / spent


def interval(queries, random, uncertainty, spent, redrawn):
    n = len(random)
    counts = np.array([np.bincount(rows, minlength=n) for rows in redrawn])
    curves, targets = counts @ random / n, counts @ uncertainty / n
    ratios = [queries_needed(queries, curve, target) / spent for curve, target in zip(curves, targets, strict=True)]
    return np.quantile(ratios, 0.025), np.quantile(ratios, 0.975)
