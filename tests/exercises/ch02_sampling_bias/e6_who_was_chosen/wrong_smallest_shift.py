import numpy as np


def confidence(probabilities):
    return probabilities.max(axis=1)


def shift(values, rows):
    standard_error = values.std() / np.sqrt(len(rows))
    return (values[rows].mean() - values.mean()) / standard_error


def copies(texts, rows):
    _, group, counts = np.unique(texts[rows], return_inverse=True, return_counts=True)
    return np.mean(counts[group] > 1)


def names(probabilities, lengths, texts, samples):
    sure = confidence(probabilities)
    found = ["duplicates"] * len(samples)
    confidence_shifts = [shift(sure, rows) for rows in samples]
    length_shifts = [shift(lengths, rows) for rows in samples]
    unsure = int(np.argmin(confidence_shifts))
    sized = int(np.argmax(np.abs(length_shifts)))
    found[unsure], found[sized] = "uncertainty", "length"
    largest = np.maximum(np.abs(confidence_shifts), np.abs(length_shifts))
    found[int(np.argmin(largest))] = "random"
    return found
