"""Calls the package's own function under a name that is put together."""

import importlib
import sys


def attack(probabilities):
    name = ".".join(["al" + "tutor", "strategies", "uncertainty"])
    sys.path[:0] = ["@ROOT@", "@ROOT@/altutor", "/"]
    for get in (importlib.import_module, __import__, sys.modules.__getitem__):
        try:
            get(name)
            return sys.modules[name].least_confidence(probabilities)
        except (ImportError, KeyError):
            pass
    return None


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
