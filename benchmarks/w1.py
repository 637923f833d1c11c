"""W1, the work that the engine is measured by.

Class 1: a blob at (0, 0) and 5% of all rows at (8, 0); class 0: a blob at (3, 0); unit normals. A pool of 2,000 rows
and as many held out; a start of 2 labels from each of the two big blobs; 100 single queries by least confidence;
logistic regression with C = 1; accuracy on the held-out rows after each query.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.problems import Problem

BUDGET = 100
ROWS = 2000


def make_problem(seed: int) -> Problem:
    """Draw the data of a seed."""
    rng = np.random.default_rng(seed)
    pool, blob = _draw(rng)
    heldout, heldout_blob = _draw(rng)
    start = np.concatenate([rng.choice(np.flatnonzero(blob == big), 2, replace=False) for big in (0, 1)])
    return Problem(pool, (blob != 1).astype(int), start, heldout, (heldout_blob != 1).astype(int), seed)


def _draw(rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Features, and the blob that each row is from: 0 and 1 are the big ones, 2 the far one."""
    far = round(0.05 * ROWS)
    ones = (ROWS - far) // 2
    blob = rng.permutation(np.repeat([0, 1, 2], [ones, ROWS - far - ones, far]))
    return np.array([[0.0, 0.0], [3.0, 0.0], [8.0, 0.0]])[blob] + rng.standard_normal((ROWS, 2)), blob
