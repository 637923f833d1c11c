import numpy as np

PREVALENCE = 0.05
HIDDEN = 0.2
EXPLORATION = 0.1
BUDGET = 100

PREDICTED_MET = "middle"
PREDICTED_TENFOLD = "some"


def probability_met(prevalence, hidden, exploration, budget):
    return 1 - (1 - exploration * prevalence) ** budget


def expected_met(prevalence, hidden, exploration, budget):
    return budget * exploration * prevalence


def labels_needed(prevalence, hidden, probability):
    return int(np.ceil(np.log(1 - probability) / np.log(1 - prevalence)))


def turning_point(shares, uncertainty, random):
    gain = uncertainty - random
    for i in range(len(shares) - 1):
        if gain[i + 1] <= 0:
            part = gain[i] / (gain[i] - gain[i + 1])
            return float(shares[i] + part * (shares[i + 1] - shares[i]))
    return None


CHANCE = probability_met(PREVALENCE, HIDDEN, EXPLORATION, BUDGET)
REST = probability_met(PREVALENCE / 10, HIDDEN, EXPLORATION, BUDGET) / CHANCE
FOUND_MET = "low" if CHANCE < 0.2 else "high" if CHANCE > 0.8 else "middle"
FOUND_TENFOLD = "little" if REST < 0.15 else "most" if REST > 0.6 else "some"
