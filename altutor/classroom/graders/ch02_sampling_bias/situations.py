"""Chances and losses: of a few rows, and of the four situations of the prediction."""

from __future__ import annotations

from typing import Any

import numpy as np

FLOOR = 0.1


def off_by(chances: Any, loss: Any) -> float:
    """Return the expected loss of a chosen row minus the mean loss, row by row."""
    return float(sum(q * one for q, one in zip(chances, loss, strict=True)) - sum(loss) / len(loss))


def few_rows(rng: np.random.Generator) -> tuple[Any, Any]:
    """Return uneven chances and losses of a few rows, with a covariance that is well away from 0."""
    for _ in range(1000):
        n = int(rng.integers(6, 10))
        chances, loss = rng.dirichlet(np.full(n, 2.0)).round(3), rng.permutation(np.arange(n) < rng.integers(2, n - 1))
        chances[-1] = 1 - chances[:-1].sum()
        if min(chances) > 0.01 and abs(off_by(chances, loss)) > 0.04:
            break
    return chances, loss.astype(float)


def sixteenths(rng: np.random.Generator, sign: int) -> tuple[Any, Any]:
    """Return chances and losses of eight rows whose covariance has a sign, and is exact however it is computed."""
    chances = (1.0 + rng.multinomial(8, [0.6, 0.2, 0.1, 0.1, 0, 0, 0, 0])) / 16
    loss = np.array([1.0, 1.0, 1.0, 0, 0, 0, 0, 0])
    order = rng.permutation(8)
    return chances[order] if sign > 0 else chances[::-1][order], loss[order]


def situations(rng: np.random.Generator) -> dict[str, tuple[Any, Any]]:
    """Return chances and losses of the four situations: what a model like that of the text does on each pool."""
    from altutor.data.overlap import Overlap
    from altutor.data.trap import Trap

    found = {}
    features, labels = Overlap(n_features=1).draw(400, rng)
    points = Trap(hidden_mass=float(rng.uniform(0.12, 0.2))).draw(400, rng)
    logits = {"overlap": 2 * features[:, 0] + rng.normal(0, 0.1), "trap": -2 * (points.features[:, 0] + 1.5)}
    for pool, truth in (("overlap", labels), ("trap", points.labels)):
        loss = ((logits[pool] > 0) != truth).astype(float)
        unsure = 1 / (1 + np.exp(np.abs(logits[pool])))
        found[f"{pool}, random"] = np.full(400, 1 / 400), loss
        found[f"{pool}, uncertainty"] = FLOOR / 400 + (1 - FLOOR) * unsure / unsure.sum(), loss
    return found
