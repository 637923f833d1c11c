"""What the paper predicts of successors, worded before this experiment ran.

Beside its abstract: by the caption of its figure 1b, sets chosen by other models' uncertainty tend to serve a BiLSTM
worse than random ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altutor.claims import Claim, Sample
from altutor.experiments.replications.successor.settings import ITSELF, MODELS, RANDOM

if TYPE_CHECKING:
    import pandas as pd

MEAN = "(mean over the data sets and pairs of models)"


def claims() -> list[Claim]:
    """Return the claims; every difference is paired by seed, successor and data set."""
    return [
        Claim(
            "successor-below-random",
            f"A model scores lower on a set that another model chose than on a random set of the same size {MEAN}.",
            lambda table: Sample(_mean(others(gains(table, RANDOM)))),
            high=0.0,
            unit="accuracy",
        ),
        Claim(
            "successor-below-own-choice",
            f"A model scores lower on a set that another model chose than on one that it chose itself {MEAN}.",
            lambda table: Sample(_mean(others(gains(table, ITSELF)))),
            high=0.0,
            unit="accuracy",
        ),
        Claim(
            "successor-often-worse",
            "At least one in three transfers to another model scores lower than a random set does.",
            lambda table: Sample(_mean((others(gains(table, RANDOM)) < 0).astype(float))),
            low=1 / 3,
            unit="share of transfers",
        ),
        Claim(
            "successor-own-choice-gains",
            "A model scores higher on a set that it chose itself than on a random one (mean over the data sets and "
            "models).",
            lambda table: Sample(_mean(own(gains(table, RANDOM)))),
            low=0.0,
            unit="accuracy",
        ),
    ]


def gains(table: pd.DataFrame, reference: str) -> NDArray[np.float64]:
    """Return accuracy on the set of each acquisition model minus that on the reference's.

    Parameters
    ----------
    table
        The rows.
    reference
        ``random``, or ``itself`` for the set that the successor chose.

    Returns
    -------
    array
        Shape (n_seeds, n_tasks, n_models, n_models): acquisition model before successor.
    """
    wide = table.pivot_table(index=["seed", "task", "acquisition"], columns="successor", values="accuracy")
    n_tasks = table["task"].nunique()
    by_model = wide[list(MODELS)].reindex([RANDOM, *MODELS], level="acquisition").to_numpy()
    values = by_model.reshape(-1, n_tasks, 1 + len(MODELS), len(MODELS))
    random, chosen = values[:, :, :1], values[:, :, 1:]
    if reference == RANDOM:
        return np.asarray(chosen - random)
    return np.asarray(chosen - np.diagonal(chosen, axis1=2, axis2=3)[:, :, None])


def own(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values of models that chose for themselves, shape (n_seeds, n)."""
    return np.diagonal(values, axis1=2, axis2=3).reshape(len(values), -1)


def others(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values of models that got another one's choice, shape (n_seeds, n)."""
    return values[:, :, ~np.eye(len(MODELS), dtype=bool)].reshape(len(values), -1)


def _mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(values.mean(axis=1))
