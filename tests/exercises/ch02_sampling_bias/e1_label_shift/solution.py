import numpy as np
from scipy.stats import fisher_exact

Z = 1.959964


def counts(labels, chosen, random, label):
    return np.sum(labels[chosen] == label), len(chosen), np.sum(labels[random] == label), len(random)


def share_difference(labels, chosen, random, label):
    k, n, j, m = counts(labels, chosen, random, label)
    return k / n - j / m


def wilson(k, n):
    s = Z * np.sqrt(k * (n - k) / n + Z**2 / 4)
    return (k + Z**2 / 2 - s) / (n + Z**2), (k + Z**2 / 2 + s) / (n + Z**2)


def interval(labels, chosen, random, label):
    k, n, j, m = counts(labels, chosen, random, label)
    p, q = k / n, j / m
    (low, high), (other_low, other_high) = wilson(k, n), wilson(j, m)
    below = np.sqrt((p - low) ** 2 + (other_high - q) ** 2)
    above = np.sqrt((high - p) ** 2 + (q - other_low) ** 2)
    return p - q - below, p - q + above


def p_value(labels, chosen, random, label):
    k, n, j, m = counts(labels, chosen, random, label)
    return fisher_exact([[k, n - k], [j, m - j]]).pvalue
