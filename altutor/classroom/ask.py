"""What a grader asks a student's code, and how it judges the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from altutor.classroom.exercise import Exercise
from altutor.classroom.shown import shown, shown_call
from altutor.classroom.student import Student, Trouble
from altutor.classroom.wire import Other, encode

CLOSE = 1e-6  # relative, and absolute for numbers below 1


class Wrong(Exception):
    """An answer is not right.

    Attributes
    ----------
    called, expected, because, came
        What was called; what was expected; why that is right; what came back.
    mistake
        Id of the known wrong answer, or None.
    """

    def __init__(self, called: str, expected: str, because: str, came: str, mistake: str | None = None) -> None:
        super().__init__(came)
        self.called, self.expected, self.because, self.came, self.mistake = called, expected, because, came, mistake


class Answer:
    """What came back from one call.

    Attributes
    ----------
    value
        An exact built-in value, an array, a :class:`altutor.classroom.wire.Text` or
        :class:`altutor.classroom.wire.Other`.
    """

    def __init__(self, ask: Ask, called: str, value: Any) -> None:
        self.ask, self.called, self.value = ask, called, value

    def equals(
        self,
        expected: Any,
        because: str,
        mistakes: Mapping[str, Any] | None = None,
        tolerance: float = CLOSE,
    ) -> None:
        """Require a value; numbers may differ by `tolerance`, and lists, tuples and arrays are the same.

        Parameters
        ----------
        expected
            From independent code or a closed form.
        because
            Why that is right, in one or two sentences.
        mistakes
            From the id of a known wrong answer to the value that it gives.
        """
        self.ask.record(self.value)
        if alike(self.value, expected, tolerance):
            return
        for name, value in (mistakes or {}).items():
            if alike(self.value, value, tolerance):
                self.wrong(shown(expected), because, mistake=name)
        self.wrong(shown(expected), because, came=_difference(self.value, expected))

    def holds(
        self, condition: bool, expected: str, because: str, came: str = "", mistakes: Mapping[str, bool] | None = None
    ) -> None:
        """Require a property; the first mistake whose condition is True is named where it does not hold."""
        self.ask.record(self.value)
        if not condition:
            self.wrong(expected, because, came, next((name for name, here in (mistakes or {}).items() if here), None))

    def numbers(self, shape: Sequence[int | None], what: str) -> np.ndarray[Any, Any]:
        """Return the value as an array of finite numbers of a shape (None: any size), or find it wrong.

        `what` completes "expected ...".
        """
        wanted = tuple("any" if size is None else size for size in shape)
        try:
            found = np.asarray(self.value, dtype=float)
        except (TypeError, ValueError, OverflowError):
            found = np.full((), np.nan)
        fits = found.ndim == len(shape) and all(
            size in (None, given) for size, given in zip(shape, found.shape, strict=True)
        )
        if not fits or not np.isfinite(found).all():
            self.ask.record(self.value)
            self.wrong(f"{what}: finite numbers of shape {wanted}", "The numbers are used for what comes next.")
        return found

    def wrong(self, expected: str, because: str, came: str = "", mistake: str | None = None) -> None:
        """Find the answer wrong."""
        if mistake is not None:
            self.ask.exercise.mistake(mistake)  # a slip of the grader is found where it is made
        if not self.ask.silent:
            raise Wrong(self.called, expected, because, came or shown(self.value), mistake)


class Ask:
    """A grader's way to one student, with the numbers of one draw.

    Attributes
    ----------
    rng
        Where the grader's inputs come from.
    constants
        The constants at the top of the stub, as this variant has them.
    silent
        Go on after a wrong answer, to see all answers.
    recorded
        The judged values, in the form in which they travelled.
    """

    def __init__(
        self,
        exercise: Exercise,
        student: Student,
        rng: np.random.Generator,
        constants: dict[str, Any],
        seconds: float,
        silent: bool = False,
    ) -> None:
        self.exercise, self.student, self.rng, self.constants = exercise, student, rng, constants
        self.seconds, self.silent = seconds, silent
        self.recorded: list[Any] = []
        self.printed = ""

    def __call__(self, function: str, /, **arguments: Any) -> Answer:
        """Call a function of the student; arguments go by position, their names are for the message."""
        called = shown_call(function, arguments)
        try:
            (value,) = self._request({"call": function, "with": [[encode(value) for value in arguments.values()]]})
        except Trouble as trouble:
            trouble.called = called
            raise
        return Answer(self, called, value)

    def each(self, function: str, calls: Sequence[Sequence[Any]]) -> list[Any]:
        """Return the values of many calls of one function, made in one go."""
        return self._request({"call": function, "with": [[encode(one) for one in call] for call in calls]})

    def value(self, name: str) -> Answer:
        """Look up a name of the student's file."""
        (value,) = self._request({"value": name})
        return Answer(self, f"the value of {name}", value)

    def answer(self, called: str, value: Any) -> Answer:
        """Return a value to be judged that was worked out from several answers; `called` says how."""
        return Answer(self, called, value)

    def until(self, usable: Callable[..., bool], make: Callable[[], Any]) -> Any:
        """Return the first of what `make` makes that is usable: one that tells right answers from known wrong ones."""
        while not usable(made := make()):
            pass
        return made

    def record(self, value: Any) -> None:
        """Note a value that was judged."""
        self.recorded.append(encode(value))

    def _request(self, request: dict[str, Any]) -> list[Any]:
        reply = self.student.request(request, self.seconds)
        self.printed = self.printed or reply.printed
        return reply.values


