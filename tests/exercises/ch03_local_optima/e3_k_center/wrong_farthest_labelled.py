import numpy as np


def nearest_distance(features, labelled):
    differences = features[:, None, :] - features[labelled][None, :, :]
    return np.sqrt((differences**2).sum(axis=2)).max(axis=1)


def k_center(features, labelled, k):
    known = list(labelled)
    for _ in range(k):
        distances = nearest_distance(features, known)
        distances[known] = -np.inf
        known.append(int(np.argmax(distances)))
    return known[len(labelled) :]
