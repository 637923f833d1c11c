"""Areas under the ROC curve as shares of pairs in the right order, of models fitted by Newton's method."""

from __future__ import annotations

from typing import Any

import numpy as np


def area_of(scores: np.ndarray[Any, Any], tags: np.ndarray[Any, Any]) -> float:
    """Return the share of pairs of a chosen and another row that are in the right order; ties are half right."""
    gaps = 1.0 * scores[tags == 1][:, None] - scores[tags == 0]
    return float(np.mean((gaps > 0) + 0.5 * (gaps == 0)))


def logits(features: Any, tags: Any, rows: Any) -> Any:
    """Return the logits at some rows of a logistic regression with C = 1, by Newton's method."""
    table, weights = np.column_stack([features, np.ones(len(features))]), np.zeros(features.shape[1] + 1)
    penalty = np.diag([1.0] * features.shape[1] + [0.0])
    for _ in range(25):
        p = 1 / (1 + np.exp(-table @ weights))
        curvature = (table.T * (p * (1 - p))) @ table + penalty
        weights -= np.linalg.solve(curvature, table.T @ (p - tags) + penalty @ weights)
    return np.column_stack([rows, np.ones(len(rows))]) @ weights


def areas(features: Any, tags: Any, folds: Any, seen: bool = False, answers: bool = False) -> list[float]:
    """Return the area of each fold: on unseen rows or on the training rows, from scores or from answers."""
    found = []
    for fold in np.unique(folds):
        train = folds != fold
        rows = train if seen else ~train
        scores = logits(features[train], tags[train], features[rows])
        found.append(area_of(scores > 0 if answers else scores, tags[rows]))
    return found


def pooled(features: Any, tags: Any, folds: Any) -> float:
    """Return the area of all unseen rows in one ranking."""
    scores = np.empty(len(tags))
    for fold in np.unique(folds):
        test = folds == fold
        scores[test] = logits(features[~test], tags[~test], features[test])
    return area_of(scores, tags)


def in_folds(rng: np.random.Generator, against: bool) -> dict[str, np.ndarray[Any, Any]]:
    """Return a pool in folds; `against`: what tells the chosen rows apart turns round from one fold to the next."""
    n_folds = 2 if against else 3
    per_fold = [(int(rng.integers(5, 8)), int(rng.integers(8, 12))) for _ in range(n_folds)]
    folds = np.repeat(np.arange(n_folds), [sum(sizes) for sizes in per_fold])
    tags = np.concatenate([np.repeat([1, 0], sizes) for sizes in per_fold])
    order = rng.permutation(len(folds))
    folds, tags = folds[order], tags[order]
    features = rng.standard_normal((len(folds), 3))
    shift = np.where(folds == 1, -0.7, 0.7) if against else 0.5
    features[:, 0] += shift * (2 * tags - 1)
    features[:, 1:] += 0.4 * folds[:, None]
    return {"features": (features - features.mean(axis=0)) / features.std(axis=0), "is_chosen": tags, "folds": folds}
