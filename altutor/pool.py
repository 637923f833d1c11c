"""The pool, the oracle who answers for it, and the history of a run."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.errors import AltutorError


@dataclass
class Pool:
    """Rows that anyone can see, and the labels bought so far.

    Attributes
    ----------
    features
        Shape (n, n_features).
    asked
        Indices of the labelled rows, in the order of their labels.
    answers
        Their labels.
    """

    features: NDArray[np.float64]
    asked: list[int] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.features)

    @property
    def unlabelled(self) -> NDArray[np.bool_]:
        """Shape (n,): True where a row has no label yet."""
        mask = np.ones(len(self), dtype=bool)
        mask[self.asked] = False
        return mask

    @property
    def labelled(self) -> tuple[NDArray[np.float64], NDArray[Any]]:
        """Features of shape (n_labelled, n_features) and labels of shape (n_labelled,)."""
        return self.features[self.asked], np.array(self.answers)

    def add(self, index: int, answer: Any) -> None:
        """Label one row.

        Raises
        ------
        AltutorError
            When the pool has no such row, or its label was bought before.
        """
        if not 0 <= index < len(self):
            raise AltutorError(f"The pool has rows 0 to {len(self) - 1}, and row {index} was asked about.")
        if index in self.asked:
            raise AltutorError(f"Row {index} has a label already: ask about each row once.")
        self.asked.append(int(index))
        self.answers.append(answer)


@dataclass(frozen=True)
class Oracle:
    """Someone who knows every label, and tells one at a time.

    Attributes
    ----------
    labels
        Shape (n,): the label of each row of the pool.
    """

    labels: NDArray[Any]

    def __call__(self, index: int) -> Any:
        """Return the label of row `index`."""
        return self.labels[index]


@dataclass(frozen=True)
class History:
    """What one run asked, and how good its models were.

    Attributes
    ----------
    start
        Indices labelled before the first query.
    queries
        Indices asked about, one a round: the query of round t (1, 2, ...) is ``queries[t - 1]``.
    accuracy
        From a round to the held-out accuracy after its answer; round 0 is the model of the start.
    model
        The model after the last round.
    chances
        The chance that each query had to be drawn, given those before it; 1 where the strategy leaves no choice.
    """

    start: tuple[int, ...]
    queries: tuple[int, ...]
    accuracy: dict[int, float]
    model: Any
    chances: tuple[float, ...] = ()

    def first_round(self, group: ArrayLike) -> int | None:
        """Return the round of the first query in a group of rows, None if there was none.

        Parameters
        ----------
        group
            Shape (n,): True for the rows of the pool that belong to the group.
        """
        member = np.asarray(group, dtype=bool)
        return next((number for number, index in enumerate(self.queries, start=1) if member[index]), None)


def labelled_pool(features: ArrayLike, oracle: Oracle, start: Iterable[int]) -> Pool:
    """Return a pool with the labels of its start bought.

    Raises
    ------
    AltutorError
        When a feature is not finite, or a row of the start is not in the pool or there twice.
    """
    pool = Pool(np.asarray(features, dtype=float))
    require_finite(pool.features, "pool")
    for index in start:
        pool.add(index, oracle(index))
    return pool


def require_finite(features: NDArray[np.float64], what: str) -> None:
    """Refuse features that are not finite numbers.

    Raises
    ------
    AltutorError
        Names the first such row.
    """
    if features.ndim != 2:
        raise AltutorError(f"The features of the {what} have shape {features.shape}: expected (n, n_features).")
    with np.errstate(all="ignore"):
        total = features.sum()  # much faster than a scan, and may overflow where all is well
    if not np.isfinite(total):
        rows = np.flatnonzero(~np.isfinite(features).all(axis=1))
        if rows.size:
            raise AltutorError(f"Row {rows[0]} of the {what} is not finite: drop it, or fill in what is missing.")


def measured_rounds(rounds: Collection[int] | None, budget: int) -> list[int]:
    """Return the numbers of queries after which a run is measured, in order; None means every one.

    Raises
    ------
    AltutorError
        When the run does not come to one of them.
    """
    wanted = sorted(set(range(budget + 1) if rounds is None else rounds))
    if wanted and not 0 <= wanted[0] <= wanted[-1] <= budget:
        raise AltutorError(f"The rounds run from {wanted[0]} to {wanted[-1]}: expected 0 to {budget}, the budget.")
    return wanted


def require_budget(budget: int, batch: int, left: int) -> None:
    """Refuse a number of queries that a pool with `left` unlabelled rows cannot answer.

    Raises
    ------
    AltutorError
        Says what would fit.
    """
    if budget < 1:
        raise AltutorError(f"The budget is {budget} queries, and must be 1 or more.")
    if batch < 1:
        raise AltutorError(f"The batch is {batch} queries, and must be 1 or more.")
    if budget > left:
        raise AltutorError(
            f"The budget is {budget} queries, and the pool has {left} unlabelled rows: lower the budget."
        )
