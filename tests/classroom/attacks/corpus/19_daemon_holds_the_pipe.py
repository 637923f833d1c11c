"""Leaves a process behind that keeps the pipes of the answers open, and ends itself."""

import os
import time


def attack(probabilities):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(3000)
        os._exit(0)
    os._exit(0)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
