from math import ceil, log


def random_start(mass, sure):
    return ceil(log(1 - sure) / log(1 - mass))


def start_for_all(masses, sure):
    return max(random_start(mass, sure) for mass in masses)


def queries_to_meet(mass, rate, sure):
    if rate == 0:
        return None
    return random_start(mass * rate, sure)
