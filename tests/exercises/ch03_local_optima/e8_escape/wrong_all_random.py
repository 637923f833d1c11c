import numpy as np

BUDGET = 40
EXTRA = 4


def next_query(probabilities, features, labelled, answers, round, seed):
    rng = np.random.default_rng([seed, round])
    free = np.ones(len(features), dtype=bool)
    free[labelled] = False
    return int(rng.choice(np.flatnonzero(free)))
