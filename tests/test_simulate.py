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
from altutor.strategies import defensive, entropy, least_confidence, margin, mean_kl, mixed, proportional, random


def blobs(seed: int, rows: int = 40, classes: int = 2) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = np.arange(rows) % classes
    return rng.normal(size=(rows, 2)) + 1.5 * labels[:, None], labels


@pytest.mark.parametrize("batch", [1, 4])
def test_asks_what_a_plain_loop_asks(batch: int) -> None:
    features, labels = blobs(0)
    asked = [0, 1]
    for done in range(15):
        if done % batch == 0:
            model = LogisticRegression(C=1.0, solver="newton-cholesky").fit(features[asked], labels[asked])
        distance = np.abs(model.predict_proba(features)[:, 1] - 0.5)
        asked.append(min((i for i in range(40) if i not in asked), key=lambda i: distance[i]))
    assert list(simulate(features, Oracle(labels), [0, 1], margin, 15, batch=batch).queries) == asked[2:]


def test_with_two_classes_the_three_uncertainties_ask_the_same() -> None:
    features, labels = blobs(1)
    runs = {simulate(features, Oracle(labels), [0, 1], s, 20).queries for s in (least_confidence, margin, entropy)}
    assert len(runs) == 1


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), epsilon=st.floats(0, 1), budget=st.integers(1, 10), batch=st.integers(1, 4))
def test_queries_are_new_rows_and_repeat_with_the_seed(seed: int, epsilon: float, budget: int, batch: int) -> None:
    features, labels = blobs(seed, rows=12)
    run = partial(simulate, features, Oracle(labels), [0, 1], mixed(margin, epsilon), budget, GaussianNB, batch=batch)
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
    assert history.chances == (1.0,) * 6


def test_chances_of_a_draw_are_kept() -> None:
    features, labels = blobs(2, rows=8)
    history = simulate(features, Oracle(labels), [1, 0], defensive(margin, 1.0), 6, pick=proportional)
    np.testing.assert_allclose(history.chances, [1 / 6, 1 / 5, 1 / 4, 1 / 3, 1 / 2, 1])


@pytest.mark.parametrize("batch", [1, 2])
def test_accuracy_is_that_of_the_newest_model_after_each_round(batch: int) -> None:
    features, labels = blobs(3)
    heldout = blobs(4)
    history = simulate(features, Oracle(labels), [0, 1], margin, 5, heldout=heldout, batch=batch)
    assert list(history.accuracy) == [0, 1, 2, 3, 4, 5]
    for done, accuracy in history.accuracy.items():
        trained = done if done == 5 else done - done % batch
        known = [0, 1, *history.queries[:trained]]
        model = LogisticRegression(C=1.0, solver="newton-cholesky").fit(features[known], labels[known])
        assert accuracy == model.score(*heldout)
    assert history.accuracy[5] == np.mean(history.model.predict(heldout[0]) == heldout[1])


def test_random_sampling_saves_only_models_that_nobody_sees() -> None:
    features, labels = blobs(3)
    fits = []

    def learner() -> LogisticRegression:
        fits.append(1)
        return LogisticRegression(C=1.0, solver="newton-cholesky")

    def looking(view):
        view.probabilities  # noqa: B018
        return random(view)

    run = partial(simulate, features, Oracle(labels), [0, 1], budget=6, learner=learner, heldout=blobs(4), rounds=[3])
    saving, saved = run(strategy=random), len(fits)
    training = run(strategy=looking)
    assert saved == 3  # of the start, of the round that is measured, and the last
    assert len(fits) == saved + 7
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


@pytest.mark.parametrize("strategy", [entropy, mean_kl(3)])
@pytest.mark.parametrize("learner", [GaussianNB, partial(RandomForestClassifier, n_estimators=5, random_state=0)])
def test_any_classifier_any_number_of_classes_and_names_for_labels(learner, strategy) -> None:
    features, labels = blobs(5, classes=3)
    names = np.array(["ash", "birch", "cedar"])[labels]
    history = simulate(features, Oracle(names), range(6), strategy, 5, learner)
    assert set(history.model.predict(features)) <= set(names)
    assert len(history.queries) == 5


def test_row_of_the_start_that_is_not_there_or_named_twice() -> None:
    features, labels = blobs(0)
    with pytest.raises(AltutorError, match="rows 0 to 39, and row 40"):
        simulate(features, Oracle(np.tile(labels, 2)), [0, 40], random, 3)
    with pytest.raises(AltutorError, match="Row 1 has a label already"):
        simulate(features, Oracle(labels), [0, 1, 1], random, 3)


def test_features_that_are_no_table() -> None:
    with pytest.raises(AltutorError, match=r"features of the pool have shape \(40,\): expected \(n, n_features\)"):
        simulate(np.arange(40), Oracle(np.arange(40) % 2), [0, 1], random, 3)


@pytest.mark.parametrize("strategy", [random, margin])
def test_learner_without_probabilities(strategy) -> None:
    features, labels = blobs(0)
    with pytest.raises(AltutorError, match=r"LinearSVC has no predict_proba.*CalibratedClassifierCV"):
        simulate(features, Oracle(labels), [0, 1], strategy, 3, LinearSVC)
