import numpy as np


def nearest_distance(features, labelled):
    differences = features[:, None, :] - features[labelled][None, :, :]
    return np.sqrt((differences**2).sum(axis=2)).min(axis=1)


def k_center(features, labelled, k):
    known = list(labelled)
    for _ in range(k):
        known.append(int(np.argmax(nearest_distance(features, known))))
    return known[len(labelled) :]
