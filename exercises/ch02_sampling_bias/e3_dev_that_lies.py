"""Predict whether a dev split of chosen rows scores too high or too low, then compute what decides it.

A model is judged by its accuracy on a dev split. The rows of that split were drawn from the pool, row i with the chance
q_i. Is the accuracy that is to be expected there higher than the accuracy on the whole pool, or lower?

Predict first, before you write any code: set each of the four constants to "too high", "too low" or "about right". Any
prediction earns its point, whether it comes true or not. The model was trained on ten rows of each class that it knows.

- `OVERLAP_RANDOM`: the classes overlap, and the model errs where they do. Every row has the same chance.
- `OVERLAP_UNCERTAINTY`: the same pool. The less sure the model is of a row, the higher the row's chance.
- `TRAP_RANDOM`: the model makes no error but in a hidden cluster, of which it is sure. Every row has the same chance.
- `TRAP_UNCERTAINTY`: the same pool. The less sure the model is of a row, the higher the row's chance.

Then write what decides it.

1. `covariance` returns the covariance over the pool of preference, w_i = N q_i, and loss (divide by N).
2. `dev_says` returns "too high", "too low" or "about right" for the expected accuracy on the dev split.
3. `two_causes` is for a pool whose rows were not all saved with their true label, for example because silence was saved
   as "no". Dev then differs from the pool's true accuracy for two reasons, and the function returns a number for each.

When all is right, look at the figure of the dev gap in chapter 2: which of your predictions came true?
"""

import numpy as np

OVERLAP_RANDOM = None  # "too high", "too low" or "about right"
OVERLAP_UNCERTAINTY = None  # "too high", "too low" or "about right"
TRAP_RANDOM = None  # "too high", "too low" or "about right"
TRAP_UNCERTAINTY = None  # "too high", "too low" or "about right"


def covariance(chances: np.ndarray, loss: np.ndarray) -> float:
    """Return the covariance of preference and loss over the N rows of the pool.

    `chances` has shape (N,) and sums to 1. `loss` has shape (N,): 1 where the model is wrong about a row, else 0.
    """
    raise NotImplementedError


def dev_says(chances: np.ndarray, loss: np.ndarray, tolerance: float) -> str:
    """Return "too high", "too low" or "about right".

    It is about the expected accuracy of rows drawn with `chances`, compared with the accuracy on the whole pool: "about
    right" where the two differ by less than `tolerance`, in either direction.
    """
    raise NotImplementedError


def two_causes(chances: np.ndarray, loss: np.ndarray, saved_loss: np.ndarray) -> tuple[float, float]:
    """Return the parts of the dev gap that come from the choice of rows and from the saved labels.

    `loss` is the loss by the true labels, `saved_loss` by the labels as they were saved; both have shape (N,).

    The first number is the expected accuracy of the chosen rows by their true labels, minus the pool's accuracy by the
    true labels. The second is the expected accuracy of the chosen rows by their saved labels, minus that by their true
    labels. Together they are the gap that is seen.
    """
    raise NotImplementedError
