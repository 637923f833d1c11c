from math import comb


def missed(n, mass):
    return (1 - mass) ** n


def found(rounds, epsilon, mass):
    return 1 - (1 - epsilon * mass) ** rounds


def labels_needed(mass, risk):
    n = 1
    while missed(n, mass) >= risk:
        n += 1
    return n


def missed_in_pool(rows, hidden, n):
    return comb(rows - hidden, n) / comb(rows, n)
