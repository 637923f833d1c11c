from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from many_runs import by_engine, by_loop, converged, problem
from scipy import stats
from views import view

from altutor.errors import AltutorError
from altutor.strategies import View, mean_kl, vote_entropy

committees = st.integers(0, 999).map(lambda seed: np.random.default_rng(seed).dirichlet(np.ones(3), (2, 4, 6)))


@settings(deadline=None)
@given(committees)
def test_vote_entropy_is_that_of_the_votes(opinions: np.ndarray) -> None:
    scores = vote_entropy(4)(view(opinions=opinions, labelled=[0, 1]))
    for run in range(2):
        votes = opinions[run].argmax(axis=-1)
        shares = [np.bincount(votes[:, row], minlength=3) / 4 for row in range(6)]
        np.testing.assert_allclose(scores[run], [stats.entropy(share) for share in shares], atol=1e-12)


@settings(deadline=None)
@given(committees)
def test_mean_kl_is_the_mean_divergence_from_the_consensus(opinions: np.ndarray) -> None:
    scores = mean_kl(4)(view(opinions=opinions, labelled=[0, 1]))
    for run in range(2):
        consensus = opinions[run].mean(axis=0)
        divergences = [stats.entropy(member, consensus, axis=-1) for member in opinions[run]]
        np.testing.assert_allclose(scores[run], np.mean(divergences, axis=0), atol=1e-12)


@pytest.mark.parametrize("strategy", [vote_entropy(3), mean_kl(3)])
def test_a_committee_that_agrees_scores_0_also_where_it_is_certain(strategy: Any) -> None:
    opinions = np.tile([[1.0, 0.0], [0.3, 0.7]], (1, 3, 1, 1))
    np.testing.assert_allclose(strategy(view(opinions=opinions, labelled=[0, 1])), [[0.0, 0.0]], atol=1e-12)


def test_members_are_trained_on_the_replicates() -> None:
    """What the engine believes of a weighted fit is what scikit-learn believes of repeated rows."""
    one, opinions, replicates = problem(3), [], []

    def spy(view: View) -> Any:
        replicates.append(view.replicates(4))
        opinions.append(view.convene(replicates[-1]))
        return view.tickets

    by_engine([one], spy, 6)
    by_loop(one, spy, 6)
    for engine, loop in zip(opinions[:6], opinions[6:], strict=True):
        np.testing.assert_allclose(engine[0], loop, atol=1e-7)
    asked = by_engine([one], spy, 6)
    rows = np.concatenate([asked.starts[0], asked.queries[0]])[replicates[5][0, 2]]
    member = converged().fit(one.features[rows], np.asarray(one.labels)[rows])
    np.testing.assert_allclose(opinions[5][0, 2], member.predict_proba(one.features), atol=1e-7)


@pytest.mark.parametrize("make", [vote_entropy, mean_kl])
@pytest.mark.parametrize("size", [1, 0])
def test_one_member_is_no_committee(make: Any, size: int) -> None:
    with pytest.raises(AltutorError, match=f"committee of {size} cannot disagree: choose 2 or more"):
        make(size)


def test_a_committee_is_convened_once_a_batch() -> None:
    calls = []

    def counted(view: View) -> Any:
        convene = view.convene
        view.convene = lambda rows: (calls.append(rows.shape[-1]), convene(rows))[1]
        scores = vote_entropy(3)(view)
        view.convene = convene
        return scores

    by_engine([problem(0)], counted, 6, batch=3)
    assert calls == [2, 5]
