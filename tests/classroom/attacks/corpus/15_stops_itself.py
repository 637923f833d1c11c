"""Stops itself with SIGSTOP, so that it uses no processor time and never answers."""

import os
import signal


def attack(probabilities):
    os.kill(os.getpid(), signal.SIGSTOP)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
