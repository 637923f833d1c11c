"""Raises an error of a hundred megabytes, and a chain of a thousand errors."""


def least_confidence(probabilities):
    raise ValueError("x" * 10**8)


def next_query(probabilities, labelled):
    error = None
    for _ in range(1000):
        try:
            raise KeyError("y" * 1000) from error
        except KeyError as one:
            error = one
    raise error
