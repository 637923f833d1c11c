from math import ceil, log


def random_start(mass, sure):
    return ceil(log(sure) / log(1 - mass))


def start_for_all(masses, sure):
    n = 1
    while sum((1 - mass) ** n for mass in masses) > sure:
        n += 1
    return n


def queries_to_meet(mass, rate, sure):
    if rate == 0:
        return None
    return random_start(mass * rate, sure)
