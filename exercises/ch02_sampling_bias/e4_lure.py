"""Estimate the error on a pool from rows that were drawn with known, uneven chances.

A model that learns nothing from the draw is to be judged on a pool of N rows. M rows were drawn one after another,
without replacement, each time with a chance in proportion to a score of the rows that were left. The estimator is LURE
(Farquhar, Gal and Rainforth, 2021), as in the section "Estimating the risk anyway" of chapter 2.

1. `draw_chances` returns the chances q_1 to q_M with which the rows were drawn, each given those drawn before it.
2. `weights` returns the weights v_1 to v_M,

       v_m = 1 + (N - M) / (N - m) * (1 / ((N - m + 1) * q_m) - 1).

   The first row drawn has m = 1. Where the whole pool was drawn (M = N), every weight is 1.
3. `risk` returns the estimate: the sum of weight times loss, divided by M. On average over all draws it is exactly the
   mean loss of the pool. The checks go through every possible draw of a small pool to see whether it is.
"""

import numpy as np


def draw_chances(scores: np.ndarray, drawn: list[int]) -> np.ndarray:
    """Return the chance of each draw, shape (M,).

    `scores` has shape (N,), all above 0. `drawn` lists the M positions that were drawn, in the order of the draws.
    """
    raise NotImplementedError


def weights(chances: np.ndarray, pool_size: int) -> np.ndarray:
    """Return the weights of LURE, shape (M,).

    `chances` has shape (M,), in the order of the draws. `pool_size` is N, the number of rows before the first draw.
    """
    raise NotImplementedError


def risk(losses: np.ndarray, chances: np.ndarray, pool_size: int) -> float:
    """Return the estimate of the mean loss of the pool, in the unit of the loss.

    `losses` has shape (M,): the losses of the drawn rows, in the order of the draws.
    """
    raise NotImplementedError
