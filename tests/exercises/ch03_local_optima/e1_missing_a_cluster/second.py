import numpy as np
from scipy.stats import binom, geom, hypergeom


def missed(n, mass):
    return binom.pmf(0, n, mass)


def found(rounds, epsilon, mass):
    return geom.cdf(rounds, epsilon * mass)


def labels_needed(mass, risk):
    labels = 0
    left = 1.0
    while left > risk:
        left *= 1.0 - mass
        labels += 1
    return labels


def missed_in_pool(rows, hidden, n):
    return np.float64(hypergeom(rows, hidden, n).pmf(0))
