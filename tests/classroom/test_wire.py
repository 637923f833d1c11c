from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from altutor.classroom import wire
from altutor.classroom.ask import alike

SIMPLE = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text()
KEYS = st.text().filter(lambda key: not key.startswith("$"))
VALUES = st.recursive(
    SIMPLE, lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(KEYS, inner), max_leaves=20
)


def travel(value):
    return wire.decode(json.loads(json.dumps(wire.encode(value))))


@given(VALUES)
def test_plain_values_arrive_as_they_were_sent(value) -> None:
    assert travel(value) == value
    assert type(travel(value)) is type(value)


@given(
    hnp.arrays(st.sampled_from([np.float64, np.int64, np.bool_, np.float32, np.uint8]), hnp.array_shapes(min_dims=0))
)
def test_arrays_arrive_with_shape_and_every_bit(array) -> None:
    there = travel(array)
    assert there.shape == array.shape
    np.testing.assert_array_equal(there, array)
    assert there.flags.writeable


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (np.float64(0.5), 0.5),
        (np.int32(3), 3),
        ({3, 1, 2}, [1, 2, 3]),
        (np.array(["a", "b"]), ["a", "b"]),
        (object(), wire.Other("object")),
        ({1: 2}, wire.Other("dict")),
        (len, wire.Other("builtin_function_or_method")),
    ],
)
def test_other_values_arrive_as_what_they_stand_for(value, arrives) -> None:
    assert travel(value) == arrives


def test_an_object_that_pretends_to_be_right_arrives_as_its_type() -> None:
    class Always:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None

    assert not alike(travel(Always()), 3)


def test_a_float_in_disguise_arrives_as_a_plain_one() -> None:
    class Sly(float):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None

    assert travel([Sly(1.0)]) == [wire.Other("Sly")]


def test_nesting_has_an_end() -> None:
    deep: list = []
    deep.append(deep)
    assert "$other" in json.dumps(wire.encode(deep))


@pytest.mark.parametrize(
    "message",
    [
        {"$array": "AAAA", "type": "<f8", "shape": [1]},
        {"$array": "", "type": "object", "shape": [0]},
        {"$array": "", "type": "<f8"},
        {"$array": "%%%", "type": "<f8", "shape": [0]},
        {"$tuple": 3},
        {"$text": {"words": []}},
        {"$text": 1},
    ],
)
def test_forged_messages_are_refused(message) -> None:
    with pytest.raises(wire.Broken):
        wire.decode(message)


def test_texts_become_docs_and_come_back() -> None:
    text = wire.Text(
        ["Acme", "sued", "Bell", "Labs", "."],
        [True, True, True, False, False],
        entities=[(2, 4, "ORG")],
        missing=[1],
        groups={"wrong": [(0, 1, "ORG")]},
    )
    doc = wire.decode(json.loads(json.dumps(wire.encode(text))), wire.make_doc)
    assert doc.text == "Acme sued Bell Labs."
    assert [(span.text, span.label_) for span in doc.ents] == [("Bell Labs", "ORG")]
    assert [token.ent_iob_ for token in doc] == ["O", "", "B", "I", "O"]
    assert travel(doc) == text
