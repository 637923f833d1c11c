import numpy as np


def draw_chances(scores, drawn):
    left = scores.copy()
    chances = []
    for row in drawn:
        chances.append(left[row] / left.sum())
        left[row] = 0.0
    return np.array(chances)


def weights(chances, pool_size):
    n = pool_size
    if len(chances) == n:
        return np.ones(n)
    m = np.arange(len(chances), 0, -1)
    return 1 + (n - len(chances)) / (n - m) * (1 / ((n - m + 1) * chances) - 1)


def risk(losses, chances, pool_size):
    return np.mean(weights(chances, pool_size) * losses)
