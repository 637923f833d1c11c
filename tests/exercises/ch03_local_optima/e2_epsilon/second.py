import numpy as np


def mixed_query(scores, labelled, epsilon, coin, lot):
    open_rows = np.ones(len(scores), dtype=bool)
    open_rows[list(labelled)] = False
    if epsilon > coin:
        count = np.cumsum(open_rows)
        return np.searchsorted(count, lot * count[-1], side="right")
    return np.where(open_rows, scores, -np.inf).argmax()


def mixed_queries(scores, labelled, epsilon, coins, lots):
    if len(coins) == 0:
        return np.array([], dtype=int)
    first = mixed_query(scores, labelled, epsilon, coins[0], lots[0])
    rest = mixed_queries(scores, [*labelled, first], epsilon, coins[1:], lots[1:])
    return np.append(first, rest).astype(int)
