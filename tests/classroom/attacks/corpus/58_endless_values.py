"""Returns generators, lists that hold themselves, and sequences without end."""

import itertools


class Endless(list):
    def __iter__(self):
        return itertools.repeat(0.0)


def least_confidence(probabilities):
    inner = []
    inner.append(inner)
    return inner


def next_query(probabilities, labelled):
    return itertools.count()
