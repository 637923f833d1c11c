"""The pool-based loop for many runs at once: what :func:`altutor.simulate.simulate` does, R times in one go.

Runs are done in blocks that fit the processor's cache. No run depends on its block, so the results do not depend on the
size of the blocks, and the memory in use does not grow with the number of runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError
from altutor.logistic import Prediction, model, rows_last
from altutor.measures import Measure, accuracy
from altutor.pool import measured_rounds, require_budget
from altutor.problems import Histories, Problem, Problems
from altutor.strategies import Pick, Strategy, View, ask, best

BLOCK = 2**16  # rows of the pools that are done together: half a megabyte for a number each, which stays in the cache
ACCURACY: Mapping[str, Measure] = {"accuracy": accuracy}


def simulate_runs(
    problems: Iterable[Problem],
    strategy: Strategy,
    budget: int,
    *,
    n_classes: int = 2,
    batch: int = 1,
    pick: Pick = best,
    C: float = 1.0,
    measures: Mapping[str, Measure] = ACCURACY,
    rounds: Collection[int] | None = None,
    block: int | None = None,
) -> Iterator[Histories]:
    """Run the loop with logistic regression on every problem, and yield the histories of one block after the other.

    Parameters
    ----------
    problems
        One a run, all of the same shapes; taken from the iterable a block at a time.
    strategy, pick
        What to ask next: by default the row with the highest score.
    budget
        Number of queries after the start.
    n_classes
        Labels are 0 to n_classes - 1.
    batch
        Number of queries between two fits.
    C
        Inverse strength of the L2 penalty, as in scikit-learn.
    measures
        What to measure on the held-out rows, by name.
    rounds
        Numbers of queries, 0 to `budget`, after which the newest model is measured; None means every one.
    block
        Runs done together; None takes 8 to 128, as fits the cache.

    Yields
    ------
    Histories
        Of the problems of one block, in their order.

    Raises
    ------
    AltutorError
        When a problem cannot be used, the budget is below 1 or above the unlabelled pool, the strategy's scores have
        another shape or are not numbers, or a fit does not converge.
    """
    at = measured_rounds(rounds, budget)
    for name, value in (("C", C), ("block", block)):
        if value is not None and not value > 0:
            raise AltutorError(f"{name} is {value}, and must be above 0.")
    stream = iter(problems)
    for one in stream:
        together = block or min(max(8, BLOCK // max(1, len(one.labels))), 128)
        stacked = Problems.stack([one, *islice(stream, together - 1)], n_classes)
        require_budget(budget, batch, left=stacked.labels.shape[1] - stacked.start.shape[1])
        yield _Block(stacked, budget, n_classes, C).run(strategy, pick, batch, measures, at)


class _Block:
    """The runs of one block, and what they have learnt so far."""

    def __init__(self, problems: Problems, budget: int, n_classes: int, C: float) -> None:
        (R, n, d), first = problems.features.shape, problems.start.shape[1]
        self.problems, self.n_classes, self.C = problems, n_classes, C
        self.first, self.budget = first, budget
        self.pool = rows_last(problems.features)
        self.features = np.empty((R, d + 1, first + budget))  # of the labelled rows, in the order of their labels
        self.answers = np.empty((R, first + budget), dtype=np.int64)
        self.asked = np.empty((R, first + budget), dtype=np.intp)
        self.chances = np.ones((R, first + budget))
        self.barred = np.zeros((R, n))
        self.model = model(n_classes, d, R, C)
        self.known = self.fitted = 0  # labels that the newest model may use, and those that it has used
        self.belief: Prediction | None = None
        for number, rows in enumerate(problems.start.T):
            self._learn(number, rows)

    def run(
        self, strategy: Strategy, pick: Pick, batch: int, measures: Mapping[str, Measure], rounds: list[int]
    ) -> Histories:
        """Ask and learn until the budget is spent."""
        heldout, truth = self.problems.heldout, self.problems.heldout_labels
        rows = None if heldout is None else rows_last(heldout)
        measured: dict[str, list[NDArray[np.float64]]] = {name: [] for name in measures}
        view = self._view()
        for done in range(self.budget + 1):
            labels = self.first + done
            if done % batch == 0 or done == self.budget:
                self.known, self.belief = labels, None
            if rows is not None and truth is not None and done in rounds:
                prediction = Prediction(self._newest().logits(rows))
                for name, measure in measures.items():
                    measured[name].append(measure(prediction, truth))
            if done < self.budget:
                view.labelled, view.answers = self.asked[:, :labels], self.answers[:, : self.known]
                index, self.chances[:, labels] = ask(strategy, pick, view)
                self._learn(labels, index)
        return Histories(
            starts=self.asked[:, : self.first],
            queries=self.asked[:, self.first :],
            chances=self.chances[:, self.first :],
            rounds=tuple(rounds),
            measures={name: np.stack(values, axis=1) for name, values in measured.items() if values},
            model=self._newest(),
        )

    def _learn(self, number: int, rows: NDArray[np.intp]) -> None:
        """Buy one label a run: the `number`-th, of these rows."""
        runs = np.arange(len(rows))
        self.features[:, :, number] = self.pool[runs, :, rows]
        self.answers[:, number] = self.problems.labels[runs, rows]
        self.asked[:, number] = rows
        self.barred[runs, rows] = -np.inf

    def _newest(self) -> Any:
        """Return the model, trained on what it may use; it starts from where it was."""
        if self.fitted < self.known:
            self.model.fit(self.features[:, :, : self.known], self.answers[:, : self.known])
            self.fitted = self.known
        return self.model

    def _view(self) -> View:
        return View(self.problems.features, self.problems.seeds, self._believe, self._convene, self.barred)

    def _believe(self) -> NDArray[np.float64]:
        if self.belief is None:
            self.belief = Prediction(self._newest().logits(self.pool))
        return self.belief.probabilities

    def _convene(self, replicates: NDArray[np.intp]) -> NDArray[np.float64]:
        """Train one model a replicate, with the number of times that a row was drawn as its weight."""
        R, size, m = replicates.shape
        offset = np.arange(R * size)[:, None] * m
        counts = np.bincount((replicates.reshape(-1, m) + offset).ravel(), minlength=R * size * m)
        members = model(self.n_classes, self.pool.shape[1] - 1, R * size, self.C)
        features, answers = (
            np.repeat(bought, size, axis=0) for bought in (self.features[..., :m], self.answers[:, :m])
        )
        members.fit(features, answers, counts.reshape(-1, m).astype(float))
        return Prediction(members.logits(np.repeat(self.pool, size, axis=0))).probabilities.reshape(
            R, size, -1, self.n_classes
        )
