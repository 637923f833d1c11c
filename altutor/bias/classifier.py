"""A classifier that tells chosen rows from others: the two-sample test and the density ratio both rest on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.bias.checks import two_samples
from altutor.errors import AltutorError
from altutor.logistic import model, rows_last

TOGETHER = 32  # permutations whose models are fitted together; bounds the memory


def chosen_or_not(
    chosen: ArrayLike, others: ArrayLike, rng: np.random.Generator, folds: int, name: str
) -> tuple[Any, NDArray[np.float64], NDArray[np.int64], Any]:
    """Return scikit-learn's model, the rows of both samples, who is chosen (1 or 0), and the folds to validate on.

    The model is a logistic regression (C = 1) on standardised features. Mean and deviation are those of all rows: they
    know nothing of who is chosen, so no fold learns from another by them. `name` is what an error calls the others.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold
    from sklearn.preprocessing import scale

    if folds < 2:
        raise AltutorError(f"folds is {folds}: at least 2 are needed.")
    first, second = two_samples(chosen, others, least=folds, name=name)
    rows, is_chosen = scale(np.concatenate([first, second])), np.repeat([1, 0], [len(first), len(second)])
    validation = StratifiedKFold(folds, shuffle=True, random_state=int(rng.integers(2**32)))
    return LogisticRegression(max_iter=1000), rows, is_chosen, validation


def areas(
    rows: NDArray[np.float64], is_chosen: NDArray[np.int64], validation: Any, orders: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return the cross-validated area under the ROC curve for each order of the rows, shape (len(orders),).

    Places keep their label and their fold, and the rows move: all orders share one set of stratified folds, and the
    models of a fold are fitted together, up to :data:`TOGETHER` of them.
    """
    from scipy.stats import rankdata

    found = []
    for chunk in (orders[first : first + TOGETHER] for first in range(0, len(orders), TOGETHER)):
        moved = rows_last(rows[chunk])
        folds = []
        for train, test in validation.split(rows, is_chosen):
            fitted = model(2, rows.shape[1], len(chunk))
            fitted.fit(moved[..., train], np.broadcast_to(is_chosen[train], (len(chunk), len(train))))
            ranks = rankdata(fitted.logits(np.ascontiguousarray(moved[..., test])), axis=1)
            n = int(is_chosen[test].sum())
            # The area is the share of pairs in the right order (Hanley and McNeil, 1982).
            folds.append((ranks @ is_chosen[test] - n * (n + 1) / 2) / (n * (len(test) - n)))
        found.append(np.mean(folds, axis=0))
    return np.concatenate(found)
