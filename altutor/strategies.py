"""Query strategies: from what the model believes about each row to what to ask next.

A strategy is a function from probabilities of shape (..., n, n_classes) and a random generator to scores of shape
(..., n). The row with the highest score is asked about. Everything is vectorised over the leading axes, so that the
same function serves one run or many at once.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.errors import AltutorError

Scores = NDArray[np.float64]
Strategy = Callable[[NDArray[np.float64], np.random.Generator], Scores]


def random(probabilities: NDArray[np.float64], rng: np.random.Generator) -> Scores:
    """Score every row alike at random: the baseline that a strategy must beat."""
    return rng.random(probabilities.shape[:-1])


def least_confidence(probabilities: NDArray[np.float64], rng: np.random.Generator) -> Scores:
    """Score a row by one minus the probability of its likeliest class (Lewis and Gale, 1994)."""
    return 1.0 - probabilities.max(axis=-1)


def margin(probabilities: NDArray[np.float64], rng: np.random.Generator) -> Scores:
    """Score a row by how close its two likeliest classes are (Scheffer, Decomain and Wrobel, 2001)."""
    second, first = np.moveaxis(np.partition(probabilities, -2, axis=-1)[..., -2:], -1, 0)
    return second - first


def entropy(probabilities: NDArray[np.float64], rng: np.random.Generator) -> Scores:
    """Score a row by the entropy of its class probabilities in nats (Settles, 2009, section 3.1)."""
    logarithms = np.log(probabilities, out=np.zeros_like(probabilities), where=probabilities > 0)
    return -(probabilities * logarithms).sum(axis=-1)


def mixed(strategy: Strategy, epsilon: float) -> Strategy:
    """Return `strategy` with a share of its queries drawn at random.

    Parameters
    ----------
    strategy
        What to ask otherwise.
    epsilon
        Probability in [0, 1] that a query is drawn uniformly from the unlabelled pool. Each query of each run tosses
        its own coin.

    Raises
    ------
    AltutorError
        When `epsilon` is no probability.
    """
    if not 0.0 <= epsilon <= 1.0:
        raise AltutorError(f"epsilon is {epsilon}, and is the share of random queries: choose a number from 0 to 1.")

    def score(probabilities: NDArray[np.float64], rng: np.random.Generator) -> Scores:
        explore = rng.random((*probabilities.shape[:-2], 1)) < epsilon
        # Both are always computed, so that the random stream does not depend on how the coin falls.
        return np.where(explore, random(probabilities, rng), strategy(probabilities, rng))

    return score


def choose(scores: ArrayLike, unlabelled: ArrayLike) -> NDArray[np.intp]:
    """Return the index of the best unlabelled row; of equal scores the lowest index wins.

    Parameters
    ----------
    scores
        Shape (..., n).
    unlabelled
        Shape (..., n): True where a row may be asked about; at least one of them is.

    Returns
    -------
    array
        Shape (...).
    """
    return np.asarray(np.where(unlabelled, scores, -np.inf).argmax(axis=-1))
