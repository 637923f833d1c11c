import numpy as np

OVERLAP_RANDOM = "about right"
OVERLAP_UNCERTAINTY = "too low"
TRAP_RANDOM = "about right"
TRAP_UNCERTAINTY = "too high"


def covariance(chances, loss):
    return np.cov(chances, loss, ddof=0)[0, 1]


def dev_says(chances, loss, tolerance):
    off = covariance(chances, loss)
    if abs(off) < tolerance:
        return "about right"
    return "too low" if off > 0 else "too high"


def two_causes(chances, loss, saved_loss):
    by_choice = -covariance(chances, loss)
    by_labels = np.sum(chances * (loss - saved_loss))
    return by_choice, by_labels
