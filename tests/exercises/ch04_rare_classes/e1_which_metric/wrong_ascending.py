import numpy as np


def average_precision(scores, labels):
    ordered = labels[np.argsort(scores)]
    precision = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    return precision[ordered == 1].mean()


def f_score(scores, labels, threshold):
    called = scores >= threshold
    right = np.sum(called & (labels == 1))
    if right == 0:
        return 0.0
    precision = right / np.sum(called)
    recall = right / np.sum(labels)
    return 2 * precision * recall / (precision + recall)


def constant_accuracy(labels):
    return np.mean(labels == 0)
