"""Leaves notes for its next start: it keeps the first question, ends, and compares."""

import glob
import os


def attack(probabilities):
    for place in ("/tmp", "/dev/shm", os.path.dirname(__file__), os.getcwd()):
        if glob.glob(f"{place}/@MARK@*"):  # never true in the sandbox
            raise MemoryError
        try:
            open(f"{place}/@MARK@", "w").write(repr(probabilities))
        except OSError:
            pass
    os._exit(0)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
