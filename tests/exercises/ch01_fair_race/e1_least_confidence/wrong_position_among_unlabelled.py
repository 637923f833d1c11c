import numpy as np


def least_confidence(probabilities):
    return 1 - probabilities.max(axis=1)


def next_query(probabilities, labelled):
    rest = np.delete(np.arange(len(probabilities)), labelled)
    return int(np.argmax(least_confidence(probabilities)[rest]))
