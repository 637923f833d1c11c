"""Fills every place that it can write to."""

import os


def attack(probabilities):
    written = 0
    for place in ("/tmp", "/dev/shm", "/var/tmp", "/box", os.getcwd(), os.path.expanduser("~"), "/"):
        for number in range(100):
            try:
                with open(f"{place}/@MARK@{number}", "wb") as file:
                    for _ in range(64):
                        written += file.write(b"x" * 2**20)
            except OSError:
                break
    assert written < 200 * 2**20
    return written


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
