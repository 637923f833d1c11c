"""Puts modules of its own in the place of numpy, json and random."""

import sys
import types


def attack(probabilities):
    for name in ("numpy", "json", "random", "time", "pytest", "altutor", "altutor.classroom.wire"):
        sys.modules[name] = types.SimpleNamespace(__getattr__=lambda *_: None)
    import numpy

    return numpy


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
