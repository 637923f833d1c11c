import statistics

import numpy as np
from scipy import stats


def paired_differences(strategy, strategy_seeds, baseline, baseline_seeds):
    ours = dict(zip(strategy_seeds, strategy, strict=True))
    theirs = dict(zip(baseline_seeds, baseline, strict=True))
    return np.array([ours[seed] - theirs[seed] for seed in sorted(ours) if seed in theirs])


def t_interval(differences):
    means, lows, highs = [], [], []
    for column in differences.T.tolist():
        test = stats.ttest_1samp(column, 0).confidence_interval(0.95)
        means.append(statistics.fmean(column))
        lows.append(float(test.low))
        highs.append(float(test.high))
    return means, lows, highs


def verdicts(differences):
    words = []
    for _, low, high in zip(*t_interval(differences), strict=True):
        word = "open"
        if low > 0:
            word = "ahead"
        if high < 0:
            word = "behind"
        words.append(word)
    return words
