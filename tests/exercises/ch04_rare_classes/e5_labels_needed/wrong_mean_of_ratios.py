import numpy as np


def queries_needed(queries, curve, target):
    reached = curve >= target
    if not reached.any():
        return np.inf
    i = int(np.argmax(reached))
    if i == 0:
        return float(queries[0])
    part = (target - curve[i - 1]) / (curve[i] - curve[i - 1])
    return float(queries[i - 1] + part * (queries[i] - queries[i - 1]))


def ratio(queries, random, uncertainty, spent):
    pairs = zip(random, uncertainty, strict=True)
    return np.mean([queries_needed(queries, curve, target) / spent for curve, target in pairs])


def interval(queries, random, uncertainty, spent, redrawn):
    ratios = [ratio(queries, random[rows], uncertainty[rows], spent) for rows in redrawn]
    return tuple(np.percentile(ratios, [2.5, 97.5]))
