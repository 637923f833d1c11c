"""Noiseless data in few and in many dimensions, and who asks about them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.engine import simulate_runs
from altutor.experiments.replications.paper import Paper, random_start
from altutor.problems import Problem
from altutor.strategies import Scores, Strategy, View, margin, random

PAPER = Paper(
    citation="Tifrea, Clarysse and Yang (ICML 2023)",
    reports="in high dimensions random sampling beats margin sampling for logistic regression, even without noise and "
    "at the true boundary, the more so the smaller the separation",
    where="abstract",
    unchecked="Distribution, dimensions and numbers of labels are ours.",
    why="What a row does not carry, its label cannot teach.",
)

SEPARATIONS = {"small": 0.0, "large": 3.0}  # means of the feature that matters, before it is cut at the boundary
DIMENSIONS = {"quick": (2, 20, 200), "full": (2, 20, 50, 100, 200, 500)}
INFORMED_DIMENSIONS = {"quick": (), "full": (200, 500)}
HIGH, LOW = 200, 2  # the dimensions of the claims, at both scales
POOL_ROWS = 1000
HELDOUT_ROWS = 1000  # drawn afresh with every seed
START = 10
INFORMED = 100  # a start after which the model knows more of the boundary; at full scale, with a small separation
BUDGET = 90
BATCH = 10
ROUNDS = (0, 10, 20, 40, 60, 90)
C = 1000.0  # hardly a penalty: on separable data it is the maximum-margin classifier that this comes near to
SEEDS = {"quick": 16, "full": 100}  # more would make the results file larger than a megabyte


def bayes_boundary(view: View) -> Scores:
    """Score a row by how near it is to the true boundary, which no learner knows: the first feature is 0 there."""
    return -np.abs(view.features[..., 0])


STRATEGIES: dict[str, Strategy] = {"random": random, "uncertainty": margin, "Bayes": bayes_boundary}


def draw(dimension: int, separation: str, seed: int, start: int = START) -> Problem:
    """Return pool, start and held-out rows of a seed.

    The sign of the first feature is the class, without noise. Its size is normal with variance 1, cut at 0. All other
    features are standard normal and say nothing.
    """
    from scipy.special import ndtr, ndtri

    rng = np.random.default_rng([seed, 1])
    rows = POOL_ROWS + HELDOUT_ROWS
    mean = SEPARATIONS[separation]
    labels = rng.integers(2, size=rows)
    below = ndtr(-mean)
    size = mean + ndtri(below + (1.0 - below) * rng.random(rows))
    features: NDArray[np.float64] = np.empty((rows, dimension))
    features[:, 0] = np.where(labels == 1, size, -size)
    features[:, 1:] = rng.normal(size=(rows, dimension - 1))
    pool, heldout = slice(POOL_ROWS), slice(POOL_ROWS, None)
    return Problem(
        features[pool],
        labels[pool],
        random_start(labels[pool], start),
        features[heldout],
        labels[heldout],
        seed,
    )


def errors(problem: Problem, strategy: str) -> tuple[list[float], float]:
    """Return the held-out error after each of :data:`ROUNDS`, and the mean size of the first feature when labelled."""
    (history,) = simulate_runs([problem], STRATEGIES[strategy], BUDGET, batch=BATCH, C=C, rounds=ROUNDS)
    rows = np.concatenate([history.starts[0], history.queries[0]])
    signal = float(np.abs(problem.features[rows, 0]).mean())
    return [1.0 - float(value) for value in history.measures["accuracy"][0]], signal
