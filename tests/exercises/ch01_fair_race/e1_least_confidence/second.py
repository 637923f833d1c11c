def least_confidence(probabilities):
    return [1.0 - sorted(row)[-1] for row in probabilities.tolist()]


def next_query(probabilities, labelled):
    scores = least_confidence(probabilities)
    return max((row for row in range(len(scores)) if row not in labelled), key=scores.__getitem__)
