from math import ceil, comb, log


def missed(n, mass):
    return (1 - mass) ** n


def found(rounds, epsilon, mass):
    return 1 - missed(rounds, mass)


def labels_needed(mass, risk):
    return ceil(log(risk) / log(1 - mass))


def missed_in_pool(rows, hidden, n):
    return comb(rows - hidden, n) / comb(rows, n)
