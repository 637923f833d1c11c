"""How far the estimate of the risk may be off: a confidence interval around R_LURE."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.bias.checks import chances_of, level_and_permutations
from altutor.bias.risk import lure

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RiskInterval:
    """The risk and its confidence interval, each of shape (...) and in the unit of the loss."""

    estimate: Floats
    standard_error: Floats
    low: Floats
    high: Floats


def lure_interval(losses: ArrayLike, chances: ArrayLike, pool_size: int, level: float = 0.95) -> RiskInterval:
    """Return R_LURE with a standard error and a t interval (M - 1 degrees of freedom) for the risk of this pool.

    R_LURE is a weighted mean, with fixed weights c_m, of M terms a_m = L_m / (N q_m) + (L_1 + ... + L_{m-1}) / N. Each
    is unbiased given those before it, so they depend on each other but are uncorrelated (Des Raj, 1956), and the
    variance is the sum of c_m^2 Var(a_m). Var(a_m) is estimated by the squared distance of a_m from R_LURE without it,
    which is never too small on average, and too large by about one part in M while M is well below N.

    The interval leans on the estimate being near normal. It is, with many labels and chances near even. Where a few
    rows have a small chance and a large loss, most runs draw none of them: estimate and standard error are then both
    too small, and the interval covers less often than `level` says. It says nothing of rows outside the pool, and with
    losses that are all 0 it has no width.

    Parameters
    ----------
    losses, chances, pool_size
        As for :func:`pure`.
    level
        Confidence level in (0, 1).

    Returns
    -------
    RiskInterval
        Its arrays have shape (...). One label of many has an infinite interval; M = N has one of width 0.

    Raises
    ------
    AltutorError
        As for :func:`pure`, or when `level` is not in (0, 1).
    """
    from scipy import stats

    level_and_permutations(level=level)
    estimate = lure(losses, chances, pool_size)
    q, m, n = chances_of(chances, pool_size)
    lost, drawn = np.asarray(losses, dtype=float), len(m)
    if drawn == n or drawn == 1:
        error = np.full_like(estimate, 0.0 if drawn == n else np.inf)
        return RiskInterval(estimate, error, estimate - error, estimate + error)
    terms = lost / (n * q) + (lost.cumsum(axis=-1) - lost) / n
    share = n * (n - drawn) / (drawn * (n - m) * (n - m + 1.0))  # c_m; they sum to 1
    distance = (terms - estimate[..., None]) / (1 - share)
    error = np.sqrt(((share * distance) ** 2).sum(axis=-1))
    half = stats.t.ppf((1 + level) / 2, drawn - 1) * error
    return RiskInterval(estimate, error, estimate - half, estimate + half)
