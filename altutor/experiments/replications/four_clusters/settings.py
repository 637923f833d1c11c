"""The line with four groups, the learner of thresholds on it, and the settings of the experiment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.experiments.replications.paper import Paper
from altutor.pool import History, Oracle
from altutor.simulate import simulate
from altutor.strategies import Strategy, least_confidence, random

PAPER = Paper(
    citation="Dasgupta and Hsu (ICML 2008)",
    reports="queries near the boundary, however many, all fall into the third group and overlook the second",
    where="introduction and section 2",
    unchecked="Places and masses are ours.",
    why="The labels of the third group only move the threshold inside it.",
)


@dataclass(frozen=True)
class Piece:
    """A stretch of the line that is evenly filled with one class."""

    low: float
    high: float
    mass: float
    label: int


def pieces(second: tuple[float, float], reach: float) -> tuple[Piece, ...]:
    """Return the line whose second group spans `second`, and whose third reaches that far to both sides of 0."""
    return (
        Piece(-3.0, -2.0, 0.45, 0),
        Piece(*second, 0.05, 1),
        Piece(-reach, 0.0, 0.025, 0),
        Piece(0.0, reach, 0.025, 1),
        Piece(2.0, 3.0, 0.45, 1),
    )


# The narrow line was tried first, and what was claimed of it stays. In the wide one the third group holds the middle
# between the left large group and any of its own rows, where the learner puts the threshold after a 1 in the third.
LINES = {"wide": pieces((-1.8, -1.5), 1.4), "narrow": pieces((-1.5, -1.0), 0.5)}
LARGE_LEFT, SECOND, THIRD, LARGE_RIGHT = range(4)
GROUP_OF_PIECE = np.array([LARGE_LEFT, SECOND, THIRD, THIRD, LARGE_RIGHT])
LARGE, HIDDEN = 0.9, 0.05  # masses of the large groups together and of the second group
BEST, MISLED = -1.9, 0.0  # the best threshold of both lines, and the one in the third group

POOL_ROWS = 4000  # the third group has about 200 of them: more than are asked about
BUDGET = 120
ROUNDS = (0, 2, 5, 20, 60, 120)
START = 10
STARTS = (5, 10, 20, 40, 80)  # random starts, followed for fewer queries: where they end is soon decided
SHORT_BUDGET = 30
LOOKED = 75  # seeds that were looked at before the last claim was worded
SEEDS = {"quick": LOOKED, "full": 330}  # more would make the results file larger than a megabyte
# With two classes margin sampling asks about the row nearest to the threshold, as uncertainty sampling does.
STRATEGIES: dict[str, Strategy] = {"random": random, "uncertainty": least_confidence}


def error(line: str, threshold: float) -> float:
    """Return the share of a line that a threshold gets wrong: it calls all to its right class 1."""
    wrong = 0.0
    for piece in LINES[line]:
        left = float(np.clip((threshold - piece.low) / (piece.high - piece.low), 0.0, 1.0))
        wrong += piece.mass * (left if piece.label == 1 else 1.0 - left)
    return wrong


class Threshold:
    """The threshold with the fewest errors on its labels; of several the middle of the widest gap.

    On random labels it converges to the best threshold (empirical risk minimization: Vapnik, 1995).
    """

    value: float

    def fit(self, X: ArrayLike, y: ArrayLike) -> Threshold:
        """Learn from features of shape (n, 1) and labels of shape (n,), 0 or 1."""
        x, labels = np.ravel(np.asarray(X, dtype=float)), np.asarray(y)
        order = np.argsort(x, kind="stable")
        x, labels = x[order], labels[order]
        # Before, between and after the rows. Errors are the ones to the left and the zeros to the right: as many as
        # there are zeros, one more for each 1 that is passed and one less for each 0.
        errors = np.concatenate([[0], np.cumsum(np.where(labels == 1, 1, -1))])
        gaps = np.concatenate([[0.0], np.diff(x), [0.0]])
        best = np.lexsort((-gaps, errors))[0]
        edges = np.concatenate([[x[0] - 2.0], x, [x[-1] + 2.0]])
        self.value = float((edges[best] + edges[best + 1]) / 2)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.int64]:
        """Return the classes of rows of shape (n, 1)."""
        return (np.ravel(np.asarray(X)) > self.value).astype(np.int64)

    def predict_proba(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return probabilities that grow with the distance from the threshold; only their order is used."""
        one = 1.0 / (1.0 + np.exp(self.value - np.ravel(np.asarray(X, dtype=float))))
        return np.stack([1.0 - one, one]).T  # each class in one piece, which strategies go through faster


@dataclass(frozen=True)
class Pool:
    """A pool on a line: features of shape (n, 1), labels and groups of shape (n,)."""

    features: NDArray[np.float64]
    labels: NDArray[np.int64]
    group: NDArray[np.intp]

    def start(self, size: int, large_only: bool = False) -> list[int]:
        """Return the first rows (of the large groups), `size` of them or more until both classes are among them."""
        rows = np.flatnonzero((self.group == LARGE_LEFT) | (self.group == LARGE_RIGHT) | (not large_only))
        other = int(np.argmax(self.labels[rows] != self.labels[rows[0]]))
        return [int(row) for row in rows[: max(size, other + 1)]]


def draw(line: str, seed: int) -> Pool:
    """Return the pool of a line and a seed, in random order."""
    rng = np.random.default_rng([seed, 1])
    piece = rng.choice(len(LINES[line]), size=POOL_ROWS, p=[piece.mass for piece in LINES[line]])
    low, high, label = (np.array([getattr(one, name) for one in LINES[line]]) for name in ("low", "high", "label"))
    x = rng.uniform(low[piece], high[piece])
    return Pool(x[:, None], label[piece].astype(np.int64), GROUP_OF_PIECE[piece])


def ask(pool: Pool, start: Iterable[int], strategy: str, budget: int, seed: int) -> tuple[History, dict[int, float]]:
    """Run the loop, and return what it asked and the threshold after each round of :data:`ROUNDS`."""
    history = simulate(
        pool.features, Oracle(pool.labels), start, STRATEGIES[strategy], budget, learner=Threshold, seed=seed
    )
    rows = [*history.start, *history.queries]
    thresholds = {}
    for number in ROUNDS:
        if number <= budget:
            labelled = rows[: len(history.start) + number]
            thresholds[number] = Threshold().fit(pool.features[labelled], pool.labels[labelled]).value
    return history, thresholds
