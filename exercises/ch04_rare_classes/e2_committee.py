"""Measure by how much the members of a committee disagree about each row.

The members of a committee were trained on different resamples of the labels. Each gives every row a probability for
each class. There are two common ways to turn these opinions into a score; write both with numpy alone. Logarithms are
natural, and 0 log 0 counts as 0.

1. `vote_entropy`: each member votes for its likeliest class. The score of a row is the entropy of the shares of the
   votes, the sum over the classes of -share * log(share).
2. `mean_kl`: the consensus of a row is the mean of its members' probabilities. The divergence of a member p from the
   consensus c is KL(p || c), the sum over the classes of p * log(p / c). The score is the mean of that over members.
"""

import numpy as np


def vote_entropy(probabilities: np.ndarray) -> np.ndarray:
    """Return the score of each row, shape (n,).

    `probabilities` has shape (size, n, n_classes): the first axis holds the members, and the last sums to 1. No member
    finds two classes equally likely.
    """
    raise NotImplementedError


def mean_kl(probabilities: np.ndarray) -> np.ndarray:
    """Return the score of each row, shape (n,).

    `probabilities` has shape (size, n, n_classes), and all of them are above 0.
    """
    raise NotImplementedError
