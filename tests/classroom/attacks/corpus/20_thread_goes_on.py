"""Leaves threads behind that spin between the questions."""

import threading

import numpy as np


def spin():
    while True:
        pass


def least_confidence(probabilities):
    for _ in range(3):
        threading.Thread(target=spin, daemon=True).start()
    return 1 - np.asarray(probabilities).max(axis=0)
