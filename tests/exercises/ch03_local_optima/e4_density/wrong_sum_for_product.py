import numpy as np
from scipy.spatial.distance import pdist, squareform
from scipy.special import entr


def similarity(features):
    distances = pdist(features)
    return np.exp(-(squareform(distances) ** 2) / (2 * np.median(distances) ** 2))


def density_scores(probabilities, features, labelled):
    entropy = entr(probabilities).sum(axis=1)
    return entropy + similarity(features).mean(axis=1)


def next_query(probabilities, features, labelled):
    scores = density_scores(probabilities, features, labelled)
    scores[labelled] = -np.inf
    return int(np.argmax(scores))
