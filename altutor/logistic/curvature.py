"""Directions of steps: by the exact Hessian for few parameters, by a learnt inverse for many."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas, get_lapack_funcs

from altutor.logistic.rows import Array, Rows, softmax

PATIENCE = 30  # steps within a fit until the inverse is taken anew from the Hessian
AGAIN = 8  # the same, once that has happened: the optimum is far away
SINGLE = 4  # times that it may happen in a fit before single precision is given up
PENDING = 32  # pairs of vectors that wait until they are added to the matrix in one product
NEW_ROWS = 4  # up to which new rows are foreseen
TURNS = 6  # of Newton's method for a new row
TOP = 3  # eigenvectors of a new row's curvature that are kept


class Exact:
    """Newton's directions."""

    def start(self, runs: NDArray[np.intp], rows: Rows, old: int, theta: Array, fresh: NDArray[np.bool_]) -> Array:
        """Return the parameters to start from."""
        return theta

    def direction(self, runs: NDArray[np.intp], rows: Rows, p: Array, g: Array, lengths: Array | None) -> Array:
        """Return minus the inverse of the Hessian times the gradient."""
        return -np.linalg.solve(rows.hessian(p), g.reshape(len(g), -1, 1)).reshape(g.shape)


class Learnt:
    """Quasi-Newton directions (BFGS), by an inverse of the Hessian that is kept from fit to fit.

    A new inverse costs as much as a hundred steps, and one more row changes it little. Single precision halves the
    memory to be read; it decides how many steps are taken, not where they end.
    """

    def __init__(self, runs: int, size: int) -> None:
        self.matrix = np.zeros((runs, size, size), dtype=np.float32)
        # Rows a, b, a, b, ... of vectors: each pair adds a b' + b a' to the matrix.
        self.pairs = np.zeros((runs, 2 * PENDING, size), dtype=np.float32)
        self.pending = [0] * runs
        self.recent = np.zeros((runs, 2, size), dtype=np.float32)  # inverse times gradient; the last direction
        self.slope = [0.0] * runs
        self.patience = [0] * runs
        self.renewed = [0] * runs

    def start(self, runs: NDArray[np.intp], rows: Rows, old: int, theta: Array, fresh: NDArray[np.bool_]) -> Array:
        """Return the parameters to start from: the last ones, moved to where a few new rows should have them."""
        for r, new in zip(runs.tolist(), fresh.tolist(), strict=True):
            self.patience[r], self.renewed[r] = 0 if new else PATIENCE, 0
        if rows.features.shape[2] <= old + NEW_ROWS and not fresh.all():
            for row in range(old, rows.features.shape[2]):
                theta = self._foresee(runs, rows, row, theta, ~fresh)
        return theta

    def direction(self, runs: NDArray[np.intp], rows: Rows, p: Array, g: Array, lengths: Array | None) -> Array:
        """Return minus the inverse times the gradient, after the inverse has learnt from the last direction."""
        flat = g.reshape(len(g), -1).astype(np.float32)
        out = np.empty(flat.shape)
        for i, r in enumerate(runs.tolist()):
            h, recent, pairs = flat[i], self.recent[r], self.pairs[r, : 2 * self.pending[r]]
            v = np.dot(self.matrix[r], h, out=recent[0])
            if len(pairs):
                v += np.dot(_swap(np.dot(pairs, h)), pairs)
            slope, last = np.dot(recent, h).tolist()
            if lengths is not None:
                # BFGS, written in v and the last direction d, of slope -s then and `last` now: H y is v + d.
                s = self.slope[r]
                k = 1.0 / (last + s)
                c = (k * k * (slope + 2.0 * last + s) + k * lengths[i]) / 2.0 - k
                a, b = self._pair(r)
                a[:] = recent[1]
                np.dot(np.array([-k, c], np.float32), recent, out=b)
                e, f = 1.0 - k * last, 2.0 * c * last - k * slope
                v = np.dot(np.array([e, f], np.float32), recent)
                slope = e * slope + f * last
            if self.patience[r] == 0 or not slope > 0.0:
                v = self._renew(r, rows.only([i]), p[i : i + 1], g[i].ravel())
                slope = float(np.dot(v, h))
            self.patience[r] -= 1
            self.slope[r] = slope
            recent[1] = out[i] = -v
        return out.reshape(g.shape)

    def _renew(self, r: int, rows: Rows, p: Array, g: Array) -> NDArray[Any]:
        """Take the inverse from the Hessian, and return it times the gradient.

        Where that happens often in a fit, single precision is not enough, and all further steps are Newton's.
        """
        self.renewed[r] += 1
        self.patience[r] = AGAIN if self.renewed[r] <= SINGLE else 1
        self.pending[r] = 0
        for dtype in (np.float32, np.float64)[self.renewed[r] > SINGLE :]:
            h = rows.hessian(p, dtype)[0]
            factorise, solve, invert = get_lapack_funcs(("potrf", "potrs", "potri"), (h,))
            factor, failed = factorise(h, lower=True)
            if not failed:
                v, _ = solve(factor, g.astype(dtype), lower=True)
                inverse = np.tril(invert(factor, lower=True)[0])
                self.matrix[r] = inverse + np.tril(inverse, -1).T
                return v
        self.matrix[r] = np.eye(len(g))
        return g

    def _foresee(self, runs: NDArray[np.intp], rows: Rows, row: int, theta: Array, known: NDArray[np.bool_]) -> Array:
        """Return the minimum of one row's loss plus the quadratic model of all rows before it.

        It is at theta - U a, where column k of U is the inverse times the gradient of the k-th contrast of the row's
        logits, and a are its residuals there: K equations, solved by Newton's method. The inverse learns the row's own
        curvature by Woodbury's formula.
        """
        R, L, d = theta.shape
        x = rows.features[:, :, row, None]
        x32 = x.astype(np.float32)
        U = np.zeros((R, L * d, L), dtype=np.float32)
        for i in np.flatnonzero(known).tolist():
            pairs = self.pairs[runs[i], : 2 * self.pending[runs[i]]]
            U[i] = np.dot(self.matrix[runs[i]].reshape(-1, d), x32[i]).reshape(-1, L)
            U[i] += np.dot(pairs.T, _swap(np.dot(pairs.reshape(-1, d), x32[i]).reshape(-1, L)))
        basis, turn = rows.basis, rows.basis.swapaxes(1, 2)
        G = np.matmul(x32.swapaxes(1, 2)[:, None], U.reshape(R, L, d, L))[:, :, 0].astype(np.float64)
        G = np.matmul(np.matmul(basis, G), turn)  # by how much a unit of a residual moves a logit
        z = np.matmul(np.matmul(basis, theta), x) + rows.hidden
        target = rows.target[:, :, row, None]
        weight = 1.0 if rows.weight is None else rows.weight[:, :, row, None]
        a, diagonal = np.zeros_like(z), slice(None, None, z.shape[1] + 1)
        for turn_number in range(TURNS + 1):
            p = softmax(z - np.matmul(G, a))
            wp = weight * p
            rest = a - weight * (p - target)
            D = -wp * p.swapaxes(1, 2)
            D.reshape(R, -1)[:, diagonal] += wp[:, :, 0]
            J = np.matmul(D, G)
            J.reshape(R, -1)[:, diagonal] += 1.0
            if turn_number < TURNS:
                a -= np.linalg.solve(J, rest)
        good = known & (np.abs(rest).max(axis=(1, 2)) < 0.1)
        M = np.linalg.solve(J, D)
        values, vectors = np.linalg.eigh(M + M.swapaxes(1, 2))
        top = vectors[:, :, -TOP:] * np.sqrt(np.maximum(values[:, None, -TOP:], 0.0) / 2.0)
        moves = np.matmul(U, np.matmul(turn, np.concatenate([top, a], axis=2)).astype(np.float32)).swapaxes(1, 2)
        for i in np.flatnonzero(good).tolist():
            for move in moves[i, :-1]:
                pair = self._pair(runs[i])
                pair[0] = move
                np.multiply(move, -0.5, out=pair[1])
        return theta - np.where(good[:, None], moves[:, -1], 0.0).reshape(theta.shape)

    def _pair(self, r: int) -> NDArray[np.float32]:
        """Return room for one more pair."""
        n = self.pending[r]
        if n == PENDING:
            pairs = self.pairs[r]
            blas.sgemm(1.0, _swap(pairs).T, pairs.T, trans_b=True, beta=1.0, c=self.matrix[r].T, overwrite_c=True)
            n = 0
        self.pending[r] = n + 1
        return self.pairs[r, 2 * n : 2 * n + 2]


def _swap(a: NDArray[np.float32]) -> NDArray[np.float32]:
    """Swap entries 0 and 1, 2 and 3, and so on."""
    return a.reshape(-1, 2, *a.shape[1:])[:, ::-1].reshape(a.shape)
