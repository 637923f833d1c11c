"""Measure one and the same ranking in three ways.

A model scores each row: the higher the score, the more likely the row is of the rare class. Rare rows have the label 1,
common rows 0. No two rows have the same score. Write the three measures by hand, with numpy alone.

1. `average_precision` judges the ranking. For each rare row, take all rows that rank at least as high (the row itself
   is one of them), and compute the share of them that is rare. The average precision is the mean of these shares over
   the rare rows.
2. `f_score` judges a cut. A row is called rare if its score is at least `threshold`. F is the harmonic mean of the
   precision and the recall of the rare class. It is 0 where no rare row is called rare.
3. `constant_accuracy` is the accuracy of an answer that calls every row common.
"""

import numpy as np


def average_precision(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return the average precision of the rare class.

    `scores` and `labels` have shape (n,); the rows are in any order, and at least one is rare. The result lies between
    0 and 1.
    """
    raise NotImplementedError


def f_score(scores: np.ndarray, labels: np.ndarray, threshold: float) -> float:
    """Return F of the rare class where rows with a score of at least `threshold` are called rare."""
    raise NotImplementedError


def constant_accuracy(labels: np.ndarray) -> float:
    """Return the share of rows on which the answer "common, always" is right."""
    raise NotImplementedError
