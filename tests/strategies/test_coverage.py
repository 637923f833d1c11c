from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from many_runs import by_engine, problem
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from views import view

from altutor.errors import AltutorError
from altutor.strategies import best, cluster_first, core_set, density_weighted, entropy, least_confidence

seeds = st.integers(0, 999)


@settings(deadline=None, max_examples=20)
@given(seed=seeds, features=st.integers(1, 4))
def test_core_set_asks_about_the_row_farthest_from_all_labelled_ones(seed: int, features: int) -> None:
    one = problem(seed, rows=25, features=features)
    asked = list(one.start)
    for _ in range(10):
        asked.append(int(cdist(one.features, one.features[asked]).min(axis=1).argmax()))
    assert by_engine([one], core_set, 10).queries[0].tolist() == asked[2:]


def test_core_set_of_several_runs_and_of_rows_labelled_at_once() -> None:
    rng = np.random.default_rng(0)
    features = rng.normal(size=(3, 12, 2))
    scores = core_set(view(features=features, labelled=[1, 5, 9]))
    for run in range(3):
        expected = cdist(features[run], features[run][[1, 5, 9]]).min(axis=1) ** 2
        np.testing.assert_allclose(scores[run], expected, atol=1e-12)


def test_core_set_knows_what_was_labelled_since_it_last_looked() -> None:
    features = np.array([[0.0], [1.0], [10.0], [11.0]])
    seen = view(features=features, labelled=[0])
    assert best(core_set(seen), seen)[0] == 3
    later = view(features=features, labelled=[0, 3])
    later.memory = seen.memory
    assert core_set(later).tolist() == [0.0, 1.0, 1.0, 0.0]


@given(seed=seeds)
@settings(deadline=None, max_examples=20)
def test_density_is_the_mean_similarity_to_the_pool(seed: int) -> None:
    rng = np.random.default_rng(seed)
    features, p = rng.normal(size=(2, 9, 2)), rng.dirichlet(np.ones(2), (2, 9))
    scores = density_weighted(view(p, features))
    for run in range(2):
        squared = cdist(features[run], features[run]) ** 2
        bandwidth = np.median(squared[np.triu_indices(9, 1)])
        similarity = np.exp(-squared / (2 * bandwidth)).mean(axis=1)
        np.testing.assert_allclose(scores[run], entropy(view(p[run])) * similarity)


def test_density_prefers_the_crowd_to_an_equally_uncertain_loner() -> None:
    features = np.array([[0.0], [0.1], [0.2], [9.0]])
    scores = density_weighted(view(np.full((4, 2), 0.5), features))
    assert scores.argmin() == 3
    assert np.isfinite(density_weighted(view(np.full((4, 2), 0.5), np.ones((4, 1))))).all()


@settings(deadline=None, max_examples=10)
@given(seed=seeds, clusters=st.integers(2, 6))
def test_every_cluster_gets_a_label_before_the_strategy_is_followed(seed: int, clusters: int) -> None:
    one = problem(seed, rows=30)
    cluster = KMeans(clusters, n_init=1, random_state=seed).fit(one.features).labels_
    missed = clusters - len(set(cluster[one.start]))
    asked = by_engine([one], cluster_first(least_confidence, clusters), 8).queries[0]
    assert len(set(cluster[one.start]) | set(cluster[asked[:missed]])) == clusters
    sizes = np.bincount(cluster)[cluster[asked[:missed]]]
    assert (np.diff(sizes) <= 0).all()


def test_the_most_central_row_of_a_cluster_speaks_for_it() -> None:
    features = np.array([[0.0], [0.1], [10.0], [10.4], [11.1], [20.0], [20.3]])
    seen = view(np.tile([0.9, 0.1], (7, 1)), features, labelled=[0], seeds=0)
    score = cluster_first(least_confidence, 3)
    assert best(score(seen), seen)[0] == 3
    done = view(np.array([[0.9, 0.1]] * 6 + [[0.6, 0.4]]), features, labelled=[0, 3, 5], seeds=0)
    assert best(score(done), done)[0] == 6


def test_more_clusters_than_distinct_rows_do_no_harm() -> None:
    features = np.array([[0.0], [0.0], [1.0], [1.0]])
    seen = view(np.full((4, 2), 0.5), features, labelled=[0], seeds=0)
    with pytest.warns(match="distinct clusters"):
        scores = cluster_first(least_confidence, 3)(seen)
    assert best(scores, seen)[0] == 2


def test_number_of_clusters_must_fit_the_pool() -> None:
    with pytest.raises(AltutorError, match="cannot be parted into 0 clusters: choose 1 or more"):
        cluster_first(least_confidence, 0)
    with pytest.raises(AltutorError, match="pool has 40 rows and cannot be parted into 41 clusters: choose fewer"):
        by_engine([problem(0)], cluster_first(least_confidence, 41), 3)
