import numpy as np
from scipy.stats import fisher_exact

Z = 1.959964


def counts(labels, chosen, random, label):
    return np.sum(labels[chosen] == label), len(chosen), np.sum(labels[random] == label), len(random)


def share_difference(labels, chosen, random, label):
    k, n, j, m = counts(labels, chosen, random, label)
    return k / n - j / m


def interval(labels, chosen, random, label):
    k, n, j, m = counts(labels, chosen, random, label)
    pooled = (k + j) / (n + m)
    half = Z * np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return k / n - j / m - half, k / n - j / m + half


def p_value(labels, chosen, random, label):
    k, n, j, m = counts(labels, chosen, random, label)
    return fisher_exact([[k, n - k], [j, m - j]]).pvalue
