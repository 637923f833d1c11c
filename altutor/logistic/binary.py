"""Two classes: guarded Newton steps, stacked over runs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError
from altutor.logistic.prediction import first_class

GRADIENT_NORM = 1e-8  # at 1e-6, one run in 1,000 asks another question than at the optimum
STEPS = 200
FULL_STEP = 1.5  # largest change of a logit for which a full step is sure to lower the objective, rounded down


class Binary:
    """Logistic regression of R runs, each on its own rows: the log loss, plus half the squared weights over C.

    A fit starts where the last one ended. Which runs are stacked together changes no bit of any of them.

    Parameters
    ----------
    n_features
        Without the intercept, which is not penalised.
    runs
        R.
    C
        Inverse strength of the penalty, as in scikit-learn.
    """

    def __init__(self, n_features: int, runs: int, C: float = 1.0) -> None:
        self.weights = np.zeros((runs, n_features + 1))
        # The objective is divided by C, so that rows without a weight count once.
        self._penalty = np.append(np.full(n_features, 1.0 / C), 0.0)
        # The last entry keeps the Hessian regular where every row is so sure that its curvature rounds to 0.
        self._ridge = np.diag(np.append(self._penalty[:-1], 1e-12))

    @np.errstate(over="ignore")
    def fit(
        self,
        features: NDArray[np.float64],
        labels: NDArray[Any],
        sample_weight: NDArray[np.float64] | None = None,
    ) -> None:
        """Move the weights to the optimum, to a gradient norm of 1e-8.

        Unguarded Newton steps diverge on some runs of random sampling. Along a step that changes no logit by more than
        v, the objective lies below its quadratic model with the square replaced by 2 (exp(v t) - v t - 1) / v^2 (Bach,
        2010): a step shortened to log(1 + v) / v lowers it, and so does a full one where v < 1.79.

        Parameters
        ----------
        features
            Shape (R, n_features + 1, m).
        labels
            Shape (R, m): 0 or 1; each run must have both.
        sample_weight
            Shape (R, m): how often a row counts; None counts each once.

        Raises
        ------
        AltutorError
            When a run does not converge, which needs features of very different sizes.
        """
        A, w = features, self.weights.copy()
        largest = np.abs(A).max(axis=(1, 2))
        tolerance = GRADIENT_NORM * np.maximum(1.0, largest / 1000)  # the gradient of larger features rounds off more
        target = 1.0 - labels  # p is the probability of class 0
        z = np.matmul(w[:, None], A)[:, 0]
        for _ in range(STEPS):
            p = first_class(z)
            residual = target - p if sample_weight is None else (target - p) * sample_weight
            g = np.matmul(A, residual[..., None])[..., 0]
            g += self._penalty * w
            done = np.sqrt(np.vecdot(g, g)) <= tolerance
            if done.all():
                self.weights = w
                return
            q = p - p * p if sample_weight is None else (p - p * p) * sample_weight
            hessian = np.matmul(A * q[:, None], A.swapaxes(1, 2))
            hessian += self._ridge
            step = np.linalg.solve(hessian, g[..., None])[..., 0]
            step[done] = 0.0  # runs at their optimum stay, whatever the others need
            change = np.matmul(step[:, None], A)[:, 0]
            v = np.abs(change).max(axis=1, keepdims=True)
            if (v > FULL_STEP).any():
                length = np.where(v > FULL_STEP, np.log1p(v) / np.maximum(v, FULL_STEP), 1.0)
                step *= length
                change *= length
            w -= step
            z -= change
        raise AltutorError(
            f"Logistic regression did not converge for {int((~done).sum())} of {len(w)} runs: bring the features to "
            "one scale, for example with sklearn.preprocessing.StandardScaler."
        )

    def logits(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log odds of class 1, shape (R, n), for features of shape (R, n_features + 1, n)."""
        return np.matmul(self.weights[:, None], features)[:, 0]
