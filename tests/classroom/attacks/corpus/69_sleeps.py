"""Sleeps for ever."""

import time


def attack(probabilities):
    time.sleep(10**6)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
