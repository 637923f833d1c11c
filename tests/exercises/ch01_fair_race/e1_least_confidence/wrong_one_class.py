def least_confidence(probabilities):
    return 1 - probabilities[:, 1]


def next_query(probabilities, labelled):
    raise NotImplementedError
