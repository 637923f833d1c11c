"""Strategies that look at where the rows lie: density weighting, core-set and one query a cluster."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.errors import AltutorError
from altutor.strategies.uncertainty import entropy
from altutor.strategies.view import Scores, Strategy, View


def density_weighted(view: View) -> Scores:
    """Score a row by its entropy times its mean similarity to the pool (Settles and Craven, 2008, with beta = 1).

    Their similarity is the cosine, made for counts of words. Here it is exp(-d^2 / 2 s^2), where d is the distance and
    s its median over the pool.
    """
    return entropy(view) * view.once("density", lambda: _per_run(_density, view.features))


def core_set(view: View) -> Scores:
    """Score a row by its squared distance to the nearest labelled row (k-center greedy: Sener and Savarese, 2018).

    Nothing but the features is looked at.
    """
    nearest, done = view.memory.get("core_set", (np.full(view.barred.shape, np.inf), 0))
    for number in range(done, view.labelled.shape[-1]):
        row = np.take_along_axis(view.features, view.labelled[..., number, None, None], axis=-2)
        nearest = np.minimum(nearest, ((view.features - row) ** 2).sum(axis=-1))
    view.memory["core_set"] = nearest, view.labelled.shape[-1]
    return nearest


def cluster_first(strategy: Strategy, clusters: int) -> Strategy:
    """Return a strategy that first asks about one row of each cluster of the pool, and then follows `strategy`.

    Clusters are those of k-means (Lloyd, 1982). As long as some of them have no label, the next query is the most
    central row of the largest of these.

    Parameters
    ----------
    strategy
        What to ask when each cluster has a label.
    clusters
        Number of clusters.

    Raises
    ------
    AltutorError
        When there are fewer than one, or (at the first query) more than rows in the pool.
    """
    if clusters < 1:
        raise AltutorError(f"The pool cannot be parted into {clusters} clusters: choose 1 or more.")

    def score(view: View) -> Scores:
        cluster, central = view.once(("clusters", clusters), lambda: _clusters(view, clusters))
        seen = np.zeros((*view.barred.shape[:-1], clusters), dtype=bool)
        np.put_along_axis(seen, np.take_along_axis(cluster, view.labelled, axis=-1), True, axis=-1)
        missed = ~np.take_along_axis(seen, cluster, axis=-1)
        return np.where(missed.any(axis=-1, keepdims=True), missed * central, strategy(view))

    return score


def _clusters(view: View, clusters: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Cluster of each row, and the size of its cluster plus how central it is, both of shape (..., n)."""
    from sklearn.cluster import KMeans

    if clusters > (rows := view.features.shape[-2]):
        raise AltutorError(f"The pool has {rows} rows and cannot be parted into {clusters} clusters: choose fewer.")
    found = []
    flat = view.features.reshape(-1, *view.features.shape[-2:])
    for features, seed in zip(flat, np.ravel(view.seeds), strict=True):
        distances = KMeans(clusters, n_init=1, random_state=int(seed) % 2**32).fit_transform(features)
        cluster = distances.argmin(axis=1)
        central = np.bincount(cluster, minlength=clusters)[cluster] + 1.0 / (1.0 + distances.min(axis=1))
        found.append((cluster, central))
    shape = view.barred.shape
    return np.reshape([one[0] for one in found], shape), np.reshape([one[1] for one in found], shape)


def _density(features: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.spatial.distance import pdist, squareform

    squared = pdist(features, "sqeuclidean")
    bandwidth = float(np.median(squared)) or 1.0  # all rows alike: every density is 1
    return squareform(np.exp(-squared / (2 * bandwidth))).sum(axis=1) / len(features) + 1.0 / len(features)


def _per_run(function: object, features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Apply a function of one run's features to each run."""
    flat = features.reshape(-1, *features.shape[-2:])
    return np.reshape([function(one) for one in flat], features.shape[:-1])  # type: ignore[operator]
