"""Build a data set in which uncertainty sampling is stuck, although one line separates the classes.

`make(n, seed)` draws n rows in the plane and names the rows that are labelled before the first query. The grader draws
40 data sets of 300 rows, each with another seed, and runs uncertainty sampling on them: scikit-learn's logistic
regression as it comes (C = 1), one query a round, always the row of least confidence. Held-out rows are drawn by your
function with further seeds. It then runs random sampling from the same starts.

1. Valid: the same seed gives the same data, another seed gives other rows of the same kind. Coordinates lie between -50
   and 50. The start has rows of both classes, and at most 4 rows.
2. One straight line, the same for all seeds, has all rows of class 1 on one side and all rows of class 0 on the other.
3. Stuck: in at least 38 of the 40 runs, the model is wrong on a share of at least `HIDDEN_MASS` of the held-out rows
   after `BUDGET` queries.
4. Random sampling is not stuck: after as many queries, the mean held-out accuracy of its 40 runs is at least 0.95.

The trap of the chapter is a good model. Draw it on paper first, with the boundary that two labelled rows give.
"""

import numpy as np

HIDDEN_MASS = 0.15
BUDGET = 40


def make(n: int, seed: int) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """Return features, labels and the start.

    The features have shape (n, 2). The labels have shape (n,), and are 0 or 1. The start lists the positions of the
    rows that are labelled before the first query.
    """
    raise NotImplementedError
