import numpy as np


def average_precision(scores, labels):
    ordered = labels[np.argsort(-scores)]
    precision = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    return precision[ordered == 1].mean()


def f_score(scores, labels, threshold):
    called = scores < threshold
    right = np.sum(called & (labels == 0))
    return 2 * right / (np.sum(called) + np.sum(labels == 0))


def constant_accuracy(labels):
    return np.mean(labels == 0)
