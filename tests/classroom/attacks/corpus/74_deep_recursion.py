"""Calls itself without end, with the limit taken away."""

import sys


def attack(probabilities):
    sys.setrecursionlimit(10**9)
    return attack([*probabilities])


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
