from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from altutor.classroom.student import Direct, Trouble, Worker, read

CODE = """
import os, sys, threading, time
import numpy as np

NUMBER = 7
empty = None


def double(x):
    return 2 * x


def crash(x):
    y = x + 1
    return y / 0


def forever():
    while True:
        pass


def leave():
    sys.exit(0)


def vanish():
    os._exit(0)


def talk():
    print("hello")
    os.write(1, b"from below")
    return 1


def listen():
    return input()


def many():
    return np.zeros(3_000_000)


def forge():
    os.write(3, b'{"values": [1]}\\n')
    return 2
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "e1_task.py"
    file.write_text(CODE)
    return file


@pytest.fixture
def worker(path: Path):
    with Worker(path) as found:
        yield found


def call(student, name: str, *arguments, seconds: float = 5.0):
    return student.request({"call": name, "with": [list(arguments)]}, seconds).values[0]


def test_both_ways_give_the_same_answers(path: Path, worker: Worker) -> None:
    for student in (worker, Direct(path)):
        assert call(student, "double", 4) == 8
        assert student.request({"call": "double", "with": [[1], [2]]}, 5).values == [2, 4]
        assert student.request({"value": "NUMBER"}, 5).values == [7]
        assert student.request({"value": "empty"}, 5).values == [None]


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("forever", "time", "no answer within 1 second"),
        ("leave", "exit", "SystemExit"),
        ("vanish", "gone", "ended before"),
        ("NUMBER", "not a function", "`NUMBER` is a int"),
        ("dubble", "missing", "There is `double`"),
        ("nothing_like_it", "missing", "The file has no `nothing_like_it`."),
        ("listen", "crash", "EOFError"),
        ("many", "broken", "longer than"),
    ],
)
def test_trouble_is_told_and_the_next_call_works(worker: Worker, name: str, kind: str, says: str) -> None:
    call(worker, "double", 1)  # the first answer may take longer
    with pytest.raises(Trouble, match=says) as found:
        call(worker, name, seconds=5.0 if name == "many" else 1.0)
    assert found.value.kind == kind
    assert call(worker, "double", 1) == 2


def test_a_crash_names_the_line_of_the_student(worker: Worker) -> None:
    with pytest.raises(Trouble, match="ZeroDivisionError: division by zero") as found:
        call(worker, "crash", 1)
    assert (found.value.line, found.value.code) == (CODE.splitlines().index("    return y / 0") + 1, "return y / 0")
    assert "Traceback" in found.value.trace


def test_what_is_printed_is_kept_apart(worker: Worker) -> None:
    reply = worker.request({"call": "talk", "with": [[]]}, 5)
    assert reply.values == [1]
    assert "hello" in reply.printed
    assert "from below" in reply.printed
    assert worker.request({"call": "double", "with": [[1]]}, 5).printed == ""


def test_a_file_that_cannot_be_imported_says_where(tmp_path: Path) -> None:
    file = tmp_path / "e1_task.py"
    file.write_text("import numpy\nimport no_such_library\n")
    with Worker(file) as student, pytest.raises(Trouble, match="no_such_library") as found:
        call(student, "double", 1)
    assert found.value.line == 2


def test_the_process_and_its_children_are_gone_afterwards(tmp_path: Path) -> None:
    file = tmp_path / "e1_task.py"
    file.write_text("import subprocess\n\n\ndef start():\n    return subprocess.Popen(['sleep', '60']).pid\n")
    with Worker(file) as student:
        child = call(student, "start")
    for _ in range(50):
        if not Path(f"/proc/{child}").exists() or "zombie" in Path(f"/proc/{child}/status").read_text():
            break
        time.sleep(0.1)
    else:
        os.kill(child, 9)
        pytest.fail("a process that the student's code started is still there")


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "3", '{"values": 3}', '{"values": [{"$array": 1}]}', '{"trouble": {}}']
)
def test_broken_answers_are_trouble(line: str) -> None:
    with pytest.raises(Trouble):
        read(line)


def test_a_student_may_change_what_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "e1_task.py"
    file.write_text("def spoil(x):\n    x[:] = 0\n    return x\n")
    given = np.ones(3)
    from altutor.classroom.wire import encode

    Direct(file).request({"call": "spoil", "with": [[encode(given)]]}, 1)
    assert given.sum() == 3
