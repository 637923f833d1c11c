import numpy as np


def margin(probabilities):
    ranked = np.sort(probabilities, axis=1)
    return ranked[:, -2] - ranked[:, -1]


def entropy(probabilities):
    logs = np.log(np.where(probabilities > 0, probabilities, 1.0))
    return -(probabilities * logs).sum(axis=1)


def asked_first(probabilities):
    least_confidence = 1 - probabilities.max(axis=1)
    row = int(np.argmax(least_confidence))
    return row, row, row
