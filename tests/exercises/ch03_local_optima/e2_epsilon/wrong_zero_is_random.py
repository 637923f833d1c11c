import numpy as np


def mixed_query(scores, labelled, epsilon, coin, lot):
    free = np.setdiff1d(np.arange(len(scores)), labelled)
    if coin <= epsilon:
        return int(free[int(lot * len(free))])
    return int(free[np.argmax(scores[free])])


def mixed_queries(scores, labelled, epsilon, coins, lots):
    known = list(labelled)
    asked = []
    for coin, lot in zip(coins, lots, strict=True):
        row = mixed_query(scores, known, epsilon, coin, lot)
        asked.append(row)
        known.append(row)
    return asked
