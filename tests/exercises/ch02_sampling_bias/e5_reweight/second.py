import numpy as np


def density_ratio(probabilities, n_chosen, n_pool):
    per_chosen = probabilities / n_chosen
    per_pool = (1.0 - probabilities) / n_pool
    return per_pool / per_chosen


def reweighted(losses, weights):
    return float(np.average(losses, weights=weights))


def effective_size(weights):
    normalised = weights / weights.sum()
    return 1.0 / float(normalised @ normalised)


def out_of_reach(chosen, pool, reach):
    lost = 0
    for row in pool:
        within = np.linalg.norm(chosen - row, axis=1) <= reach
        lost += not within.any()
    return lost / len(pool)


def verdict(weights, chosen, pool, reach, most_out, least_size):
    reached = out_of_reach(chosen, pool, reach) <= most_out
    enough = effective_size(weights) >= least_size
    return "out of reach" if not reached else "trust" if enough else "few rows count"
