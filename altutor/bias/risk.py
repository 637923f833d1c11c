"""The risk, that is the mean loss over the whole pool, estimated from rows that were drawn with known chances.

M rows are drawn one after another, without replacement, from a pool of N. The m-th is drawn with the chance q_m, given
those before it, and every row that is left has a chance above 0: what a strategy can never ask, no weight brings back.
The chances may depend on all that was drawn before; the losses may not. They belong to a model that does not learn from
the draw, since the loss on rows that a model was trained on is too small for a reason of its own: the overfitting bias
(Farquhar, Gal and Rainforth, 2021).

Everything is vectorised over leading axes, one entry a run. The last axis is the order in which the rows were drawn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.bias.checks import chances_of, numbers, one_each

Floats = NDArray[np.float64]


def naive(losses: ArrayLike) -> Floats:
    """Return the mean loss of the rows drawn, which is biased unless each row was as likely as any other.

    Parameters
    ----------
    losses
        Shape (..., M).

    Returns
    -------
    array
        Shape (...), in the unit of the loss.

    Raises
    ------
    AltutorError
        When `losses` is empty or not finite.
    """
    return np.asarray(numbers("losses", losses, "(..., M)").mean(axis=-1))


def pure_weights(chances: ArrayLike, pool_size: int) -> Floats:
    """Return the weights of R_PURE, w_m = 1 / (N q_m) + (M - m) / N (Farquhar, Gal and Rainforth, 2021).

    Parameters
    ----------
    chances
        Shape (..., M): q_m in (0, 1], the chance of the m-th row given those drawn before it.
    pool_size
        N, the number of rows before the first draw; at least M.

    Returns
    -------
    array
        Shape (..., M), without unit. The sum over a run is M on average, not in each run.

    Raises
    ------
    AltutorError
        When a chance is not in (0, 1], or when M > N.
    """
    q, m, n = chances_of(chances, pool_size)
    return 1 / (n * q) + (m[-1] - m) / n


def lure_weights(chances: ArrayLike, pool_size: int) -> Floats:
    """Return the weights of R_LURE, v_m = 1 + (N - M) / (N - m) * (1 / ((N - m + 1) q_m) - 1).

    Each is 1 on average; each is exactly 1 where all rows are alike likely, and where the whole pool is drawn.
    Parameters, shape, errors and source are those of :func:`pure_weights`.
    """
    q, m, n = chances_of(chances, pool_size)
    levelling = (n - m[-1]) / np.maximum(n - m, 1)  # m = N happens only with M = N, where the numerator is 0
    return 1 + levelling * (1 / ((n - m + 1) * q) - 1)


def pure(losses: ArrayLike, chances: ArrayLike, pool_size: int) -> Floats:
    """Return R_PURE, the mean of w_m L_m: unbiased (Farquhar, Gal and Rainforth, 2021; before it Des Raj, 1956).

    Parameters
    ----------
    losses
        Shape (..., M), in the order in which the rows were drawn.
    chances, pool_size
        As for :func:`pure_weights`. Leading axes of losses and chances are broadcast.

    Returns
    -------
    array
        Shape (...), in the unit of the loss.

    Raises
    ------
    AltutorError
        When shapes do not fit, a loss is not finite, a chance is not in (0, 1], or M > N.
    """
    weights = pure_weights(chances, pool_size)
    return np.asarray((weights * one_each("losses", losses, "chances", weights)).mean(axis=-1))


def lure(losses: ArrayLike, chances: ArrayLike, pool_size: int) -> Floats:
    """Return R_LURE, the mean of v_m L_m: unbiased, and the pool's risk itself where M = N.

    Parameters, shape, errors and source are those of :func:`pure`.
    """
    weights = lure_weights(chances, pool_size)
    return np.asarray((weights * one_each("losses", losses, "chances", weights)).mean(axis=-1))
