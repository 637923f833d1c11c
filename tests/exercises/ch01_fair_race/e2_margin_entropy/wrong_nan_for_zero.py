import numpy as np


def margin(probabilities):
    ranked = np.sort(probabilities, axis=1)
    return ranked[:, -2] - ranked[:, -1]


def entropy(probabilities):
    with np.errstate(divide="ignore", invalid="ignore"):
        return -(probabilities * np.log(probabilities)).sum(axis=1)


def asked_first(probabilities):
    least_confidence = 1 - probabilities.max(axis=1)
    scores = (least_confidence, margin(probabilities), entropy(probabilities))
    return tuple(int(np.argmax(one)) for one in scores)
