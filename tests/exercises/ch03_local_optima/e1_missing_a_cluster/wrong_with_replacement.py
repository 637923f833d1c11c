from math import ceil, log


def missed(n, mass):
    return (1 - mass) ** n


def found(rounds, epsilon, mass):
    return 1 - (1 - epsilon * mass) ** rounds


def labels_needed(mass, risk):
    return ceil(log(risk) / log(1 - mass))


def missed_in_pool(rows, hidden, n):
    return missed(n, hidden / rows)
