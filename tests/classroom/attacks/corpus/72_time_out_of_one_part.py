"""Writes the first part honestly, and does not end in the second: the first one counts."""

import numpy as np


def least_confidence(probabilities):
    return 1 - probabilities.max(axis=1)


def next_query(probabilities, labelled):
    while True:
        np.sort(probabilities)
