from math import log


def margin(probabilities):
    scores = []
    for row in probabilities.tolist():
        first = max(row)
        row.remove(first)
        scores.append(max(row) - first)
    return scores


def entropy(probabilities):
    return [sum(p * log(1 / p) for p in row if p > 0) for row in probabilities.tolist()]


def asked_first(probabilities):
    rows = range(len(probabilities))
    margins, entropies = margin(probabilities), entropy(probabilities)
    return [
        min(rows, key=lambda row: max(probabilities[row])),
        max(rows, key=lambda row: margins[row]),
        max(rows, key=lambda row: entropies[row]),
    ]
