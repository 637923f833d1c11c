"""The rows that runs learn three or more classes from, and the objective on them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

GRADIENT_NORM = 1e-8

Array = NDArray[np.float64]


@dataclass
class Rows:
    """The rows of R runs, and the derivatives of their log loss plus half the squared weights over C.

    Weights that are the same for all classes change no probability, so a run's parameters have shape (K - 1, d), and
    its `basis` turns them into weights that sum to 0 over the classes seen. The d-th feature is 1: it has the
    intercepts.
    """

    features: Array  # (R, d, m)
    target: Array  # (R, K, m): 1 for the label
    weight: Array | None  # (R, 1, m): how often a row counts
    hidden: Array  # (R, K, 1): minus infinity for classes not seen, else 0
    basis: Array  # (R, K, K - 1): orthonormal columns, or 0
    penalty: Array  # (R, 1, d)
    tolerance: Array  # (R,): the gradient norm to reach

    @classmethod
    def of(cls, features: Array, labels: NDArray[Any], weight: Array | None, n_classes: int, C: float) -> Rows:
        """Return the rows with what follows from them."""
        hot = labels[:, None] == np.arange(n_classes)[:, None]
        seen = (hot if weight is None else hot & (weight > 0)[:, None]).any(axis=2)
        # Of two classes scikit-learn penalises one set of weights, which is twice what each of them has here.
        penalty = np.where(seen.sum(axis=1) == 2, 2.0 / C, 1.0 / C)[:, None, None] * np.ones(features.shape[1])
        penalty[:, :, -1] = 0.0
        largest = np.maximum(features.max(axis=(1, 2)), -features.min(axis=(1, 2)))
        return cls(
            features,
            hot.astype(np.float64),
            None if weight is None else weight[:, None],
            np.where(seen, 0.0, -np.inf)[:, :, None],
            contrasts(seen),
            penalty,
            GRADIENT_NORM * np.maximum(1.0, largest) / max(1.0, C),
        )

    def only(self, runs: Any) -> Rows:
        """Return the rows of some runs."""
        parts: Any = (getattr(self, part.name) for part in fields(self))
        kept: Any = (None if part is None else part[runs] for part in parts)
        return Rows(*kept)

    def logits(self, theta: Array) -> Array:
        """Return shape (R, K, m), without `hidden`, which must not be added to a change of logits."""
        return np.matmul(np.matmul(self.basis, theta), self.features)

    def residual(self, p: Array) -> Array:
        """Return the derivatives by logits, where the classes have probabilities p."""
        r = p - self.target
        if self.weight is not None:
            r *= self.weight
        return r

    def gradient(self, p: Array, theta: Array) -> Array:
        """Return the derivatives by parameters."""
        g = np.matmul(self.basis.swapaxes(1, 2), np.matmul(self.residual(p), self.features.swapaxes(1, 2)))
        g += self.penalty * theta
        return g

    def slope(self, p: Array, theta: Array, direction: Array, change: Array) -> Array:
        """Return the derivative along a direction that changes the logits by `change`."""
        return inner(self.residual(p), change) + inner(self.penalty * theta, direction)

    def bend(self, p: Array, direction: Array, change: Array) -> Array:
        """Return the second derivative along a direction that changes the logits by `change`."""
        q = p * change
        mean = q.sum(axis=1)
        q *= change
        variance = q.sum(axis=1)
        variance -= mean * mean
        if self.weight is not None:
            variance *= self.weight[:, 0]
        return variance.sum(axis=1) + inner(self.penalty * direction, direction)

    def hessian(self, p: Array, dtype: Any = np.float64) -> NDArray[Any]:
        """Return the second derivatives by parameters, shape (R, (K - 1) d, (K - 1) d)."""
        (R, K, m), d = p.shape, self.features.shape[1]
        size = (K - 1) * d
        x = (self.features if self.weight is None else self.features * np.sqrt(self.weight)).astype(dtype, copy=False)
        px = p.astype(dtype, copy=False)[:, :, None] * x[:, None]
        within = np.matmul(px, x.swapaxes(1, 2)[:, None])
        px = px.reshape(R, K * d, m)
        h = np.negative(np.matmul(px, px.swapaxes(1, 2))).reshape(R, K, d, K, d)
        for k in range(K):
            h[:, k, :, k] += within[:, k]
        turn = self.basis.swapaxes(1, 2).astype(dtype, copy=False)
        h = np.matmul(turn, h.reshape(R, K, -1)).reshape(R, size, K, d)
        h = np.matmul(turn[:, None], h).reshape(R, size, size)
        # Regular where nothing bends: an intercept of a class not seen, or rows that are all too sure.
        ridge = np.repeat(self.penalty, K - 1, axis=1)
        ridge[:, :, -1] = np.where(self.basis.any(axis=1), 1e-12, 1.0)
        h.reshape(R, -1)[:, :: size + 1] += ridge.reshape(R, -1)
        return h


def contrasts(seen: NDArray[np.bool_]) -> Array:
    """Return orthonormal columns that sum to 0 over the classes seen; a class not seen has a row and a column of 0.

    Column k - 1 compares class k with the mean of the classes before it.
    """
    K = seen.shape[1]
    before: Array = np.cumsum(seen, axis=1, dtype=float) - seen
    scale = np.where(seen & (before > 0), 1.0 / np.sqrt(np.maximum(before * (before + 1.0), 1.0)), 0.0)
    columns = np.triu(np.ones((K, K)), 1) * seen[:, :, None] - np.eye(K) * before[:, :, None]
    return np.ascontiguousarray((columns * scale[:, None])[:, :, 1:])


def softmax(z: Array) -> Array:
    """Return the probabilities of classes on axis 1."""
    p = z - z.max(axis=1, keepdims=True)
    np.exp(p, out=p)
    p /= p.sum(axis=1, keepdims=True)
    return p


def inner(a: Array, b: Array) -> Array:
    """Return the inner product of each run."""
    return np.vecdot(a.reshape(len(a), -1), b.reshape(len(b), -1))
