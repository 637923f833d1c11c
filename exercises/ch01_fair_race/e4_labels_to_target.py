"""Find how many labels a target costs, and how many of them a strategy saves.

A learning curve goes up and down. Somebody asks when it "reaches 0.90". A curve that touches 0.90 in one seed and falls
back has not reached it. So fix what is meant before the run: the mean curve over the seeds is at the target or above,
and stays there to the end of the budget.

1. `labels_to_target` returns the number of labels at the first round from which this is so.
2. `data_efficiency` returns how many labels random sampling needs for a target, divided by the number that the strategy
   needs. There are two ways to count, and the result can differ much: with the labels of the start, or queries alone.
   An honest report says which.
"""

import numpy as np


def labels_to_target(curves: np.ndarray, labels: list[int], target: float) -> int | None:
    """Return the number of labels from which the mean curve stays at `target` or above, or None.

    `curves` holds a score for each seed and round, shape (n_seeds, n_rounds). `labels[r]` is the number of labels that
    the model of round r was trained on, the start counted; so `labels[0]` is the size of the start. The result is the
    entry of `labels` at the first round from which the mean over the seeds is `target` or above in every round to the
    last. It is None where the mean curve ends below the target.
    """
    raise NotImplementedError


def data_efficiency(
    random_curves: np.ndarray, strategy_curves: np.ndarray, labels: list[int], target: float, count_start: bool
) -> float | None:
    """Return the labels that random sampling needs for the target, divided by those that the strategy needs.

    The curves and `labels` are as above; both strategies have the same start. Where `count_start` is True, labels are
    counted with those of the start. Where it is False, queries alone are counted. The result is None where one of the
    two does not reach the target, or where the strategy needs nothing that counts (there is nothing to divide by).
    """
    raise NotImplementedError
