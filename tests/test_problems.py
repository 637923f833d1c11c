from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from many_runs import by_engine, by_loop, problem

from altutor.errors import AltutorError
from altutor.problems import Problem, Problems
from altutor.strategies import random

USABLE = Problem(np.eye(4), np.array([0, 1, 0, 1]), [0, 1], np.eye(4)[:2], np.array([1, 0]), 5)


def test_stack_gives_every_array_a_first_axis_of_runs() -> None:
    stacked = Problems.stack([problem(seed, rows=12, features=3) for seed in (4, 9)], 2)
    assert stacked.features.shape == (2, 12, 3)
    assert stacked.labels.shape == (2, 12)
    assert stacked.start.shape == (2, 2)
    assert stacked.heldout is not None
    assert stacked.heldout.shape == (2, 20, 3)
    assert stacked.seeds.tolist() == [4, 9]
    np.testing.assert_array_equal(stacked.features[1], problem(9, rows=12, features=3).features)


def test_lists_serve_as_arrays() -> None:
    one = Problem([[0, 1], [2, 3], [4, 5]], [0, 1, 1], (0, 2))  # type: ignore[arg-type]
    assert by_engine([one], random, 1).queries.tolist() == [[1]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"features": np.eye(4)[:3]}, r"pool .* features of shape \(3, 4\) and labels of shape \(4,\)"),
        ({"features": np.arange(4.0)}, r"pool .* features of shape \(4,\)"),
        ({"labels": np.array([0, 1, 2, 1])}, "labels of the run with seed 5 run from 0 to 2: expected 0 to 1"),
        ({"labels": np.array([0, -1, 0, 1])}, "run from -1 to 1"),
        ({"labels": np.array([0.0, 1.0, 0.5, 1.0])}, "labels .* are of type float64: expected whole numbers"),
        ({"labels": np.array(["a", "b", "a", "b"])}, "labels .* are of type <U1: expected whole numbers"),
        ({"start": [0, 0]}, r"start .* must be distinct rows from 0 to 3, and is \[0, 0\]"),
        ({"start": [1, 4]}, "distinct rows from 0 to 3"),
        ({"start": [-1, 0]}, "distinct rows from 0 to 3"),
        ({"start": [0.0, 1.0]}, "distinct rows from 0 to 3"),
        ({"start": []}, "start of the run with seed 5 holds no label"),
        ({"start": [0, 2]}, "start of the run with seed 5 holds only the class 0"),
        ({"heldout": np.eye(3)[:2]}, r"held-out rows .* shape \(2, 3\) .*expected \(n_heldout, 4\)"),
        ({"heldout_labels": None}, r"held-out rows .* labels of shape \(\)"),
        ({"heldout_labels": np.array([1, 0, 1])}, r"held-out rows .* labels of shape \(3,\)"),
        ({"heldout_labels": np.array([1, 2])}, "held-out labels .* run from 1 to 2"),
    ],
)
def test_unusable_problem_is_named_by_its_seed(change: dict[str, Any], words: str) -> None:
    with pytest.raises(AltutorError, match=words) as caught:
        Problems.stack([USABLE, replace(USABLE, **change)], 2)
    assert "\n" not in str(caught.value)


def test_large_features_are_finite_though_their_sum_is_not() -> None:
    Problems.stack([replace(USABLE, features=np.full((4, 4), 1e308))], 2)


def test_runs_done_together_need_one_size() -> None:
    other = Problem(np.eye(5), np.arange(5) % 2, [0, 1], np.eye(5)[:2], np.array([1, 0]), 6)
    with pytest.raises(AltutorError, match=r"one size, and these have 2 .*\(4, 4\).*\(5, 5\)"):
        Problems.stack([USABLE, other], 2)
    with pytest.raises(AltutorError, match="one size"):
        Problems.stack([USABLE, replace(USABLE, heldout=None)], 2)


def test_first_round_is_that_of_each_history() -> None:
    problems = [problem(seed, rows=12) for seed in range(6)]
    group = np.arange(12) % 4 == 3
    found = by_engine(problems, random, 4).first_round([group] * 6)
    expected = [by_loop(one, random, 4).first_round(group) for one in problems]
    assert [None if np.isnan(round) else int(round) for round in found] == expected
    assert None in expected
    assert {1, 2, 3, 4} & set(expected)
