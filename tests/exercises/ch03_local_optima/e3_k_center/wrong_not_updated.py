import numpy as np


def nearest_distance(features, labelled):
    differences = features[:, None, :] - features[labelled][None, :, :]
    return np.sqrt((differences**2).sum(axis=2)).min(axis=1)


def k_center(features, labelled, k):
    farthest_first = np.argsort(-nearest_distance(features, labelled))
    return farthest_first[:k].tolist()
