from collections import Counter
from math import comb, hypot

from scipy.stats import binomtest


def tally(labels, rows, label):
    found = Counter(labels[row] for row in rows.tolist())
    return found[label], sum(found.values())


def share_difference(labels, chosen, random, label):
    (hits, size), (others, other_size) = (tally(labels, rows, label) for rows in (chosen, random))
    return hits / size - others / other_size


def interval(labels, chosen, random, label):
    ends = []
    for rows in (chosen, random):
        hits, size = tally(labels, rows, label)
        found = binomtest(hits, size).proportion_ci(method="wilson")
        ends.append((hits / size - found.low, found.high - hits / size))
    middle = share_difference(labels, chosen, random, label)
    return [middle - hypot(ends[0][0], ends[1][1]), middle + hypot(ends[0][1], ends[1][0])]


def p_value(labels, chosen, random, label):
    (hits, size), (others, other_size) = (tally(labels, rows, label) for rows in (chosen, random))
    ways = [comb(size, k) * comb(other_size, hits + others - k) for k in range(hits + others + 1)]
    return sum(way for way in ways if way <= ways[hits]) / sum(ways)
