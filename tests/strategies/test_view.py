from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from views import view

from altutor.strategies import View


def after(seen: View, labels: int) -> View:
    """Return the view when a run has this many labels."""
    seen.labelled = np.zeros((*seen.seeds.shape, labels), dtype=int)
    return seen


def test_every_use_of_chance_has_numbers_of_its_own() -> None:
    seen = view(features=np.zeros((1, 50, 1)))
    coins = [after(seen, labels).coin[0] for labels in range(50)]
    lots = [after(seen, labels).lot[0] for labels in range(50)]
    drawn = np.concatenate([seen.tickets[0], coins, lots])
    assert len(np.unique(drawn)) == 150
    assert stats.kstest(drawn, "uniform").pvalue > 0.001


@pytest.mark.parametrize("further", [[], [0], [1], [2], [3], [3, 4]])
def test_chances_are_not_those_of_data_drawn_with_the_same_seed(further: list[int]) -> None:
    """default_rng(5) and default_rng([5, 0]) are one stream, and data are drawn from it."""
    seen = view(features=np.zeros((20, 1)), seeds=5)
    data = np.random.default_rng([5, *further]).random(20)
    for own in (seen.tickets, [after(seen, labels).coin for labels in range(20)]):
        assert not np.isin(own, data).any()


def test_numbers_repeat_with_the_seed_and_the_query() -> None:
    one, two = (after(view(features=np.zeros((2, 9, 1)), seeds=[7, 8]), 4) for _ in range(2))
    two.tickets, two.lot  # noqa: B018  drawing others first changes nothing
    np.testing.assert_array_equal(one.coin, two.coin)
    np.testing.assert_array_equal(one.lot, two.lot)
    assert (one.coin != after(two, 5).coin).all()


def test_replicates_are_bootstrap_samples_of_the_known_answers() -> None:
    seen = view(features=np.zeros((400, 9, 1)))
    seen.labelled = np.tile([3, 1, 4, 8, 5], (400, 1))
    seen.answers = np.tile([0, 1, 0, 1], (400, 1))  # the fifth answer is not in yet
    rows = seen.replicates(6)
    assert rows.shape == (400, 6, 4)
    assert rows.min() == 0
    assert rows.max() == 3
    assert stats.chisquare(np.bincount(rows.ravel())).pvalue > 0.001
    assert len(np.unique(rows.reshape(-1, 4), axis=0)) > 150
    labels = seen.answers[0][rows]
    assert (labels.min(axis=-1) != labels.max(axis=-1)).all()


def test_replicates_with_one_row_of_a_class_hold_it() -> None:
    seen = view(features=np.zeros((9, 1)), seeds=0)
    seen.answers = np.array(["a", "a", "b", "a"])
    assert (seen.replicates(50) == 2).any(axis=-1).all()


def test_replicates_of_a_run_do_not_depend_on_the_others() -> None:
    three, one = view(features=np.zeros((3, 9, 1)), seeds=[4, 5, 6]), view(features=np.zeros((9, 1)), seeds=5)
    three.answers, one.answers = np.array([[0, 1, 1], [1, 0, 0], [0, 0, 1]]), np.array([1, 0, 0])
    np.testing.assert_array_equal(three.replicates(4)[1], one.replicates(4))


def test_once_keeps_the_first_answer() -> None:
    seen = view(features=np.zeros((3, 1)), seeds=0)
    assert [seen.once("it", lambda number=number: number) for number in range(3)] == [0, 0, 0]
    assert seen.once("else", lambda: 7) == 7
