import numpy as np
from scipy.spatial.distance import cdist


def density_ratio(probabilities, n_chosen, n_pool):
    odds = probabilities / (1 - probabilities)
    return n_chosen / n_pool / odds


def reweighted(losses, weights):
    return np.sum(weights * losses) / np.sum(weights)


def effective_size(weights):
    return len(weights) * np.mean(weights)


def out_of_reach(chosen, pool, reach):
    nearest = cdist(pool, chosen).min(axis=1)
    return np.mean(nearest > reach)


def verdict(weights, chosen, pool, reach, most_out, least_size):
    if out_of_reach(chosen, pool, reach) > most_out:
        return "out of reach"
    if effective_size(weights) < least_size:
        return "few rows count"
    return "trust"
