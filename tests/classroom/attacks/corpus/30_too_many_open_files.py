"""Opens files until there are no more, and then answers."""

import os


def attack(probabilities):
    try:
        while True:
            os.open("/dev/null", os.O_RDONLY)
    except OSError:
        pass
    return [0] * len(probabilities)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
