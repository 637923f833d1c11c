from math import log


def random_start(mass, sure):
    return int(log(1 - sure) / log(1 - mass)) + 1


def start_for_all(masses, sure):
    n = 1
    while sum((1 - mass) ** n for mass in masses) > 1 - sure:
        n += 1
    return n


def queries_to_meet(mass, rate, sure):
    if rate == 0:
        return None
    return random_start(mass * rate, sure)
