"""What a practitioner can see of their selected rows: dev scores, labels, confidence; and what held-out rows say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from altutor.experiments.sampling_bias.settings import DEV_SHARE, LABELS, base_rows
from altutor.logistic import Prediction, model, rows_last
from altutor.problems import Histories, Problem, Problems


def dev_scores(problems: Sequence[Problem], histories: Histories) -> dict[int, dict[str, NDArray[np.float64]]]:
    """Return dev and held-out accuracy of each run, by number of labels.

    A random fifth of the asked rows is the dev split. The model is trained on the start and the other four fifths;
    ``dev`` is its accuracy on the split, ``heldout`` that on held-out rows.
    """
    stacked = Problems.stack(problems, 2)
    if stacked.heldout is None:
        raise ValueError("these problems have no held-out rows")
    features, heldout = rows_last(stacked.features), rows_last(stacked.heldout)
    labels, truth = stacked.labels, stacked.heldout_labels
    asked = np.hstack([histories.starts, histories.queries])
    first = histories.starts.shape[1]
    seen, answers = np.take_along_axis(features, asked[:, None], axis=2), np.take_along_axis(labels, asked, axis=1)
    in_dev = np.array([[False] * first + list(dev_split(p.seed)) for p in problems])
    scores = {}
    fitted = model(2, features.shape[1] - 1, len(problems))
    for budget in LABELS:
        bought = np.arange(asked.shape[1]) < first + budget
        fitted.fit(seen, answers, (bought & ~in_dev).astype(float))
        right = Prediction(fitted.logits(seen)).classes == answers
        scores[budget] = {
            "dev": np.average(right, axis=1, weights=in_dev & bought),
            "heldout": (Prediction(fitted.logits(heldout)).classes == truth).mean(axis=1),
        }
    return scores


def dev_split(seed: int) -> NDArray[np.bool_]:
    """Return which of the asked rows, in their order, are the dev split: a fifth of the rows up to every size."""
    rng = np.random.default_rng([seed, 12])
    stretches = [np.arange(size) < DEV_SHARE * size for size in np.diff((0, *LABELS))]
    return np.concatenate([rng.permutation(stretch) for stretch in stretches])


def base_probabilities(pool: str, problems: Sequence[Problem]) -> NDArray[np.float64]:
    """Return what each seed's base model believes of its pool, shape (R, n, 2)."""
    rows = [base_rows(pool, problem.seed) for problem in problems]
    base = model(2, rows[0][0].shape[1], len(problems))
    base.fit(rows_last(np.array([features for features, _ in rows])), np.array([labels for _, labels in rows]))
    return Prediction(base.logits(rows_last(np.array([p.features for p in problems])))).probabilities
