"""Chance in the choice: random sampling, alone and mixed in."""

from __future__ import annotations

import numpy as np

from altutor.errors import AltutorError
from altutor.strategies.view import Scores, Strategy, View


def random(view: View) -> Scores:
    """Score rows by the ticket each drew: the baseline that a strategy must beat."""
    return view.tickets


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
    _require_share("epsilon", epsilon)

    def score(view: View) -> Scores:
        # How the rows with a label fell out says nothing of the other tickets: their order is still random.
        return np.where(view.coin[..., None] < epsilon, view.tickets, strategy(view))

    return score


def random_first(strategy: Strategy, queries: int) -> Strategy:
    """Return `strategy` with its first queries drawn at random: a start from the whole pool.

    Parameters
    ----------
    strategy
        What to ask afterwards.
    queries
        Number of random queries after the start.
    """

    def score(view: View) -> Scores:
        start = view.once(("start of", queries), lambda: view.labelled.shape[-1])
        return view.tickets if view.labelled.shape[-1] < start + queries else strategy(view)

    return score


def defensive(strategy: Strategy, floor: float) -> Strategy:
    """Return chances of being drawn that follow a strategy's scores, and are never too small.

    To be used with :func:`altutor.strategies.proportional`. Weights 1 / chance stay bounded, as in a defensive mixture
    (Hesterberg, 1995).

    Parameters
    ----------
    strategy
        Its scores must not be negative.
    floor
        Share in (0, 1] that all unlabelled rows have alike; the rest is shared out by score.

    Raises
    ------
    AltutorError
        When `floor` is no share above 0.
    """
    _require_share("floor", floor)
    if floor == 0.0:
        raise AltutorError("floor is 0, and a row that is never drawn cannot be weighted: choose a share above 0.")

    def score(view: View) -> Scores:
        open_rows = view.barred == 0.0
        scores = np.where(open_rows, strategy(view), 0.0)
        total = scores.sum(axis=-1, keepdims=True)
        uniform = open_rows / open_rows.sum(axis=-1, keepdims=True)
        # All scores can be 0, and then there is nothing to follow.
        return floor * uniform + (1.0 - floor) * np.divide(scores, total, out=uniform.copy(), where=total > 0)

    return score


def _require_share(name: str, value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise AltutorError(f"{name} is {value}, and is a share of the queries: choose a number from 0 to 1.")
