"""Many runs side by side: what each is given, and what each did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.errors import AltutorError
from altutor.pool import require_finite


@dataclass(frozen=True)
class Problem:
    """What one run is given.

    Attributes
    ----------
    features
        The pool, shape (n, n_features).
    labels
        Shape (n,): the oracle's answers, 0 to n_classes - 1.
    start
        Shape (n_start,): rows that are labelled before the first query; at least two classes.
    heldout, heldout_labels
        Rows that no run asks about, shapes (n_heldout, n_features) and (n_heldout,); None measures nothing.
    seed
        Seed of the run's chances, 0 or more.
    """

    features: NDArray[np.float64]
    labels: NDArray[np.int64]
    start: ArrayLike
    heldout: NDArray[np.float64] | None = None
    heldout_labels: NDArray[np.int64] | None = None
    seed: int = 0


@dataclass(frozen=True)
class Problems:
    """The problems of R runs, stacked: every array of :class:`Problem` with a first axis of length R."""

    features: NDArray[np.float64]
    labels: NDArray[np.int64]
    start: NDArray[np.intp]
    heldout: NDArray[np.float64] | None
    heldout_labels: NDArray[np.int8] | None
    seeds: NDArray[np.int64]

    @classmethod
    def stack(cls, problems: Sequence[Problem], n_classes: int) -> Problems:
        """Stack problems of the same shapes.

        Raises
        ------
        AltutorError
            Says which problem, by its seed, and what is wrong with it.
        """
        for one in problems:
            _require_usable(one, n_classes)
        shapes = {(np.shape(one.features), np.shape(one.start), _shape(one.heldout)) for one in problems}
        if len(shapes) > 1:
            raise AltutorError(
                f"Runs that are done together need pools, starts and held-out rows of one size, and these have "
                f"{len(shapes)} (pool, start, held-out): {', '.join(map(str, sorted(shapes, key=str)[:3]))}."
            )
        measured = problems[0].heldout is not None
        return cls(
            features=np.array([one.features for one in problems], dtype=float),
            labels=np.array([one.labels for one in problems], dtype=np.int64),
            start=np.array([one.start for one in problems], dtype=np.intp),
            heldout=np.array([one.heldout for one in problems], dtype=float) if measured else None,
            heldout_labels=np.array([one.heldout_labels for one in problems], dtype=np.int8) if measured else None,
            seeds=np.array([one.seed for one in problems], dtype=np.int64),
        )


@dataclass(frozen=True)
class Histories:
    """What R runs asked, and what was measured on the way.

    Attributes
    ----------
    starts
        Shape (R, n_start): rows labelled before the first query.
    queries
        Shape (R, budget): rows asked about, in order.
    chances
        Shape (R, budget): the chance that each row had to be drawn; 1 where the strategy leaves no choice.
    rounds
        Numbers of queries after which the models were measured.
    measures
        From a name to values of shape (R, n_rounds).
    model
        The models after the last query.
    """

    starts: NDArray[np.intp]
    queries: NDArray[np.intp]
    chances: NDArray[np.float64]
    rounds: tuple[int, ...]
    measures: dict[str, NDArray[np.float64]]
    model: Any

    def first_round(self, group: ArrayLike) -> NDArray[np.float64]:
        """Return the round of each run's first query in a group of rows, NaN where there was none; shape (R,).

        Parameters
        ----------
        group
            Shape (R, n): True for the rows of each pool that belong to the group.
        """
        inside = np.take_along_axis(np.asarray(group, dtype=bool), self.queries, axis=1)
        return np.where(inside.any(axis=1), inside.argmax(axis=1) + 1.0, np.nan)


def _require_usable(problem: Problem, n_classes: int) -> None:
    features, labels, start = np.asarray(problem.features), np.asarray(problem.labels), np.asarray(problem.start)
    start = start if start.size else start.astype(int)  # NumPy takes an empty list for floats
    of = f"of the run with seed {problem.seed}"
    if problem.seed < 0:
        raise AltutorError(f"The seed is {problem.seed}, and must be 0 or more.")
    if features.ndim != 2 or labels.shape != features.shape[:1]:
        raise AltutorError(
            f"The pool {of} has features of shape {features.shape} and labels of shape {labels.shape}: expected "
            "(n, n_features) and (n,)."
        )
    require_finite(features, f"pool {of}")
    _require_classes(labels, f"labels {of}", n_classes)
    if problem.heldout is not None:
        heldout, truth = np.asarray(problem.heldout), np.asarray(problem.heldout_labels)
        if heldout.shape[1:] != features.shape[1:] or truth.shape != heldout.shape[:1]:
            raise AltutorError(
                f"The held-out rows {of} have features of shape {heldout.shape} and labels of shape {truth.shape}: "
                f"expected (n_heldout, {features.shape[1]}) and (n_heldout,)."
            )
        require_finite(heldout, f"held-out rows {of}")
        _require_classes(truth, f"held-out labels {of}", n_classes)
    whole = start.ndim == 1 and start.dtype.kind in "iu"
    if not whole or len(np.unique(start)) != len(start) or not _inside(start, len(labels)):
        raise AltutorError(
            f"The start {of} must be distinct rows from 0 to {len(labels) - 1}, and is {start.tolist()}."
        )
    if len(np.unique(labels[start])) < 2:
        held = f"only the class {labels[start[0]]}" if start.size else "no label"
        raise AltutorError(f"The start {of} holds {held}, and a classifier needs two: label a row of another class.")


def _require_classes(labels: NDArray[Any], what: str, n_classes: int) -> None:
    if labels.dtype.kind not in "biu":
        raise AltutorError(f"The {what} are of type {labels.dtype}: expected whole numbers from 0 to {n_classes - 1}.")
    if labels.size and not 0 <= labels.min() <= labels.max() < n_classes:
        raise AltutorError(
            f"The {what} run from {labels.min()} to {labels.max()}: expected 0 to {n_classes - 1} "
            f"(n_classes is {n_classes})."
        )


def _shape(rows: NDArray[np.float64] | None) -> tuple[int, ...]:
    return () if rows is None else np.shape(rows)


def _inside(start: NDArray[np.intp], n: int) -> bool:
    return not start.size or bool(start.min() >= 0 and start.max() < n)
