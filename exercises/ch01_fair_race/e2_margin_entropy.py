"""Write two more ways to be unsure, and find where the three ways part.

Least confidence looks at one class only. Margin looks at two: how close is the second likeliest class to the likeliest?
Entropy looks at all: how evenly is the probability spread? With two classes all three ask about the same row. With
three classes they need not.

1. `margin` scores rows by how close the two likeliest classes are.
2. `entropy` scores rows by the entropy of their probabilities.
3. `asked_first` returns the row that each of the three strategies asks about first.

In all three, the higher the score, the sooner a row is asked about.
"""

import numpy as np


def margin(probabilities: np.ndarray) -> np.ndarray:
    """Return for each row the second largest probability minus the largest.

    `probabilities` has shape (n, n_classes) with two classes or more, and each row sums to 1. The classes stand in no
    particular order. The result has shape (n,); no score is above 0.
    """
    raise NotImplementedError


def entropy(probabilities: np.ndarray) -> np.ndarray:
    """Return for each row the entropy in nats (natural logarithm): minus the sum of p log p over the classes.

    A class of probability 0 adds nothing. `probabilities` has shape (n, n_classes), the result (n,).
    """
    raise NotImplementedError


def asked_first(probabilities: np.ndarray) -> tuple[int, int, int]:
    """Return the rows that least confidence, margin and entropy ask about first, in this order.

    No row has a label yet.
    """
    raise NotImplementedError
