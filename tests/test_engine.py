from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from many_runs import STRATEGIES, by_engine, by_loop, converged, problem

from altutor.data.overlap import Overlap
from altutor.engine import simulate_runs
from altutor.errors import AltutorError
from altutor.pool import Oracle
from altutor.problems import Problem
from altutor.simulate import simulate
from altutor.strategies import core_set, defensive, least_confidence, margin, mixed, proportional, random, vote_entropy


@pytest.mark.parametrize("batch", [1, 4])
@pytest.mark.parametrize("name", STRATEGIES)
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000), features=st.integers(1, 4), classes=st.integers(2, 4), unseen=st.integers(0, 2))
def test_asks_what_the_plain_loop_asks(
    name: str, batch: int, seed: int, features: int, classes: int, unseen: int
) -> None:
    """The same rows in the same order, with classes that the start lacks, too."""
    start_classes = max(2, classes - unseen)
    problems = [problem(seed + i, features=features, classes=classes, start_classes=start_classes) for i in range(2)]
    histories = by_engine(problems, STRATEGIES[name], 10, batch=batch, n_classes=classes)
    for run, one in enumerate(problems):
        history = by_loop(one, STRATEGIES[name], 10, batch=batch)
        assert histories.queries[run].tolist() == list(history.queries)
        assert histories.starts[run].tolist() == list(history.start)
        np.testing.assert_allclose(histories.measures["accuracy"][run], list(history.accuracy.values()), atol=1e-12)


def test_asks_what_the_plain_loop_with_its_default_learner_asks_of_many_features() -> None:
    """At scikit-learn's default tolerance four of these ten seeds would ask other questions."""
    problems = []
    for seed in range(10):
        features, labels = Overlap().draw(1000, np.random.default_rng([seed, 21]))
        start = [int(np.argmax(labels == kind)) for kind in (0, 1)]
        problems.append(Problem(features, labels, start, features[:10], labels[:10], seed))
    (histories,) = simulate_runs(problems, least_confidence, 30)
    for one, queries in zip(problems, histories.queries, strict=True):
        history = simulate(one.features, Oracle(one.labels), one.start, least_confidence, 30, seed=one.seed)
        assert list(history.queries) == queries.tolist()


@pytest.mark.parametrize("strategy", [defensive(least_confidence, 0.1), defensive(margin, 1.0)])
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000), classes=st.integers(2, 3))
def test_draws_what_the_plain_loop_draws_with_the_same_chances(strategy: Any, seed: int, classes: int) -> None:
    one = problem(seed, classes=classes)
    histories = by_engine([one], strategy, 10, pick=proportional, n_classes=classes)
    history = by_loop(one, strategy, 10, pick=proportional)
    assert histories.queries[0].tolist() == list(history.queries)
    np.testing.assert_allclose(histories.chances[0], history.chances, rtol=1e-6)


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("name", ["mixed", "mean KL", "cluster first", "density"])
def test_size_of_the_blocks_changes_no_bit(name: str, classes: int) -> None:
    problems = [problem(seed, rows=61, features=3, classes=classes) for seed in range(9)]
    run = partial(by_engine, problems, STRATEGIES[name], 8, batch=2, n_classes=classes)
    together = run(block=9)
    for block in (1, 2, 4, 100):
        parts = run(block=block)
        np.testing.assert_array_equal(parts.queries, together.queries)
        np.testing.assert_array_equal(parts.chances, together.chances)
        np.testing.assert_array_equal(parts.measures["accuracy"], together.measures["accuracy"])
        np.testing.assert_array_equal(parts.model, together.model)


def test_many_features_and_classes() -> None:
    problems = [problem(seed, rows=90, features=20, classes=6, start_classes=4) for seed in range(2)]
    histories = by_engine(problems, margin, 15, n_classes=6)
    for run, one in enumerate(problems):
        assert histories.queries[run].tolist() == list(by_loop(one, margin, 15).queries)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000), C=st.sampled_from([0.01, 0.3, 30.0]))
def test_C_is_that_of_scikit_learn(seed: int, C: float) -> None:
    one = problem(seed)
    history = by_loop(one, least_confidence, 8, learner=partial(converged, C=C))
    assert by_engine([one], least_confidence, 8, C=C).queries[0].tolist() == list(history.queries)


def test_whole_pool_can_be_bought_and_no_row_twice() -> None:
    histories = by_engine([problem(seed, rows=12) for seed in range(3)], mixed(margin, 0.5), 10)
    asked = np.concatenate([histories.starts, histories.queries], axis=1)
    assert (np.sort(asked, axis=1) == np.arange(12)).all()


