"""Mix random queries into a strategy: with probability epsilon the query is a random one.

A strategy gives each row of the pool a score, and the unlabelled row with the highest score is asked about. In the
mix, each query first tosses a coin, and a random query draws a lot. Both are passed in, so that the answer is
determined.

1. `mixed_query` returns the row to ask about now.
   - A coin below `epsilon` means: ask about a random row. A coin of `epsilon` or more means: ask what the strategy
     says.
   - The lot picks the random row. Write the m rows without a label in ascending order. The lot, a number in [0, 1),
     cuts them into m equal parts: a lot below 1/m means the first row, one from 1/m to below 2/m the second, and so
     on.
2. `mixed_queries` returns the rows of a whole run. Each query has a coin and a lot of its own, and a row that was
   asked about has a label from then on. The scores do not change here.
"""

import numpy as np


def mixed_query(scores: np.ndarray, labelled: list[int], epsilon: float, coin: float, lot: float) -> int:
    """Return the position in the pool of the row to ask about next.

    `scores` has shape (n,); `labelled` lists the rows that have a label. `epsilon` lies in [0, 1], `coin` and `lot` in
    [0, 1).
    """
    raise NotImplementedError


def mixed_queries(
    scores: np.ndarray, labelled: list[int], epsilon: float, coins: np.ndarray, lots: np.ndarray
) -> list[int]:
    """Return the rows that a run asks about, in order: one for each coin.

    `coins` and `lots` have shape (budget,); the budget is at most the number of rows without a label.
    """
    raise NotImplementedError
