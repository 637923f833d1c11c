import numpy as np


def least_confidence(probabilities):
    return 1 - probabilities.max(axis=1)


def next_query(probabilities, labelled):
    scores = least_confidence(probabilities)
    scores[labelled] = np.inf
    return int(np.argmin(scores))
