import numpy as np


def margin(probabilities):
    return probabilities[:, 1] - probabilities[:, 0]


def entropy(probabilities):
    logs = np.log(np.where(probabilities > 0, probabilities, 1.0))
    return -(probabilities * logs).sum(axis=1)


def asked_first(probabilities):
    least_confidence = 1 - probabilities.max(axis=1)
    scores = (least_confidence, margin(probabilities), entropy(probabilities))
    return tuple(int(np.argmax(one)) for one in scores)
