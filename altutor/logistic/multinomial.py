"""Three and more classes: steps that cannot overshoot, stacked over runs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError
from altutor.logistic.curvature import Exact, Learnt
from altutor.logistic.rows import Array, Rows, inner, softmax

STEPS = 200
TURNS = 6  # times that a step which had to be shortened goes on in its direction
FULL_STEP = 1.5  # largest change of a logit for which a full step is sure to lower the objective, rounded down
SMALL = 48  # parameters of a run up to which the exact Hessian costs less than the steps it saves
CACHE = 2**22  # bytes of learnt curvature that one core keeps close at hand


class Multinomial:
    """Logistic regression of R runs, each on its own rows: the log loss, plus half the squared weights over C.

    A fit starts where the last one ended. Which runs are stacked together changes no bit of any of them. A class that
    no row of a run has is left out of that run: its weights are 0 and its logits minus infinity. Where a run has two
    classes, its model is scikit-learn's binary one.

    Parameters
    ----------
    n_classes
        K.
    n_features
        Without the intercept, which is not penalised.
    runs
        R.
    C
        Inverse strength of the penalty, as in scikit-learn.

    Attributes
    ----------
    weights
        Shape (R, n_classes, n_features + 1), the intercepts last; they sum to 0 over classes.
    seen
        Shape (R, n_classes): which classes each run has rows of.
    """

    def __init__(self, n_classes: int, n_features: int, runs: int, C: float = 1.0) -> None:
        self.weights = np.zeros((runs, n_classes, n_features + 1))
        self.seen = np.zeros((runs, n_classes), dtype=bool)
        self._C = C
        self._theta = np.zeros((runs, n_classes - 1, n_features + 1))
        self._rows = 0
        size = (n_classes - 1) * (n_features + 1)
        self._curvature: Exact | Learnt = Exact() if size <= SMALL else Learnt(runs, size)
        self._together = runs if size <= SMALL else max(1, CACHE // (4 * size * size))

    def fit(
        self,
        features: NDArray[np.float64],
        labels: NDArray[Any],
        sample_weight: NDArray[np.float64] | None = None,
    ) -> None:
        """Move the weights to the optimum, to a gradient norm of 1e-8.

        Parameters
        ----------
        features
            Shape (R, n_features + 1, m); rows that were there at the last fit come first.
        labels
            Shape (R, m): 0 to n_classes - 1.
        sample_weight
            Shape (R, m): how often a row counts; None counts each once.

        Raises
        ------
        AltutorError
            When a run does not converge, which needs features of very different sizes.
        """
        R, K = self.seen.shape
        for first in range(0, R, self._together):
            part = slice(first, first + self._together)
            weight = None if sample_weight is None else sample_weight[part]
            rows = Rows.of(features[part], labels[part], weight, K, self._C)
            seen = np.isfinite(rows.hidden[:, :, 0])
            fresh = (seen != self.seen[part]).any(axis=1)
            theta = np.where(fresh[:, None, None], 0.0, self._theta[part])
            runs = np.arange(R)[part]
            theta = self._curvature.start(runs, rows, self._rows, theta, fresh)
            self._minimise(runs, rows, theta)
            self.seen[part] = seen
            np.matmul(rows.basis, self._theta[part], out=self.weights[part])
        self._rows = features.shape[2]

    def logits(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return shape (R, n_classes, n), for features of shape (R, n_features + 1, n)."""
        z = np.matmul(self.weights, features)
        return z if self.seen.all() else np.where(self.seen[:, :, None], z, -np.inf)

    def _minimise(self, runs: NDArray[np.intp], rows: Rows, theta: Array) -> None:
        """Find the optimum of some runs; those that are there leave, and do not change any more."""
        z = rows.logits(theta)
        z += rows.hidden
        lengths: Array | None = None
        for _ in range(STEPS):
            p = softmax(z)
            g = rows.gradient(p, theta)
            done = np.sqrt(inner(g, g)) <= rows.tolerance
            if done.any():
                self._theta[runs[done]] = theta[done]
                if done.all():
                    return
                rows = rows.only(~done)
                runs, theta, z, p, g = runs[~done], theta[~done], z[~done], p[~done], g[~done]
                lengths = None if lengths is None else lengths[~done]
            direction = self._curvature.direction(runs, rows, p, g, lengths)
            lengths = _advance(rows, z, p, theta, direction, inner(g, direction))
            theta = theta + lengths[:, None, None] * direction
        raise AltutorError(
            f"Logistic regression did not converge for {len(runs)} of {len(self.seen)} runs: bring the features to one "
            "scale, for example with sklearn.preprocessing.StandardScaler."
        )


def _advance(rows: Rows, z: Array, p: Array, theta: Array, direction: Array, slope: Array) -> Array:
    """Move the logits z along a direction, and return how far.

    Along a direction that changes no difference of two logits by more than v, the objective lies below its quadratic
    model with the square replaced by 2 (exp(v t) - v t - 1) / v^2 (Bach, 2010). So where t is best for the quadratic
    model, a step of log(1 + v t) / v lowers the objective, and so does t itself where v t < 1.79. After a shortened
    step the best is often far ahead: the curvature has not seen the newest row.
    """
    change = rows.logits(direction)
    v = (change.max(axis=1) - change.min(axis=1)).max(axis=1)
    going, total = np.ones(len(z)), np.zeros(len(z))
    for turn in range(TURNS):
        length = -slope / rows.bend(p, direction, change)
        short = v * length > FULL_STEP
        if short.any():
            length = np.where(short, np.log1p(v * np.maximum(length, 0.0)) / np.where(short, v, 1.0), length)
        length *= going
        total += length
        z += length[:, None, None] * change
        going *= short
        if not going.any() or turn == TURNS - 1:
            break
        p = softmax(z)
        slope = rows.slope(p, theta + total[:, None, None] * direction, direction, change)
    return total
