import numpy as np
from scipy import stats


def paired_differences(strategy, strategy_seeds, baseline, baseline_seeds):
    both = sorted(set(strategy_seeds) & set(baseline_seeds))
    ours = [strategy_seeds.index(seed) for seed in both]
    theirs = [baseline_seeds.index(seed) for seed in both]
    return strategy[ours] - baseline[theirs]


def t_interval(differences):
    n = len(differences)
    mean = differences.mean(axis=0)
    error = differences.std(axis=0, ddof=1) / np.sqrt(n)
    half = stats.t.ppf(0.95, n - 1) * error
    return mean, mean - half, mean + half


def verdicts(differences):
    _, low, high = t_interval(differences)
    return ["ahead" if a > 0 else "behind" if b < 0 else "open" for a, b in zip(low, high, strict=True)]