def test_runs_are_given_out_a_block_at_a_time_and_only_then_drawn() -> None:
    drawn: list[int] = []

    def stream() -> Any:
        for seed in range(7):
            drawn.append(seed)
            yield problem(seed)

    sizes = []
    for histories in simulate_runs(stream(), random, 2, block=3):
        sizes.append((len(histories.queries), len(drawn)))
    assert sizes == [(3, 3), (3, 6), (1, 7)]
    assert list(simulate_runs([], random, 2)) == []


@pytest.mark.parametrize(("rows", "together"), [(30, 128), (1000, 65), (20_000, 8)])
def test_blocks_fit_the_cache_by_default(rows: int, together: int) -> None:
    one = Problem(np.zeros((rows, 1)), np.arange(rows) % 2, [0, 1])
    histories = next(simulate_runs([one] * 150, random, 1, rounds=[]))
    assert len(histories.queries) == together


def test_memory_does_not_grow_with_the_number_of_runs() -> None:
    def peak(runs: int) -> int:
        tracemalloc.start()
        for _ in simulate_runs((problem(seed, rows=200) for seed in range(runs)), core_set, 2, block=4):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(8)  # what is imported and kept at the first use does not count
    assert peak(80) < 1.2 * peak(16)


def test_only_the_wanted_rounds_are_measured_and_nothing_else_changes() -> None:
    problems = [problem(seed) for seed in range(3)]
    every, some = by_engine(problems, margin, 5), by_engine(problems, margin, 5, rounds=[5, 0, 5])
    assert every.rounds == (0, 1, 2, 3, 4, 5)
    assert some.rounds == (0, 5)
    np.testing.assert_array_equal(some.measures["accuracy"], every.measures["accuracy"][:, [0, 5]])
    np.testing.assert_array_equal(some.queries, every.queries)
    bare = [replace(one, heldout=None, heldout_labels=None) for one in problems]
    assert by_engine(bare, margin, 5).measures == {}


def test_measures_are_the_caller_s() -> None:
    problems = [problem(seed) for seed in range(3)]
    sure = {"sure": lambda prediction, labels: (prediction.probabilities.max(axis=-1) > 0.9).mean(axis=1)}
    values = by_engine(problems, margin, 4, measures=sure).measures
    assert list(values) == ["sure"]
    last = [by_loop(one, margin, 4).model.predict_proba(one.heldout).max(axis=1) > 0.9 for one in problems]
    np.testing.assert_allclose(values["sure"][:, -1], np.mean(last, axis=1))


def test_between_two_fits_the_older_model_is_measured_and_no_answer_of_the_batch_is_used() -> None:
    one = problem(3)
    seen = []

    def spy(view: Any) -> Any:
        seen.append((view.labelled.shape[-1], view.answers.shape[-1]))
        return least_confidence(view)

    accuracy = by_engine([one], spy, 6, batch=3).measures["accuracy"][0]
    assert seen == [(2, 2), (3, 2), (4, 2), (5, 5), (6, 5), (7, 5)]
    assert accuracy[0] == accuracy[1] == accuracy[2]
    assert accuracy[3] == accuracy[4] == accuracy[5]
    # A committee within a batch is that of the batch's start: other answers for the rest change nothing.
    first = by_engine([one], vote_entropy(3), 4, batch=4).queries[0]
    labels = np.array(one.labels)
    labels[first] = 1 - labels[first]
    assert by_engine([replace(one, labels=labels)], vote_entropy(3), 4, batch=4).queries[0].tolist() == first.tolist()


# Data that a user may come with.


