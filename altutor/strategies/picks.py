"""From scores to the row that is asked about."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError
from altutor.strategies.view import Scores, Strategy, View

# From scores and view to the rows, and the chance that each had to be drawn; both of shape (...).
Pick = Callable[[Scores, View], tuple[NDArray[np.intp], NDArray[np.float64]]]
TIE = 1e-12  # rounding parts the scores of equal rows by less: a sum's last digits depend on where a row lies in memory


def best(scores: Scores, view: View) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Pick the unlabelled row with the highest score; of equally good ones the one with the lowest index.

    Scores within 1e-12 of the highest are equally good.

    Raises
    ------
    AltutorError
        When a score is no finite number.
    """
    allowed = scores + view.barred
    highest = allowed.max(axis=-1, keepdims=True)
    _require_finite(highest, scores)
    index = np.asarray((allowed >= highest - TIE).argmax(axis=-1))
    return index, np.ones(index.shape)


def proportional(scores: Scores, view: View) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Draw an unlabelled row with a chance proportional to its score, and tell the chance that it had.

    Risk estimates that correct for the choice need it (Farquhar, Gal and Rainforth, 2021).

    Raises
    ------
    AltutorError
        When a score is negative or no finite number, or no unlabelled row has one above 0.
    """
    shares = np.where(view.barred == 0.0, scores, 0.0)
    ladder = shares.cumsum(axis=-1)
    total = ladder[..., -1:]
    _require_finite(total, scores)
    if (shares < 0.0).any() or not (total > 0.0).all():
        raise AltutorError(
            "Chances proportional to the scores need scores of at least 0, and one above 0 among the rows without a "
            "label: wrap the strategy in altutor.strategies.defensive, or change its scores."
        )
    index = (ladder <= view.lot[..., None] * total).sum(axis=-1)
    chance = np.take_along_axis(scores, index[..., None], axis=-1) / total
    return index, chance[..., 0]


def ask(strategy: Strategy, pick: Pick, view: View) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the row that each run asks about next, and the chance that it had.

    Raises
    ------
    AltutorError
        When the scores are not one number a row, or the pick refuses them or names no unlabelled row.
    """
    scores = np.asarray(strategy(view))
    if scores.shape != view.barred.shape:
        raise AltutorError(
            f"The strategy gave scores of shape {scores.shape}: expected {view.barred.shape}, one score for each row "
            "of the pool, labelled or not."
        )
    index, chance = pick(scores, view)
    index = np.asarray(index)
    runs, n = scores.shape[:-1], scores.shape[-1]
    if index.shape != runs or index.dtype.kind not in "iu" or not ((index >= 0) & (index < n)).all():
        raise AltutorError(
            f"The pick gave an array of shape {index.shape}: expected {runs}, one row from 0 to {n - 1} for each run."
        )
    if view.barred.take(index.ravel() + n * np.arange(index.size)).any():
        raise AltutorError("The pick named a row that has a label: ask about each row once.")
    return index, chance


def _require_finite(summary: NDArray[np.float64], scores: Scores) -> None:
    """Refuse scores that made a sum or a maximum infinite or no number: much faster than to look at each."""
    if not np.isfinite(summary).all():
        row = int(np.argwhere(~np.isfinite(scores))[0, -1])
        raise AltutorError(f"The strategy gave row {row} a score that is no finite number, and every row needs one.")
