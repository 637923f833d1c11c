"""Say how many queries random sampling needs for what uncertainty sampling reaches, with an interval.

Both strategies were run with the same seeds. Random sampling was measured after several numbers of queries,
uncertainty sampling after `spent` queries. The ratio that a project wants to know is: queries that random sampling
needs to reach the same mean score, divided by `spent`.

1. `queries_needed` reads one curve.
2. `ratio` is for means over seeds: take the mean of both strategies first, then read the curve.
3. `interval` says how sure the ratio is: draw the seeds again with replacement, many times, and look at how the ratio
   varies. Both strategies get the same redrawn seeds, because what a lucky pool gives to both is no difference between
   them. Which seeds are drawn is given, so that there is one right answer.
"""

import numpy as np


def queries_needed(queries: np.ndarray, curve: np.ndarray, target: float) -> float:
    """Return the number of queries at which the curve first reaches the target.

    `queries` rises; `curve` holds the score after so many queries, and is a straight line in between. Both have shape
    (n_rounds,). Return the first entry of `queries` if the curve begins at the target or above it, and infinity if it
    never reaches the target.
    """
    raise NotImplementedError


def ratio(queries: np.ndarray, random: np.ndarray, uncertainty: np.ndarray, spent: int) -> float:
    """Return the queries that random sampling needs, as a multiple of `spent`.

    `random` has shape (n_seeds, n_rounds): its scores after so many `queries`. `uncertainty` has shape (n_seeds,): its
    scores after `spent` queries. Row i of both has the same seed.
    """
    raise NotImplementedError


def interval(
    queries: np.ndarray, random: np.ndarray, uncertainty: np.ndarray, spent: int, redrawn: np.ndarray
) -> tuple[float, float]:
    """Return the 2.5% and the 97.5% percentile (`np.percentile`) of the ratio over redrawn seeds.

    `redrawn` has shape (n_times, n_seeds): each row lists the seeds, by their position, that were drawn that time.
    """
    raise NotImplementedError
