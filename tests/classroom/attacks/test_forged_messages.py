"""What a student's process may write in place of an answer, and what a grader does with values that fit no question."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom import catalogue
from altutor.classroom.grade import grade_part
from altutor.classroom.grading.words import kind, told
from altutor.classroom.student import Reply, Trouble, read


def array(shape: Any, content: str = "", type_: str = "<f8") -> str:
    return json.dumps({"$array": content, "type": type_, "shape": shape})


def text(**changes: Any) -> str:
    right = {"words": ["a", "b"], "spaces": [True, False], "entities": [], "missing": [], "groups": {}}
    return json.dumps({"$text": right | changes})


BROKEN = {
    "an axis without end": array([10**18, 0]),
    "an axis without end behind an empty one": array([0, 10**18]),
    "a negative axis": array([-1]),
    "more than is there": array([2**62, 4]),
    "too many axes": array([1] * 99, "AAAAAAAAAAA="),
    "objects": array([1], "AAAAAAAAAAA=", "|O"),
    "no base64": array([1], "%%%%"),
    "a span beyond the end": text(entities=[[0, 3, "ORG"]]),
    "a span backwards": text(entities=[[1, 0, "ORG"]]),
    "a group beyond the end": text(groups={"sc": [[-1, 1, ""]]}),
    "a token that is not there": text(missing=[2]),
    "spaces that are too few": text(spaces=[True]),
    "groups that are none": text(groups=[["sc", []]] * 3 + [3]),
    "a whole number that no float holds": str(10**400),
    "such a number deep inside": f"[[{10**4000}]]",
    "more digits than are read": "1" * 5000,
    "a tuple of nothing": '{"$tuple": 3}',
    "nested too deeply": "[" * 60 + "]" * 60,
    "nested without end": "[" * 100_000 + "]" * 100_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_forged_values_are_broken_answers(name: str) -> None:
    with pytest.raises(Trouble) as found:
        read(f'{{"values": [{BROKEN[name]}]}}')
    assert found.value.kind == "broken"


@pytest.mark.parametrize("kind_", ["grader", "ungraded", "right", "time", "memory", "broken", None, 3, [], {}])
def test_forged_troubles_are_broken_answers(kind_: Any) -> None:
    with pytest.raises(Trouble) as found:
        read(json.dumps({"trouble": {"kind": kind_, "text": "x"}}))
    assert found.value.kind == "broken"


COMES = ("answer", "broken", "crash", "exit", "missing", "not a function")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["$array", "$tuple", "$text", "$other", "type", "shape", "a", "words"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def came_of(line: str) -> str:
    """Return the kind of trouble that a line is; "answer" where it is none."""
    try:
        found = read(line)
    except Trouble as trouble:
        return trouble.kind
    assert isinstance(found.values, list)
    assert isinstance(found.printed, str)
    return "answer"


@given(st.fixed_dictionaries({}, optional={"values": JSON, "trouble": JSON, "printed": JSON}) | JSON)
@settings(max_examples=300, deadline=None)
def test_any_message_is_an_answer_or_a_trouble(message: Any) -> None:
    assert came_of(json.dumps(message)) in COMES


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("utf-8", "replace")))
def test_any_line_is_an_answer_or_a_trouble(line: str) -> None:
    assert came_of(line) in COMES


class Same:
    """Answers every question with one value."""

    def __init__(self, value: str) -> None:
        self.value = value

    def request(self, request: dict[str, Any], seconds: float) -> Reply:
        return read('{"values": [' + ",".join([self.value] * len(request.get("with", [None]))) + "]}")


ODD = {
    "nothing": "null",
    "not a number": "NaN",
    "infinity": "-Infinity",
    "a large whole number": str(2**64),
    "a large float": "1e308",
    "a text": '"x"',
    "rows of several lengths": "[[1, 2], [3]]",
    "numbers beside large ones": f"[{2**900}, 0.5, 0.5, 0.5, 0.5, 0.5]",
    "tuples": '{"$tuple": [{"$tuple": [0, 1]}, null]}',
    "an object": '{"$other": "Equal"}',
    "a text with entities": text(entities=[[0, 2, "ORG"]], missing=[0]),
    "an array without numbers": array([0, 2]),
    "keys": '{"a": 1, "b": [1, 2]}',
    "a hundred thousand zeros": "[" + "0," * 99_999 + "0]",
}
QUICK = [one for one in catalogue.ids() if one.startswith(("ch01", "ch04_rare_classes/e1", "ch05_org_experiment/e1"))]


@pytest.mark.parametrize("id_", QUICK)
@pytest.mark.parametrize("name", ODD)
def test_odd_values_are_wrong_and_no_failure_of_the_grader(id_: str, name: str) -> None:
    exercise = catalogue.load(id_)
    started = time.process_time()
    for part in exercise.parts:
        result = grade_part(exercise, part, Same(ODD[name]), seed=5)
        assert (result.points, kind(result)) == (0, "wrong"), result.found
        assert len(told(exercise, result, "")) < 1000
    assert time.process_time() - started < 20
