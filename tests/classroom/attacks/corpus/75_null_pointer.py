"""Reads address 0, which ends the interpreter, and leaves a core."""

import ctypes
import resource


def attack(probabilities):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError:
        pass
    return ctypes.string_at(0)


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
