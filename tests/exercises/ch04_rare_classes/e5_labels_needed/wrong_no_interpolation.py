import numpy as np


def queries_needed(queries, curve, target):
    reached = curve >= target
    if not reached.any():
        return np.inf
    i = int(np.argmax(reached))
    if i == 0:
        return float(queries[0])
    return float(queries[i])


def ratio(queries, random, uncertainty, spent):
    return queries_needed(queries, random.mean(axis=0), uncertainty.mean()) / spent


def interval(queries, random, uncertainty, spent, redrawn):
    ratios = [ratio(queries, random[rows], uncertainty[rows], spent) for rows in redrawn]
    return tuple(np.percentile(ratios, [2.5, 97.5]))