def alike(value: Any, expected: Any, tolerance: float = CLOSE) -> bool:
    """Whether two values are the same, numbers up to a tolerance; lists, tuples and arrays count as sequences."""
    if isinstance(value, Other) or isinstance(expected, Other):
        return False
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value.item()
    if isinstance(expected, dict):
        return (
            isinstance(value, dict)
            and value.keys() == expected.keys()
            and all(alike(value[key], expected[key], tolerance) for key in expected)
        )
    if expected is None or isinstance(expected, (str, bool, np.bool_)):
        return type(value) in (str, bool, type(None), int) and value == expected
    if isinstance(expected, (list, tuple, np.ndarray)) and isinstance(value, (list, tuple, np.ndarray)):
        return _alike_sequences(value, expected, tolerance)
    if isinstance(value, (int, float)) and isinstance(expected, (int, float, np.number)):
        if isinstance(value, int) and abs(value) >= 2**63:  # more than NumPy's whole numbers hold
            return bool(value == expected)
        return bool(np.isclose(value, expected, rtol=tolerance, atol=tolerance, equal_nan=True))
    return type(value) is type(expected) and bool(value == expected)


def _alike_sequences(value: Any, expected: Any, tolerance: float) -> bool:
    if len(value) != len(expected):
        return False
    try:
        arrays = np.asarray(value), np.asarray(expected)
    except ValueError:  # rows of several lengths
        arrays = None
    if arrays is not None and all(one.dtype.kind in "biuf" for one in arrays):
        return arrays[0].shape == arrays[1].shape and bool(
            np.allclose(arrays[0], arrays[1], rtol=tolerance, atol=tolerance, equal_nan=True)
        )
    return all(alike(one, other, tolerance) for one, other in zip(value, expected, strict=True))


def _difference(value: Any, expected: Any) -> str:
    """Say first what differs in kind: nothing, another type, another shape."""
    if value is None and expected is not None:
        return "None (if you did not mean that: is a `return` missing?)"
    if isinstance(value, Other):
        return f"a {value.type}, which is not what can be compared here"
    if isinstance(expected, (list, tuple, np.ndarray)):
        if not isinstance(value, (list, tuple, np.ndarray)):
            return f"{shown(value)}: one {type(value).__name__}, and not a sequence"
        try:
            shapes = np.shape(value), np.shape(expected)
        except ValueError:
            return shown(value)
        if len(shapes[0]) == len(shapes[1]) == 1 and shapes[0] != shapes[1]:
            return f"{shown(value)}: {len(value)} entries in place of {len(expected)}"
        if shapes[0] != shapes[1]:
            return f"{shown(value)}, of shape {shapes[0]} in place of {shapes[1]}"
    if isinstance(expected, dict) and isinstance(value, dict) and value.keys() != expected.keys():
        return f"{shown(value)}: its keys are {sorted(value)} in place of {sorted(expected)}"
    return shown(value)
