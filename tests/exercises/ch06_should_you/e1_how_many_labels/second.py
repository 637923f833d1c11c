import numpy as np


def start_for_all(masses, sure):
    n = np.arange(1, 20_000)
    missed = (1 - np.array(masses)[:, None]) ** n
    return int(n[np.argmax(missed.sum(axis=0) <= 1 - sure)])


def random_start(mass, sure):
    return start_for_all([mass], sure)


def queries_to_meet(mass, rate, sure):
    found, missed = 0, 1.0
    if mass * rate <= 0:
        return None
    while missed > 1 - sure:
        missed *= 1 - mass * rate
        found += 1
    return found
