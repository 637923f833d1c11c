from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from views import view

from altutor.errors import AltutorError
from altutor.strategies import ask, best, proportional
from altutor.strategies.picks import TIE

RUNS = 30_000


def seen(shape: tuple[int, ...], labelled: Any = ()) -> Any:
    return view(features=np.zeros((*shape, 1)), labelled=labelled)


@settings(deadline=None)
@given(
    scores=hnp.arrays(float, 6, elements=st.sampled_from([0.0, 0.5, 1.0])),
    labelled=st.sets(st.integers(0, 5), max_size=5),
)
def test_best_is_the_first_of_the_best_unlabelled_rows(scores: np.ndarray, labelled: set[int]) -> None:
    left = [row for row in range(6) if row not in labelled]
    index, chance = best(scores, seen((6,), sorted(labelled)))
    assert index == next(row for row in left if scores[row] == max(scores[left]))
    assert chance == 1.0


def test_scores_that_only_rounding_parts_are_equally_good() -> None:
    assert best(np.array([0.1, 0.5 - TIE / 2, 0.5]), seen((3,)))[0] == 1
    assert best(np.array([0.1, 0.5 - 2 * TIE, 0.5]), seen((3,)))[0] == 2


def test_best_is_picked_for_every_run_at_once() -> None:
    scores = np.array([[0.1, 0.9, 0.5], [0.7, 0.2, 0.8]])
    assert best(scores, seen((2, 3), [2]))[0].tolist() == [1, 0]


def test_proportional_draws_with_the_chances_that_it_reports() -> None:
    scores = np.array([0.1, 5.0, 0.4, 0.0, 0.5])
    index, chance = proportional(np.tile(scores, (RUNS, 1)), seen((RUNS, 5), [1]))
    expected = np.array([0.1, 0.0, 0.4, 0.0, 0.5])
    np.testing.assert_allclose(chance, expected[index])
    counts = np.bincount(index, minlength=5)
    assert counts[[1, 3]].tolist() == [0, 0]
    assert stats.chisquare(counts[[0, 2, 4]], RUNS * expected[[0, 2, 4]]).pvalue > 0.001


@settings(deadline=None)
@given(hnp.arrays(float, 7, elements=st.sampled_from([0.0, 1e-300, 1.0, 1e300])), st.integers(0, 999))
def test_proportional_never_draws_a_row_without_a_chance(scores: np.ndarray, seed: int) -> None:
    scores[3] = 1.0
    index, chance = proportional(scores, view(features=np.zeros((7, 1)), labelled=[0, 5], seeds=seed))
    assert index not in (0, 5)
    assert scores[index] > 0.0
    assert 0.0 <= chance <= 1.0


def test_proportional_draws_a_row_with_a_chance_also_when_the_lot_is_0() -> None:
    one = seen((5,), [0])
    one.memory["lots"] = np.zeros(5)
    assert proportional(np.array([0.5, 0.0, 0.3, 0.2, 0.0]), one)[0] == 2


@pytest.mark.parametrize("scores", [[0.0, 0.0, 1.0], [0.5, -0.1, 1.0]])
def test_proportional_refuses_scores_that_give_no_chances(scores: list[float]) -> None:
    with pytest.raises(AltutorError, match=r"at least 0, and one above 0 .*defensive"):
        proportional(np.array(scores), seen((3,), [2]))


def test_one_bad_run_among_many_is_found() -> None:
    def spoilt(view: Any) -> np.ndarray:
        scores = np.zeros(view.barred.shape)
        scores[2, 1] = np.nan
        return scores

    with pytest.raises(AltutorError, match="gave row 1 a score that is no finite number"):
        ask(spoilt, best, seen((4, 3)))

    def labelled(scores: np.ndarray, view: Any) -> Any:
        return np.array([0, 0, 2, 0]), np.ones(4)

    with pytest.raises(AltutorError, match="named a row that has a label"):
        ask(lambda view: np.zeros(view.barred.shape), labelled, seen((4, 3), [2]))
