import numpy as np

OVERLAP_RANDOM = OVERLAP_UNCERTAINTY = "too high"
TRAP_RANDOM = TRAP_UNCERTAINTY = "too low"


def accuracy(loss, chances=None):
    return 1 - np.average(loss, weights=chances)


def covariance(chances, loss):
    return np.cov(chances * chances.size, loss, bias=True)[0, 1]


def dev_says(chances, loss, tolerance):
    gap = accuracy(loss, chances) - accuracy(loss)
    if gap >= tolerance:
        return "too high"
    return "too low" if gap <= -tolerance else "about right"


def two_causes(chances, loss, saved_loss):
    steps = accuracy(loss), accuracy(loss, chances), accuracy(saved_loss, chances)
    return np.diff(steps)
