"""Prints without end."""

import os
import sys


def attack(probabilities):
    while True:
        sys.stdout.write("x" * 2**16)
        sys.stderr.write("x" * 2**16)
        os.write(1, b"y" * 2**16)
        os.write(2, b"y" * 2**16)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
