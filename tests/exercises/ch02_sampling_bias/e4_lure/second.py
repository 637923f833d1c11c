import numpy as np


def draw_chances(scores, drawn):
    own = scores[drawn]
    before = np.concatenate([[0.0], np.cumsum(own)[:-1]])
    return own / (scores.sum() - before)


def weights(chances, pool_size):
    found = []
    drawn = len(chances)
    for already, chance in enumerate(chances):
        left = pool_size - already
        against_even = 1 / (left * chance) - 1
        share = 0.0 if drawn == pool_size else (pool_size - drawn) / (left - 1)
        found.append(1 + share * against_even)
    return found


def risk(losses, chances, pool_size):
    total = 0.0
    for weight, loss in zip(weights(chances, pool_size), losses, strict=True):
        total += weight * loss
    return total / len(losses)