@pytest.mark.parametrize("batch", [1, 3])
def test_of_duplicates_the_lowest_index_is_asked_about_first(batch: int) -> None:
    """Every row is there three times; where a row lies in memory must not decide."""
    single = problem(5, rows=9)
    features, labels = (np.concatenate([part] * 3) for part in (single.features, single.labels))
    one = Problem(features, labels, single.start)
    queries = by_engine([one], least_confidence, 20, batch=batch).queries[0]
    assert queries.tolist() == list(by_loop(one, least_confidence, 20, batch=batch).queries)
    started = set(single.start)
    for row in range(9):
        own = [int(index) // 9 for index in queries if index % 9 == row]
        assert own == list(range(1 if row in started else 0, 3))[: len(own)]


@pytest.mark.filterwarnings("ignore:Number of distinct clusters")
def test_equal_rows_are_asked_about_in_order() -> None:
    one = Problem(np.ones((8, 2)), np.arange(8) % 2, [2, 5])
    for strategy in STRATEGIES.values():
        if strategy not in (STRATEGIES["random"], STRATEGIES["mixed"], STRATEGIES["random first"]):
            assert by_engine([one], strategy, 6).queries[0].tolist() == [0, 1, 3, 4, 6, 7]
            assert by_loop(one, strategy, 6).queries == (0, 1, 3, 4, 6, 7)


def test_constant_features_and_features_of_other_scales() -> None:
    for scale in (1e-3, 1e3, 1e4):
        one = problem(6, features=3)
        features = np.asarray(one.features) * [1.0, scale, 0.0] + [0.0, 0.0, 3.0]
        one = replace(one, features=features, heldout=None)
        queries = by_engine([one], least_confidence, 8).queries[0]
        assert queries.tolist() == list(by_loop(one, least_confidence, 8).queries)


def test_separable_data_gives_bounded_weights() -> None:
    one = Problem(np.linspace(-1, 1, 40)[:, None] * [1.0, 1.0], (np.arange(40) >= 20).astype(int), [0, 39])
    weights = by_engine([one], least_confidence, 30).model
    model = by_loop(one, least_confidence, 30).model
    assert np.abs(weights).max() < 100
    np.testing.assert_allclose(weights[0, :-1], model.coef_[0], rtol=1e-6)


# Data and arguments that are refused, by both loops and in the same words.


def not_finite(one: Problem) -> Problem:
    features = np.array(one.features)
    features[7, 1] = np.nan
    return replace(one, features=features)


def infinite_heldout(one: Problem) -> Problem:
    heldout = np.array(one.heldout)
    heldout[3, 0] = -np.inf
    return replace(one, heldout=heldout)


@pytest.mark.parametrize(
    ("spoil", "options", "words"),
    [
        (not_finite, {}, r"Row 7 of the pool .*is not finite"),
        (infinite_heldout, {}, r"Row 3 of the held-out rows .*is not finite"),
        (lambda one: replace(one, start=[0, 2]), {}, r"start .*holds only the class"),
        (lambda one: replace(one, start=[]), {}, r"start .*holds no label"),
        (lambda one: replace(one, seed=-1), {}, "seed is -1, and must be 0 or more"),
        (lambda one: one, {"budget": 39}, "budget is 39 queries, and the pool has 38 unlabelled rows"),
        (lambda one: one, {"budget": 0}, "budget is 0 queries, and must be 1 or more"),
        (lambda one: one, {"batch": 0}, "batch is 0 queries, and must be 1 or more"),
        (lambda one: one, {"rounds": [0, 9]}, "rounds run from 0 to 9: expected 0 to 5"),
        (lambda one: one, {"strategy": lambda view: np.zeros(view.barred.shape)[..., :-1]}, "scores of shape .*39"),
        (lambda one: one, {"strategy": lambda view: 0.5}, r"scores of shape \(\)"),
        (lambda one: one, {"strategy": lambda view: view.tickets / 0.0}, "row 0 a score that is no finite number"),
        (lambda one: one, {"pick": lambda s, v: (v.labelled[..., 0], 1.0)}, "named a row that has a label"),
        (lambda one: one, {"pick": lambda s, v: (v.labelled[..., :2], 1.0)}, "array of shape .*one row from 0 to 39"),
        (lambda one: one, {"pick": lambda s, v: (v.labelled[..., 0] + 40, 1.0)}, "one row from 0 to 39"),
        (lambda one: one, {"pick": lambda s, v: (v.labelled[..., 0] * 0 - 1, 1.0)}, "one row from 0 to 39"),
        (lambda one: one, {"pick": lambda s, v: (v.tickets[..., 0], 1.0)}, "one row from 0 to 39"),
        (lambda one: one, {"strategy": lambda v: v.tickets - 0.5, "pick": proportional}, "scores of at least 0"),
        (lambda one: one, {"strategy": lambda v: v.tickets * 0.0, "pick": proportional}, "one above 0 among the rows"),
    ],
)
def test_bad_input_gets_one_sentence(spoil: Callable[[Problem], Problem], options: dict[str, Any], words: str) -> None:
    one = problem(2)
    one = replace(one, labels=np.arange(40) % 2, start=[0, 1])
    options = {"strategy": random, "budget": 5} | options
    for run in (lambda one, **options: by_engine([one], **options), by_loop):
        with np.errstate(all="ignore"), pytest.raises(AltutorError, match=words) as caught:
            run(spoil(one), **options)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("options", [{"C": 0.0}, {"C": -1.0}, {"C": float("nan")}, {"block": 0}])
def test_engine_s_own_numbers_must_be_positive(options: dict[str, Any]) -> None:
    with pytest.raises(AltutorError, match=f"{next(iter(options))} is .*, and must be above 0"):
        by_engine([problem(0)], random, 3, **options)


def test_no_result_without_convergence() -> None:
    one = problem(0)
    one = replace(one, features=np.asarray(one.features) * [1.0, 1e200])
    with np.errstate(all="ignore"), pytest.raises(AltutorError, match="did not converge for 1 of 1 runs"):
        by_engine([one], random, 3)
