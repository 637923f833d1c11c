import numpy as np


def confidence(probabilities):
    return probabilities.max(axis=1)


def shift(values, rows):
    standard_error = values.std() / np.sqrt(len(rows))
    return (values[rows].mean() - values.mean()) / standard_error


def copies(texts, rows):
    _, group, counts = np.unique(rows, return_inverse=True, return_counts=True)
    return np.mean(counts[group] > 1)


def names(probabilities, lengths, texts, samples):
    sure = confidence(probabilities)
    found = ["random"] * len(samples)
    copied = int(np.argmax([copies(texts, rows) for rows in samples]))
    found[copied] = "duplicates"
    left = [one for one in range(len(samples)) if one != copied]
    unsure = min(left, key=lambda one: shift(sure, samples[one]))
    found[unsure] = "uncertainty"
    left.remove(unsure)
    sized = max(left, key=lambda one: abs(shift(lengths, samples[one])))
    found[sized] = "length"
    return found
