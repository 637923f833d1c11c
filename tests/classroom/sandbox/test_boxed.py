from __future__ import annotations

import contextlib
import dataclasses
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from walled import E1, needs_walls, write

from altutor.classroom.sandbox import boxed
from altutor.classroom.sandbox.boxed import Boxed, Sandbox, choose
from altutor.classroom.sandbox.limits import LIMITS, MB
from altutor.classroom.student import Trouble

CODE = """
import os, stat, sys, time

WORD = "found"


def double(x):
    return 2 * x


def vanish():
    os._exit(0)


def forever():
    while True:
        pass


def send(data):
    for number in range(3, 20):
        try:
            if stat.S_ISFIFO(os.fstat(number).st_mode):
                while data:
                    data = data[os.write(number, data):]
        except OSError:
            pass


def none():
    send(b'{"values": []}\\n')
    time.sleep(60)


def two():
    send(b'{"values": [1, 2]}\\n')
    time.sleep(60)


def failure():
    send(b'{"trouble": {"kind": "grader", "text": ""}}\\n')
    time.sleep(60)


def ahead():
    import threading

    def go_on():
        line = b'{"values": ["' + b"x" * 3_000_000 + b'"]}\\n'
        while True:
            send(line)

    threading.Thread(target=go_on, daemon=True).start()
    time.sleep(0.2)
    return "late"


def long():
    return "x" * 5_000_000


def escape():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(15)
        os._exit(0)
    os._exit(0)


def threads():
    return len(os.listdir("/proc/self/task"))
"""
HASTY = dataclasses.replace(LIMITS, loading=1.0, patience=1.0, spare=1.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path, CODE)


@pytest.fixture
def student(file: Path) -> Iterator[Boxed]:
    with choose().student(file, E1) as one:
        yield one


def ask(student: Boxed, name: str, *arguments: object, seconds: float = 10.0) -> object:
    return student.request({"call": name, "with": [list(arguments)]}, seconds).values[0]


@needs_walls
def test_it_answers_calls_and_names(student: Boxed) -> None:
    assert student.request({"call": "double", "with": [[1], [2]]}, 5.0).values == [2, 4]
    assert student.request({"value": "WORD"}, 5.0).values == ["found"]


@needs_walls
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("vanish", "gone"),
        ("forever", "time"),
        ("none", "broken"),
        ("two", "broken"),
        ("failure", "broken"),
        ("long", "broken"),
        ("escape", "gone"),
        ("nothing", "missing"),
        ("WORD", "not a function"),
    ],
)
def test_trouble_is_named_and_costs_that_question_alone(student: Boxed, name: str, kind: str) -> None:
    with pytest.raises(Trouble) as found:
        ask(student, name, seconds=1.0)
    assert (found.value.kind, found.value.called) == (kind, name)
    student.stop()
    assert ask(student, "double", 4) == 8


@needs_walls
def test_answers_that_nobody_asked_for_do_not_fill_the_memory(student: Boxed) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with contextlib.suppress(Trouble):  # the first answer that arrives may be a forged one
        ask(student, "ahead")
    end = time.monotonic() + 60
    while student.watch.exceeded is None and time.monotonic() < end:  # it may go on for a second of processor time
        time.sleep(0.05)
    assert student.watch.exceeded == "time"
    assert student.answers.qsize() <= 4
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 100 * MB


@needs_walls
def test_a_file_that_does_not_load_in_time_is_not_loaded_for_every_part(tmp_path: Path) -> None:
    starts = []

    class Counting(Boxed):
        def _start(self) -> None:
            starts.append(1)
            super()._start()

    with Counting(write(tmp_path, "while True: pass\n"), E1, choose(), HASTY) as student:
        for name in ("one", "two", "three"):
            with pytest.raises(Trouble) as found:
                ask(student, name)
            assert (found.value.kind, found.value.called) == ("time", name)
    assert starts == [1]


@needs_walls
def test_a_watch_that_fails_is_a_failure_of_the_grader_and_no_hang(student: Boxed, monkeypatch) -> None:
    ask(student, "double", 1)
    monkeypatch.setattr(boxed, "OVERDUE", 0.0)
    student.watch.stop()
    student.limits = HASTY
    with pytest.raises(RuntimeError, match="watch"):
        ask(student, "forever", seconds=0.1)
    assert student.process is None


@needs_walls
def test_nothing_is_left(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    here = {*tmp_path.iterdir()}

    def use(names: list[str]) -> None:
        for name in names:
            with choose().student(file, E1) as student, pytest.raises(Trouble):
                ask(student, name)

    use(["vanish"])
    threads, files = threading.active_count(), len(os.listdir("/proc/self/fd"))
    use(["vanish", "two", "none", "escape", "long", "nothing"])
    assert (threading.active_count(), len(os.listdir("/proc/self/fd"))) == (threads, files)
    assert {*tmp_path.iterdir()} == here


@needs_walls
def test_memory_of_the_grader_is_bounded_for_the_worst_answers(file: Path) -> None:
    """Four megabytes of JSON that become as many objects as possible."""
    from altutor.classroom.student import read

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for piece in ("{},", "[],", '"é",', '{"a":0},'):
        count = LIMITS.answer // len(piece) - 10
        assert len(read('{"values":[' + (piece * count).rstrip(",") + "]}").values) == count
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 600 * MB


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_without_walls_what_escapes_does_not_hold_the_grader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)  # this code may run as whoever tests it
    file = write(tmp_path, CODE)
    started = time.monotonic()
    with Sandbox(False, "").student(file, E1) as student:
        student.limits = HASTY
        with pytest.raises(Trouble) as found:
            ask(student, "escape", seconds=0.5)
    assert found.value.kind in ("gone", "time")
    assert time.monotonic() - started < 12
