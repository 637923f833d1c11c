"""The same scores and questions as scikit-activeml, where it computes the same strategy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from many_runs import by_engine, converged, problem
from views import view

from altutor.strategies import Strategy, core_set, entropy, least_confidence, margin, mean_kl, vote_entropy

peer = pytest.importorskip("skactiveml.pool")

METHODS: dict[str, Strategy] = {
    "least_confident": least_confidence,
    "margin_sampling": margin,
    "entropy": entropy,
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("classes", [2, 4])
def test_uncertainties_have_the_same_scores(method: str, classes: int) -> None:
    p = np.random.default_rng(0).dirichlet(np.ones(classes), 50)
    theirs = peer.uncertainty_scores(p, method=method)
    ours = METHODS[method](view(p))
    np.testing.assert_allclose(ours, theirs - (1.0 if method == "margin_sampling" else 0.0), atol=1e-12)


def test_committees_have_the_same_scores() -> None:
    opinions = np.random.default_rng(0).dirichlet(np.ones(3), (5, 50))
    np.testing.assert_allclose(
        mean_kl(5)(view(opinions=opinions, labelled=[0, 1])), peer.average_kl_divergence(opinions), atol=1e-6
    )
    votes = opinions.argmax(axis=-1).T
    np.testing.assert_allclose(
        vote_entropy(5)(view(opinions=opinions, labelled=[0, 1])), peer.vote_entropy(votes, [0, 1, 2])
    )


def asked_by(query: Any, labels: np.ndarray, start: list[int], budget: int) -> list[int]:
    known = np.full(len(labels), np.nan)
    known[start] = labels[start]
    asked = []
    for _ in range(budget):
        asked.append(int(query(known)[0]))
        known[asked[-1]] = labels[asked[-1]]
    return asked


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("classes", [2, 3])
def test_uncertainty_sampling_asks_the_same(method: str, classes: int) -> None:
    from skactiveml.classifier import SklearnClassifier

    one = problem(1, classes=classes)
    sampling = peer.UncertaintySampling(method=method, random_state=0)
    learner = SklearnClassifier(converged(), classes=list(range(classes)), random_state=0)
    theirs = asked_by(lambda y: sampling.query(one.features, y, learner), one.labels, one.start, 10)
    assert by_engine([one], METHODS[method], 10, n_classes=classes).queries[0].tolist() == theirs


def test_core_set_asks_the_same() -> None:
    one = problem(1, features=3)
    sampling = peer.CoreSet(random_state=0)
    theirs = asked_by(lambda y: sampling.query(one.features, y), one.labels, one.start, 10)
    assert by_engine([one], core_set, 10).queries[0].tolist() == theirs
