import numpy as np


def average_precision(scores, labels):
    ordered = labels[np.argsort(-scores)]
    precision = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    return precision[ordered == 1].mean()


def f_of(called, true):
    right = np.sum(called & true)
    return 2 * right / max(np.sum(called) + np.sum(true), 1)


def f_score(scores, labels, threshold):
    called = scores >= threshold
    return (f_of(called, labels == 1) + f_of(~called, labels == 0)) / 2


def constant_accuracy(labels):
    return np.mean(labels == 0)
