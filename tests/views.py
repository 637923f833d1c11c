"""Views without a loop around them."""

from __future__ import annotations

from typing import Any

import numpy as np

from altutor.strategies import View


def view(
    probabilities: Any = None, features: Any = None, labelled: Any = (), seeds: Any = None, opinions: Any = None
) -> View:
    """What strategies see of runs that all have the same labelled rows; shapes come from what is given."""
    if features is None and opinions is not None:
        features = np.zeros((*np.shape(opinions)[:-3], np.shape(opinions)[-2], 1))
    elif features is None:
        features = np.zeros((*np.shape(probabilities)[:-1], 1))
    features = np.asarray(features, dtype=float)
    runs = features.shape[:-2]
    if seeds is None:
        seeds = np.arange(int(np.prod(runs))).reshape(runs)
    labelled = np.broadcast_to(np.array(labelled, dtype=int), (*runs, len(labelled)))
    barred = np.zeros(features.shape[:-1])
    np.put_along_axis(barred, labelled, -np.inf, axis=-1)
    return View(
        features,
        np.asarray(seeds),
        believe=lambda: np.asarray(probabilities),
        convene=lambda rows: np.asarray(opinions),
        barred=barred,
        labelled=labelled,
        answers=labelled % 2,
    )
