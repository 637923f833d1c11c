from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from many_runs import by_engine, problem
from scipy import stats
from views import view

from altutor.errors import AltutorError
from altutor.problems import Problem
from altutor.strategies import Strategy, View, best, core_set, defensive, mixed, random, random_first

RUNS = 6_000


def first_rows(view: View) -> Any:
    """Score rows by their index, the lowest highest: a strategy that looks at no model."""
    return -np.arange(view.barred.shape[-1]) + np.zeros(view.barred.shape)


def queries(strategy: Strategy, budget: int, rows: int = 8, runs: int = RUNS) -> np.ndarray:
    """Of runs that start with rows 0 and 1."""
    pool, labels = np.arange(rows, dtype=float)[:, None], np.arange(rows) % 2
    return by_engine((Problem(pool, labels, [0, 1], seed=seed) for seed in range(runs)), strategy, budget).queries


def even(counts: np.ndarray) -> bool:
    return bool(stats.chisquare(counts).pvalue > 0.001)


def test_random_draws_every_order_evenly() -> None:
    asked = queries(random, 3, rows=5, runs=3_000)
    orders, counts = np.unique(asked, axis=0, return_counts=True)
    assert len(orders) == 6
    assert even(counts)


def lowest_left(asked: np.ndarray, number: int) -> np.ndarray:
    """Return what `first_rows` would have asked about at a query, for each run."""
    return np.array([min(set(range(2, 8)) - set(row[:number])) for row in asked])


@pytest.mark.parametrize("epsilon", [0.0, 0.1, 0.5, 1.0])
def test_mix_explores_at_its_rate_and_evenly_at_every_query(epsilon: float) -> None:
    asked = queries(mixed(first_rows, epsilon), 3)
    for number in range(3):
        left = 6 - number
        explored = asked[:, number] != lowest_left(asked, number)
        rate = epsilon * (1 - 1 / left)  # a random query finds the strategy's row once in `left`
        assert stats.binomtest(int(explored.sum()), RUNS, rate).pvalue > 0.001
        if epsilon > 0:  # what else it found, by the rank among the rows that were left
            ranks = [sorted(set(range(2, 8)) - set(row[:number])).index(row[number]) for row in asked[explored]]
            assert even(np.bincount(ranks, minlength=left)[1:])


def test_mix_tosses_a_new_coin_at_each_query() -> None:
    asked = queries(mixed(first_rows, 0.5), 2)
    first, second = (asked[:, number] != lowest_left(asked, number) for number in range(2))
    table = [[np.sum((first == a) & (second == b)) for a in (True, False)] for b in (True, False)]
    assert stats.chi2_contingency(table).pvalue > 0.001


def test_mix_tosses_one_coin_a_query_and_not_one_a_row() -> None:
    seen = view(features=np.zeros((200, 2, 1)))
    exploits = mixed(first_rows, 0.5)(seen) == [0.0, -1.0]
    assert (exploits[:, 0] == exploits[:, 1]).all()
    assert 50 < exploits[:, 0].sum() < 150


@pytest.mark.parametrize("epsilon", [-0.1, 1.1, float("nan")])
def test_mix_refuses_what_is_no_probability(epsilon: float) -> None:
    with pytest.raises(AltutorError, match=r"epsilon is .*choose a number from 0 to 1"):
        mixed(random, epsilon)


def test_random_first_is_random_and_then_the_strategy() -> None:
    asked = queries(random_first(first_rows, 2), 4, runs=2_000)
    np.testing.assert_array_equal(asked[:, :2], queries(random, 2, runs=2_000))
    for row in asked[:50]:
        assert row[2:].tolist() == sorted(set(range(2, 8)) - set(row[:2]))[:2]


@pytest.mark.parametrize("floor", [0.01, 0.3, 1.0])
def test_defensive_chances_sum_to_one_and_have_a_floor(floor: float) -> None:
    rng = np.random.default_rng(0)
    seen = view(features=np.zeros((3, 10, 1)), labelled=[4, 7])
    scores = rng.random((3, 10)) ** 4
    chances = defensive(lambda view: scores, floor)(seen)
    assert (chances[:, [4, 7]] == 0).all()
    np.testing.assert_allclose(chances.sum(axis=1), 1.0)
    left = np.delete(np.arange(10), [4, 7])
    assert chances[:, left].min() >= floor / 8
    followed = (chances[:, left] - floor / 8) / (1 - floor) if floor < 1 else None
    if followed is not None:
        np.testing.assert_allclose(followed, scores[:, left] / scores[:, left].sum(axis=1, keepdims=True))


def test_defensive_chances_are_even_where_all_scores_are_0() -> None:
    chances = defensive(lambda view: np.zeros((1, 4)), 0.2)(view(features=np.zeros((1, 4, 1)), labelled=[0]))
    np.testing.assert_allclose(chances, [[0, 1 / 3, 1 / 3, 1 / 3]])


@pytest.mark.parametrize(("floor", "words"), [(0.0, "floor is 0"), (1.5, "floor is 1.5"), (-1.0, "floor is -1")])
def test_defensive_refuses_a_floor_that_is_no_share_above_0(floor: float, words: str) -> None:
    with pytest.raises(AltutorError, match=words):
        defensive(random, floor)


@pytest.mark.parametrize("strategy", [random, mixed(core_set, 0.5)])
def test_chance_is_a_run_s_own(strategy: Callable[[View], Any]) -> None:
    """Draws depend on the seed alone: not on the neighbours, and not on what other strategies drew."""
    seeds = [5, 3, 5]
    asked = by_engine([problem(0, rows=30), problem(1, rows=30)], strategy, 5).queries
    assert asked[1].tolist() == by_engine([problem(1, rows=30)], strategy, 5).queries[0].tolist()
    seen = view(features=np.zeros((3, 9, 1)), seeds=seeds)
    tickets = random(seen)
    np.testing.assert_array_equal(tickets[0], tickets[2])
    assert (tickets[0] != tickets[1]).all()
    assert best(tickets, seen)[0].shape == (3,)
