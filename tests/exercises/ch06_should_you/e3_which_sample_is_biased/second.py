import random

import numpy as np


def distance(rows, n):
    return float(np.sqrt(np.sum((rows[:n].mean(axis=0) - rows[n:].mean(axis=0)) ** 2)))


def p_value(chosen, others, permutations, seed):
    rng = np.random.RandomState(seed)
    rows = np.concatenate([chosen, others]).astype(float)
    real = distance(rows, len(chosen))
    extreme = 1
    for _ in range(permutations):
        rng.shuffle(rows)
        extreme += distance(rows, len(chosen)) >= real
    return extreme / (permutations + 1)


def holm(p_values, level):
    adjusted, largest, left = {}, 0.0, len(p_values)
    for p in sorted(p_values):
        largest = max(largest, p * left)
        adjusted.setdefault(p, largest)
        left -= 1
    return [adjusted[p] <= level for p in p_values]


def diagnose(samples, others, permutations, seed):
    seeds = random.Random(seed)
    p = {
        (name, what): p_value(sample[what], others[what], permutations, seeds.randrange(10**6))
        for name, sample in samples.items()
        for what in others
    }
    verdict = dict(zip(p, holm(list(p.values()), 0.05), strict=True))
    return {name: [what for what in others if verdict[name, what]] for name in samples}
