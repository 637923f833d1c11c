"""What a query strategy sees of one run, or of many at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

# Every use of chance has a stream of its own, so that one strategy's draws never shift another's, and every row and
# query a number of its own, so that nothing depends on which runs are done together. The last number parts them from
# the streams of whoever draws the data with the same seed: default_rng(seed) and default_rng([seed, 0]) are one stream.
_TICKETS, _COINS, _LOTS, _REPLICATES = range(4)
_OWN = 1992


@dataclass
class View:
    """What a strategy may look at before a query. In every shape, ``...`` are runs: none, or one axis.

    Attributes
    ----------
    features
        Shape (..., n, n_features).
    seeds
        Shape (...): the seed of each run's chances.
    believe
        Gives the class probabilities of the newest model, shape (..., n, n_classes).
    convene
        From the rows of bootstrap replicates, positions in `answers` of shape (..., size, k), to the class
        probabilities of models trained on each, shape (..., size, n, n_classes).
    barred
        Shape (..., n): 0 where a row may be asked about, minus infinity where it has a label.
    labelled
        Shape (..., m): the rows with a label, in the order of their labels.
    answers
        Shape (..., k): the labels of the first k of them; those of a batch come in when it is complete.
    memory
        What a strategy keeps from query to query.
    """

    features: NDArray[np.float64]
    seeds: NDArray[np.int64]
    believe: Callable[[], NDArray[np.float64]]
    convene: Callable[[NDArray[np.intp]], NDArray[np.float64]]
    barred: Scores = field(default_factory=lambda: np.empty(0))
    labelled: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    answers: NDArray[Any] = field(default_factory=lambda: np.empty(0))
    memory: dict[Any, Any] = field(default_factory=dict)

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Shape (..., n, n_classes): what the newest model believes; it is trained when first asked."""
        return self.believe()

    @property
    def tickets(self) -> Scores:
        """Shape (..., n): a random number in [0, 1) for each row, drawn once a run."""
        return self.once("tickets", lambda: self._drawn(_TICKETS, self.barred.shape[-1]))

    @property
    def coin(self) -> NDArray[np.float64]:
        """Shape (...): a random number in [0, 1), another one for each query."""
        return self._of_this_query("coins", _COINS)

    @property
    def lot(self) -> NDArray[np.float64]:
        """Shape (...): a random number in [0, 1), another one for each query and independent of `coin`."""
        return self._of_this_query("lots", _LOTS)

    def replicates(self, size: int) -> NDArray[np.intp]:
        """Return bootstrap replicates of the rows whose answers are known: positions of shape (..., size, k).

        A replicate in which all labels are alike teaches nothing and is drawn again.
        """
        k = self.answers.shape[-1]
        answers = self.answers.reshape(-1, k)
        drawn = [
            self._replicates(int(seed), own, size) for seed, own in zip(np.ravel(self.seeds), answers, strict=True)
        ]
        return np.reshape(drawn, (*np.shape(self.seeds), size, k))

    def once(self, name: Any, make: Callable[[], Any]) -> Any:
        """Return what `make` gave the first time in this run."""
        if name not in self.memory:
            self.memory[name] = make()
        return self.memory[name]

    @staticmethod
    def _replicates(seed: int, answers: NDArray[Any], size: int) -> NDArray[np.intp]:
        k = len(answers)
        rng = np.random.default_rng([seed, _REPLICATES, k, _OWN])
        rows = rng.integers(k, size=(size, k))
        while (alike := (answers[rows] == answers[rows[:, :1]]).all(axis=1)).any():
            rows[alike] = rng.integers(k, size=(int(alike.sum()), k))
        return rows

    def _of_this_query(self, name: str, purpose: int) -> NDArray[np.float64]:
        n = self.barred.shape[-1]
        drawn: NDArray[np.float64] = self.once(name, lambda: self._drawn(purpose, n))
        return drawn[..., self.labelled.shape[-1]]

    def _drawn(self, purpose: int, n: int) -> NDArray[np.float64]:
        rows = [np.random.default_rng([int(seed), purpose, _OWN]).random(n) for seed in np.ravel(self.seeds)]
        return np.reshape(rows, (*np.shape(self.seeds), n))


Strategy = Callable[[View], Scores]
