from scipy.spatial import cKDTree


def nearest_distance(features, labelled):
    distances, _ = cKDTree(features[labelled]).query(features)
    return distances


def k_center(features, labelled, k):
    left = {row: value for row, value in enumerate(nearest_distance(features, labelled)) if row not in labelled}
    chosen = []
    while len(chosen) < k:
        farthest = max(left, key=left.get)
        chosen.append(farthest)
        del left[farthest]
        to_it = nearest_distance(features, [farthest])
        left = {row: min(value, to_it[row]) for row, value in left.items()}
    return tuple(chosen)
