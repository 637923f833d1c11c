from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import LinearSVC

from altutor.errors import AltutorError
from altutor.pool import Oracle
from altutor.simulate import simulate
from altutor.strategies import entropy, least_confidence, margin, mixed, random


def blobs(seed: int, rows: int = 40, classes: int = 2) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = np.arange(rows) % classes
    return rng.normal(size=(rows, 2)) + 1.5 * labels[:, None], labels


def test_asks_what_a_plain_loop_asks() -> None:
    features, labels = blobs(0)
    asked = [0, 1]
    for _ in range(15):
        model = LogisticRegression(C=1.0, solver="newton-cholesky").fit(features[asked], labels[asked])
        distance = np.abs(model.predict_proba(features)[:, 1] - 0.5)
        asked.append(min((i for i in range(40) if i not in asked), key=lambda i: distance[i]))
    assert list(simulate(features, Oracle(labels), [0, 1], margin, 15).queries) == asked[2:]


def test_with_two_classes_the_three_uncertainties_ask_the_same() -> None:
    features, labels = blobs(1)
    runs = {simulate(features, Oracle(labels), [0, 1], s, 20).queries for s in (least_confidence, margin, entropy)}
    assert len(runs) == 1


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), epsilon=st.floats(0, 1), budget=st.integers(1, 10))
def test_queries_are_new_rows_and_repeat_with_the_seed(seed: int, epsilon: float, budget: int) -> None:
    features, labels = blobs(seed, rows=12)
    run = partial(simulate, features, Oracle(labels), [0, 1], mixed(margin, epsilon), budget, GaussianNB)
    history = run(seed=seed)
    asked = [*history.start, *history.queries]
    assert len(set(asked)) == len(asked) == budget + 2
    assert history.queries == run(seed=seed).queries


def test_seeds_differ() -> None:
    features, labels = blobs(0)
    assert len({simulate(features, Oracle(labels), [0, 1], random, 10, seed=s).queries for s in range(5)}) == 5


def test_whole_pool_can_be_bought() -> None:
    features, labels = blobs(2, rows=8)
    history = simulate(features, Oracle(labels), [1, 0], random, 6)
    assert sorted(history.queries) == list(range(2, 8))


def test_accuracy_is_that_of_the_model_after_each_round() -> None:
    features, labels = blobs(3)
    heldout = blobs(4)
    history = simulate(features, Oracle(labels), [0, 1], margin, 5, heldout=heldout)
    assert list(history.accuracy) == [0, 1, 2, 3, 4, 5]
    for done, accuracy in history.accuracy.items():
        known = [0, 1, *history.queries[:done]]
        model = LogisticRegression(C=1.0, solver="newton-cholesky").fit(features[known], labels[known])
        assert accuracy == model.score(*heldout)
    assert history.accuracy[5] == np.mean(history.model.predict(heldout[0]) == heldout[1])


def test_random_sampling_saves_only_models_that_nobody_sees() -> None:
    features, labels = blobs(3)
    run = partial(simulate, features, Oracle(labels), [0, 1], budget=6, heldout=blobs(4), rounds=[3])
    saving, training = run(strategy=random), run(strategy=lambda p, rng: random(p, rng))
    assert saving.queries == training.queries
    assert saving.accuracy == training.accuracy
    np.testing.assert_array_equal(saving.model.coef_, training.model.coef_)


def test_only_the_wanted_rounds_are_measured_and_nothing_else_changes() -> None:
    features, labels = blobs(3)
    every = simulate(features, Oracle(labels), [0, 1], margin, 5, heldout=blobs(4))
    some = simulate(features, Oracle(labels), [0, 1], margin, 5, heldout=blobs(4), rounds=[0, 5])
    assert some.accuracy == {0: every.accuracy[0], 5: every.accuracy[5]}
    assert some.queries == every.queries
    assert simulate(features, Oracle(labels), [0, 1], margin, 5).accuracy == {}


@pytest.mark.parametrize("learner", [GaussianNB, partial(RandomForestClassifier, n_estimators=5, random_state=0)])
def test_any_classifier_any_number_of_classes_and_names_for_labels(learner) -> None:
    features, labels = blobs(5, classes=3)
    names = np.array(["ash", "birch", "cedar"])[labels]
    history = simulate(features, Oracle(names), range(6), entropy, 5, learner)
    assert set(history.model.predict(features)) <= set(names)
    assert len(history.queries) == 5


@pytest.mark.parametrize("budget", [0, -3])
def test_budget_below_one(budget: int) -> None:
    with pytest.raises(AltutorError, match=f"budget is {budget} queries, and must be 1 or more"):
        simulate(*_start(), random, budget)


def test_budget_larger_than_the_pool() -> None:
    with pytest.raises(AltutorError, match="budget is 39 queries, and the pool has 38 unlabelled rows"):
        simulate(*_start(), random, 39)


def test_start_of_one_class() -> None:
    features, labels = blobs(0)
    with pytest.raises(AltutorError, match="only the class 0"):
        simulate(features, Oracle(labels), [0, 2], random, 3)


def test_learner_without_probabilities() -> None:
    with pytest.raises(AltutorError, match="no predict_proba"):
        simulate(*_start(), random, 3, LinearSVC)


def _start() -> tuple[np.ndarray, Oracle, list[int]]:
    features, labels = blobs(0)
    return features, Oracle(labels), [0, 1]
