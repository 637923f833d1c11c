import numpy as np


def counts(predicted, gold):
    right = sum(len(set(found) & set(marked)) for found, marked in zip(predicted, gold, strict=True))
    return right, sum(map(len, predicted)) - right, sum(map(len, gold)) - right


def scores(predicted, gold):
    each = []
    for found, marked in zip(predicted, gold, strict=True):
        right, wrong, missed = counts([found], [marked])
        precision = right / (right + wrong) if found else 0.0
        recall = right / (right + missed) if marked else 0.0
        f = 2 * precision * recall / (precision + recall) if right else 0.0
        each.append((precision, recall, f))
    return np.mean(each, axis=0) if each else (0.0, 0.0, 0.0)
