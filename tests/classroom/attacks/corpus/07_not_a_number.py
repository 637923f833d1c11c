"""Hopes that a comparison with NaN or infinity comes out in its favour."""

import math

import numpy as np


def least_confidence(probabilities):
    return np.array([math.nan, math.inf, -math.inf] * 2)


def next_query(probabilities, labelled):
    return math.nan
