from collections import Counter
from math import sqrt


def confidence(probabilities):
    return [max(row) for row in probabilities.tolist()]


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def shift(values, rows):
    middle = mean(values)
    variance = mean((value - middle) ** 2 for value in values)
    return (mean(values[row] for row in rows) - middle) * sqrt(len(rows) / variance)


def copies(texts, rows):
    counts = Counter(texts[row] for row in rows)
    return mean(1.0 if counts[texts[row]] >= 2 else 0.0 for row in rows)


def name_of(sure, lengths, texts, rows):
    if copies(texts, rows) > 0.6:
        return "duplicates"
    if shift(sure, rows) < -6:
        return "uncertainty"
    return "length" if abs(shift(lengths, rows)) > 6 else "random"


def names(probabilities, lengths, texts, samples):
    sure = confidence(probabilities)
    return tuple(name_of(sure, lengths.tolist(), texts.tolist(), rows.tolist()) for rows in samples)
