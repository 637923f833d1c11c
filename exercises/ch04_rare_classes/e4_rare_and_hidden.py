"""Predict whether a strategy that explores meets the hidden part of a rare class, then compute it.

A share PREVALENCE of the pool is rare. A share HIDDEN of the rare class is the hidden mode: it lies where the model is
sure of the common class. Each of BUDGET queries is, with probability EXPLORATION, a random one; the others are chosen,
and never fall on the hidden mode. The pool is so large that draws are independent.

1. Fill in the two PREDICTED constants before you compute anything. Every option earns the point: a prediction is there
   to be compared with what is true.
2. `probability_met` is the chance that at least one query falls on the hidden mode, and `expected_met` the expected
   number of queries that do.
3. `labels_needed` is the smallest number of random labels (every one is random now) with which the hidden mode is met
   with at least the given probability.
4. `turning_point` reads from a table where the advantage of uncertainty sampling turns into a loss.
5. Fill in the two FOUND constants by what your functions say.
"""

import numpy as np

PREVALENCE = 0.05
HIDDEN = 0.2
EXPLORATION = 0.1
BUDGET = 100

# The chance that the hidden mode is met: under 0.2, 0.2 to 0.8, or over 0.8?
PREDICTED_MET = None  # one of "low", "middle", "high"
# The prevalence falls to a tenth, and all else stays. What is left of that chance: less than 15% of it, 15% to 60% of
# it, or more?
PREDICTED_TENFOLD = None  # one of "little", "some", "most"

# The same questions, answered by your functions
FOUND_MET = None
FOUND_TENFOLD = None


def probability_met(prevalence: float, hidden: float, exploration: float, budget: int) -> float:
    """Return the chance that at least one of `budget` queries falls on the hidden mode."""
    raise NotImplementedError


def expected_met(prevalence: float, hidden: float, exploration: float, budget: int) -> float:
    """Return the expected number of queries that fall on the hidden mode."""
    raise NotImplementedError


def labels_needed(prevalence: float, hidden: float, probability: float) -> int:
    """Return the smallest number of random labels that meet the hidden mode with at least this probability."""
    raise NotImplementedError


def turning_point(shares: np.ndarray, uncertainty: np.ndarray, random: np.ndarray) -> float | None:
    """Return the hidden share at which the advantage ends, or None if it does not end within the table.

    `shares` rises; it holds the hidden shares at which the mean average precision of both strategies was measured. All
    three have shape (n,). The advantage is that of uncertainty sampling over random sampling. It is above 0 at the
    first share, and taken as a straight line between two neighbouring shares. The turning point is where it first is 0.
    """
    raise NotImplementedError
