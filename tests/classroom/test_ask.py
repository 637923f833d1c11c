from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.classroom import catalogue
from altutor.classroom.ask import Ask, Wrong, alike
from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import grade_part
from altutor.classroom.messages import explain
from altutor.classroom.shown import shown, shown_call
from altutor.classroom.student import Direct

NUMBERS = st.floats(-1e6, 1e6)


@given(st.lists(NUMBERS))
def test_lists_tuples_and_arrays_of_the_same_numbers_are_alike(values: list[float]) -> None:
    assert alike(values, tuple(values))
    assert alike(np.array(values), values)
    assert not alike([*values, 1.0], values)


@given(NUMBERS)
def test_numbers_are_alike_up_to_the_tolerance(value: float) -> None:
    assert alike(value * (1 + 1e-8), value)
    assert not alike(value + 1e-3 * (1 + abs(value)), value)


@pytest.mark.parametrize(
    ("value", "expected", "same"),
    [
        (None, None, True),
        (None, 0.0, False),
        (3, 3.0, True),
        (True, 1, True),
        ("a", "a", True),
        ("a", "b", False),
        ([], [], True),
        ([[1, 2]], [1, 2], False),
        ([[1], [2, 3]], [[1], [2, 3]], True),
        ({"a": 1.0}, {"a": 1}, True),
        ({"a": 1.0}, {"b": 1.0}, False),
        (np.array(2.0), 2.0, True),
        (np.array(2.0), [2.0], False),
        (10**30, 0.5, False),
        ([10**400], [0.5], False),
        (np.array([1.0, np.nan]), [1.0, 2.0], False),
        ([1.0, "x"], [1.0, "x"], True),
        ("12", [1, 2], False),
    ],
)
def test_alike(value, expected, same: bool) -> None:
    assert alike(value, expected) is same


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    file = tmp_path / "e1.py"
    file.write_text("def give(x):\n    return x\n\n\ndef forget(x):\n    x\n")
    return Ask(catalogue.one("ch01 e1"), Direct(file), np.random.default_rng(0), {}, 5.0)


def test_a_wrong_value_is_told_with_the_call(ask: Ask) -> None:
    with pytest.raises(Wrong) as found:
        ask("give", x=2).equals(3, because="it should be one more")
    assert (found.value.called, found.value.expected, found.value.came) == ("give(2)", "3", "2")
    assert found.value.because == "it should be one more"
    assert found.value.mistake is None


def test_a_known_mistake_is_named(ask: Ask) -> None:
    with pytest.raises(Wrong) as found:
        ask("give", x=[1.0, 2.0]).equals([3.0, 4.0], "so", mistakes={"confidence": [1.0, 2.0]})
    assert found.value.mistake == "confidence"


def test_a_mistake_that_the_exercise_does_not_know_is_a_slip_of_the_grader(ask: Ask) -> None:
    with pytest.raises(KeyError):
        ask("give", x=1).equals(2, "so", mistakes={"nobody-knows": 1})


@pytest.mark.parametrize(
    ("function", "value", "expected", "says"),
    [
        ("forget", 1, 2, "is a `return` missing"),
        ("give", [[1.0, 2.0]], [1.0, 2.0], "of shape (1, 2) in place of (2,)"),
        ("give", ["a"], ["a", "b"], "1 entries in place of 2"),
        ("give", 3.0, [1.0, 2.0], "not a sequence"),
        ("give", {"a": 1}, {"b": 1}, "its keys are ['a'] in place of ['b']"),
    ],
)
def test_differences_in_kind_are_told_first(ask: Ask, function: str, value, expected, says: str) -> None:
    with pytest.raises(Wrong) as found:
        ask(function, x=value).equals(expected, "so")
    assert says in found.value.came


@pytest.mark.parametrize("value", [None, "abc", [1.0, np.nan], [[1.0]], [1.0, 2.0, 3.0], [[1], [2, 3]]])
def test_numbers_must_be_finite_and_of_the_shape(ask: Ask, value) -> None:
    with pytest.raises(Wrong):
        ask("give", x=value).numbers((2,), "two scores")


def test_numbers_of_any_length(ask: Ask) -> None:
    assert ask("give", x=[1, 2, 3]).numbers((None,), "scores").tolist() == [1.0, 2.0, 3.0]


def test_silent_asking_goes_on(ask: Ask) -> None:
    ask.silent = True
    ask("give", x=2).equals(3, "so")
    ask("give", x=2).holds(False, "never", "so")
    assert ask.recorded == [2, 2]


@given(st.recursive(NUMBERS | st.text() | st.none(), st.lists))
def test_shown_is_short(value) -> None:
    assert len(shown(value)) < 2000


def test_long_calls_get_a_line_for_each_argument() -> None:
    assert shown_call("f", {"a": 1, "b": [0.5, 1.0]}) == "f(1, [0.5, 1. ])"
    lines = shown_call("f", {"a": np.eye(3), "b": 1}).splitlines()
    assert lines[0] == "f(a, b) with"
    assert lines[-1].strip() == "b = 1"


def test_an_answer_that_a_grader_stumbles_over_is_told_plainly(tmp_path: Path) -> None:
    exercise = Exercise("Fragile", "implement", ("1.1",), 5, 1, 1, (), (), (), id="ch01_fair_race/e1_least_confidence")

    @exercise.part(points=1, asks="a number", hints=("one", "two"))
    def fragile(ask: Ask) -> None:
        ask("give", x="abc").value.nonsense()

    file = tmp_path / "e1.py"
    file.write_text("def give(x):\n    return x\n")
    result = grade_part(exercise, exercise.parts[0], Direct(file))
    assert result.points == 0
    assert "could not be judged (AttributeError" in str(explain(exercise, result))
    assert "Traceback" in str(explain(exercise, result, full_trace=True))
