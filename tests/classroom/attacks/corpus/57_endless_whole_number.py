"""Returns whole numbers of thousands of digits, which no float can hold."""


def least_confidence(probabilities):
    return [10**4000, 0.5, 0.5, 0.5, 0.5, 0.5]


def next_query(probabilities, labelled):
    return 10**4000
