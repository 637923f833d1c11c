import numpy as np


def margin(probabilities):
    ranked = np.sort(probabilities, axis=1)
    return ranked[:, -1] - ranked[:, -2]


def entropy(probabilities):
    logs = np.log(np.where(probabilities > 0, probabilities, 1.0))
    return -(probabilities * logs).sum(axis=1)


def asked_first(probabilities):
    least_confidence = 1 - probabilities.max(axis=1)
    scores = (least_confidence, margin(probabilities), entropy(probabilities))
    return tuple(int(np.argmax(one)) for one in scores)
