"""Ask about the row that the model is least sure of.

A model gives each row of the pool a probability for each class. The confidence of a row is the probability of its
likeliest class. Least confidence asks about the row whose confidence is lowest.

1. `least_confidence` scores each row: the higher the score, the sooner it is asked about.
2. `next_query` returns the row to ask about now. Rows that have a label are not asked about again.
"""

import numpy as np


def least_confidence(probabilities: np.ndarray) -> np.ndarray:
    """Return the score of each row.

    `probabilities` has shape (n, n_classes), and each row sums to 1. The score is 1 minus the probability of the
    likeliest class. The result has shape (n,).
    """
    raise NotImplementedError


def next_query(probabilities: np.ndarray, labelled: list[int]) -> int:
    """Return the position in the pool of the row to ask about next.

    `labelled` lists the rows that have a label.
    """
    raise NotImplementedError
