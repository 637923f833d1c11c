"""One exercise of one submission: state, points and words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from altutor.classroom import catalogue, stubs
from altutor.classroom.ask import Wrong
from altutor.classroom.grade import PartResult
from altutor.classroom.grading import unit, words
from altutor.classroom.sandbox.boxed import Sandbox, choose
from altutor.classroom.student import Trouble

E1 = catalogue.one("ch01 e1")
ANSWERS = Path(__file__).parents[2] / "exercises"
SEED = 2**62 + 1


def answer(name: str) -> bytes:
    return (ANSWERS / E1.id / f"{name}.py").read_bytes()


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return choose(unsafe=True)


@pytest.mark.parametrize("name", ["solution", "second"])
def test_a_right_answer_earns_everything(name: str, sandbox: Sandbox) -> None:
    graded = unit.grade_file(E1, answer(name), sandbox, seed=SEED)
    assert (graded["state"], graded["points"], graded["of"]) == ("passed", E1.points, E1.points)
    assert [part["kind"] for part in graded["parts"]] == ["right"] * len(E1.parts)


@pytest.mark.parametrize("mistake", [mistake.id for mistake in E1.mistakes])
def test_a_known_wrong_answer_is_named(mistake: str, sandbox: Sandbox) -> None:
    graded = unit.grade_file(E1, answer(f"wrong_{mistake.replace('-', '_')}"), sandbox, seed=SEED)
    assert graded["state"] == "open"
    (named, *_) = [part for part in graded["parts"] if part["mistake"] == mistake]
    assert named["points"] == 0
    assert named["told"] == E1.mistake(mistake).says


def test_nothing_handed_in_is_missing(sandbox: Sandbox) -> None:
    graded = unit.grade_file(E1, None, sandbox)
    assert (graded["state"], graded["points"]) == ("missing", 0)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(sandbox: Sandbox) -> None:
    content = b"\xef\xbb\xbf" + answer("solution").replace(b"\n", b"\r\n")
    assert unit.grade_file(E1, content, sandbox, seed=SEED)["points"] == E1.points


@pytest.mark.parametrize(
    ("content", "state", "said"),
    [
        (stubs.text(E1).encode(), "not started", "The stub has not been touched."),
        (b"\xef\xbb\xbf\r\n", "not started", "The file is empty."),
        (b"x = 1", "open", "no `least_confident`"),
        (b"def least_confident(:", "open", "Python cannot read the file"),
        ("# \xe4".encode("latin-1"), "open", "not text in UTF-8"),
        (b"x = 1\n" * 40_000, "open", "larger than 200,000 bytes"),
        (b"raise SystemExit", "open", "ends the program"),
        (b"import os; os._exit(0)", "open", "ended before it gave an answer"),
        (b"1 / 0", "open", "ZeroDivisionError in line 1: `1 / 0`"),
        (b"from altutor.strategies import uncertainty", "open", "leaves the work to the package"),
    ],
)
def test_what_cannot_be_right_says_why(content: bytes, state: str, said: str, sandbox: Sandbox) -> None:
    name = E1.parts[0].id
    graded = unit.grade_file(E1, content, sandbox, seed=SEED)
    assert (graded["state"], graded["points"]) == (state, 0)
    told = {part["part"]: part["told"] for part in graded["parts"]}[name]
    assert said.replace("least_confident", function()) in told


def function() -> str:
    """Return the function that the first part asks for."""
    return next(line for line in stubs.text(E1).splitlines() if line.startswith("def "))[4:].partition("(")[0]


def test_half_done_earns_half(sandbox: Sandbox) -> None:
    exercise = catalogue.one("ch01 e2")
    solution = (ANSWERS / exercise.id / "solution.py").read_text(encoding="utf-8")
    last = solution.rindex("\ndef ")
    graded = unit.grade_file(exercise, solution[:last].encode(), sandbox, seed=SEED)
    assert graded["state"] == "open"
    assert 0 < graded["points"] < exercise.points


def test_a_failure_of_the_grader_is_ungraded_and_never_zero() -> None:
    class Broken:
        walls = False

        def student(self, *_: object) -> None:
            raise OSError("no more processes")

    graded = unit.grade_file(E1, answer("solution"), Broken())  # type: ignore[arg-type]
    assert graded["state"] == "ungraded"
    assert "no more processes" in graded["reason"]


def test_the_same_submission_gets_the_same_grade(sandbox: Sandbox) -> None:
    content = (
        b"import random\nimport numpy as np\n\n\ndef unsure(scores):\n    return np.random.default_rng().random(3)\n"
    )
    for each in (answer("solution"), content):
        first, second = (json.dumps(unit.grade_file(E1, each, sandbox, seed=SEED)) for _ in range(2))
        assert first == second


def test_another_seed_asks_with_other_numbers(sandbox: Sandbox) -> None:
    """An answer that knows the numbers of the self-check, and no others, earns nothing."""
    name = function()
    recorded = record(name)
    content = f"ANSWERS = {recorded!r}\n\n\ndef {name}(scores):\n    return ANSWERS.get(repr(scores.tolist()))\n"
    assert unit.grade_file(E1, content.encode(), sandbox, seed=0)["points"] > 0
    assert unit.grade_file(E1, content.encode(), sandbox, seed=SEED)["points"] == 0


def record(name: str) -> dict[str, object]:
    """Return what the solution answers to the questions of the self-check."""
    from altutor.classroom import wire
    from altutor.classroom.grade import grade
    from altutor.classroom.student import Direct

    seen: dict[str, object] = {}

    class Listening(Direct):
        def request(self, request, seconds):  # type: ignore[no-untyped-def]
            reply = super().request(request, seconds)
            for (arguments, *_), value in zip(request.get("with", []), reply.values, strict=False):
                plain = wire.decode(arguments)
                seen[repr(plain.tolist() if hasattr(plain, "tolist") else plain)] = (
                    value.tolist() if hasattr(value, "tolist") else value
                )
            return reply

    path = ANSWERS / E1.id / "solution.py"
    assert grade(E1, path, Listening(path), seed=0).points == E1.points
    return seen


def test_what_the_process_made_up_is_not_repeated() -> None:
    secret = "0.123456789"
    found = [
        Trouble("crash", f"ValueError: {secret}", 1, secret, secret),
        Trouble("crash", f"{secret}: x", 99),
        Trouble("missing", secret),
        Trouble("exit", secret),
        Wrong(f"f({secret})", secret, secret, secret),
    ]
    for each in found:
        told = words.told(E1, PartResult(E1.parts[0], 0, each), "def f(): ...")
        assert told
        assert secret not in told


def test_every_kind_of_trouble_has_words() -> None:
    for kind in ("crash", "exit", "missing", "not a function", "time", "memory", "processes", "gone", "broken"):
        result = PartResult(E1.parts[0], 0, Trouble(kind, "x"))
        assert words.kind(result) == kind
        assert words.told(E1, result, "") not in ("", "The answer could not be judged.")
