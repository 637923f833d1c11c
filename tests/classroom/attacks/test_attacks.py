"""Every attack of the corpus, graded beside an honest submission."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hostile import (
    CORPUS,
    E1,
    HONEST,
    PACKAGE,
    PATIENT,
    QUICK,
    ROOT,
    SECRET,
    SEED,
    Noting,
    hurried,
    left,
    make_course,
    numbers_of,
    state_of,
    visible_table,
)

from altutor.classroom.assignment.assignment import Assigned, Assignment
from altutor.classroom.grade import grade
from altutor.classroom.grading.unit import grade_file
from altutor.classroom.sandbox import box
from altutor.classroom.sandbox.boxed import choose
from altutor.classroom.student import Direct
from altutor.classroom.submissions.collect import collect

ATTACKS = sorted(path.stem.partition("_")[2] for path in CORPUS.glob("[0-9]*.py"))
FILES = {path.stem.partition("_")[2]: path for path in CORPUS.glob("[0-9]*.py")}
DESERVED = {"time_out_of_one_part": 1, "death_of_one_part": 2}
FOUND_OUT = {  # where the attack ends itself by os._exit(3) when it meets what it looks for
    "environment": "crash",
    "memory_without_a_name": "wrong",
    "memory_of_others": "wrong",
    "system_settings": "wrong",
    "keys_of_the_grader": "wrong",
    "name_spaces": "wrong",
    "priorities": "wrong",
}
LIMITED = {
    "ignores_signals": "time",
    "stops_itself": "time",
    "fork_bomb": "processes memory",  # pages that processes share are counted for each
    "thread_bomb": "processes",
    "memory": "memory",
    "memory_in_children": "memory",
    "shared_memory": "memory",
    "sleeps": "time",
    "busy_on_import": "time",
    "catastrophic_expression": "time",
    "never_ending_line": "time",
}
SLOWEST = 40.0  # seconds; on a quiet machine the longest takes about 6

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(box.why_not()) and os.environ.get("ALTUTOR_REQUIRE_SANDBOX") != "1",
        reason=f"{box.why_not()}; ALTUTOR_REQUIRE_SANDBOX=1 makes this a failure",
    ),
]


def graded_honestly() -> str:
    return json.dumps(grade_file(E1, HONEST, choose(), seed=SEED))


@pytest.fixture(scope="module")
def neighbour() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield pool


@pytest.fixture(scope="module")
def honest(neighbour: ProcessPoolExecutor) -> str:
    graded = neighbour.submit(graded_honestly).result()
    assert json.loads(graded)["points"] == E1.points
    return graded


@pytest.fixture(scope="module")
def table() -> str:
    return visible_table()


@pytest.fixture
def listening() -> Iterator[tuple[socket.socket, int]]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.0)
        yield server, server.getsockname()[1]


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gains_nothing(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    neighbour: ProcessPoolExecutor,
    honest: str,
    table: str,
    listening: tuple[socket.socket, int],
) -> None:
    course, mark = make_course(tmp_path), f"attack{uuid.uuid4().hex}"
    server, port = listening
    places = {"MARK": mark, "PID": os.getpid(), "COURSE": course, "ROOT": ROOT, "PORT": port}
    places |= {"SECRET": SECRET, "TABLE": table}
    content = FILES[name].read_text(encoding="utf-8")
    for place, value in places.items():
        content = content.replace(f"@{place}@", str(value))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("ALTUTOR_SECRET", SECRET)
    before = state_of(course, PACKAGE / "classroom" / "graders", PACKAGE / "classroom" / "stubs")
    filling = LIMITED.get(name) == "memory"
    exercise = hurried(E1, 5.0 if filling else 1.0)
    sandbox = Noting(True, box.version(), PATIENT if filling or name in DESERVED else QUICK)

    beside = neighbour.submit(graded_honestly)
    started = time.monotonic()
    graded = grade_file(exercise, content.encode(), sandbox, seed=SEED)
    took = time.monotonic() - started

    assert (graded["state"], graded["points"], graded["of"]) == ("open", DESERVED.get(name, 0), E1.points)
    told = json.dumps(graded)
    assert SECRET not in told
    assert str(SEED) not in told
    kinds = {part["kind"] for part in graded["parts"] if not part["points"]}
    if name in FOUND_OUT or name in LIMITED:
        assert kinds <= {*(FOUND_OUT | LIMITED)[name].split()}
    (answered,) = sandbox.seen or [None]
    if answered is not None:
        spaces = answered.spaces - {""}
        assert spaces
        assert left(spaces, mark) == []
        assert [number for number in numbers_of(answered.asked) if number in told] == []
    assert beside.result(timeout=60) == honest
    assert state_of(course, PACKAGE / "classroom" / "graders", PACKAGE / "classroom" / "stubs") == before
    assert list((tmp_path / "tmp").iterdir()) == []
    assert [path for place in ("/tmp", "/dev/shm", "/var/tmp") for path in Path(place).glob(f"*{mark}*")] == []
    with pytest.raises(BlockingIOError):  # nobody has called
        server.accept()
    assert took < SLOWEST


def test_there_are_enough() -> None:
    assert len(ATTACKS) >= 45
    assert len(set(ATTACKS)) == len(list(CORPUS.glob("*.py")))
    assert {*DESERVED, *FOUND_OUT, *LIMITED} <= set(ATTACKS)


@pytest.mark.parametrize("name", ["runner_patched", "os_exit_zero", "equal_to_everything", None])
def test_forgeries_do_fool_a_grader_in_the_same_process(name: str | None, tmp_path: Path) -> None:
    code = FILES[name].read_text(encoding="utf-8") if name else "def least_confidence(probabilities):\n    return 7\n"
    (tmp_path / "exercise.py").write_text(code, encoding="utf-8")
    asks = "import exercise\n\ndef test_it():\n    assert exercise.least_confidence([[0.5, 0.5]]) == [0.5]\n"
    (tmp_path / "test_exercise.py").write_text(asks, encoding="utf-8")
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:altutor", "test_exercise.py"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == (0 if name else 1)


def test_the_table_would_earn_everything_with_the_visible_seed(table: str, tmp_path: Path) -> None:
    path = tmp_path / "e1_least_confidence.py"
    path.write_text(FILES["visible_seed"].read_text(encoding="utf-8").replace("@TABLE@", table), encoding="utf-8")
    assert grade(E1, path, Direct(path)).points == E1.points


def test_who_knows_that_it_is_graded_would_earn_points_in_the_same_process() -> None:
    assert grade(E1, FILES["sniffs"], Direct(FILES["sniffs"])).points == 1


HARD_TO_READ = {
    "null bytes": b"x = 1\0\n",
    "no utf-8": b"# \xff\xfe\nx = 1\n",
    "hidden by an encoding": b"# coding: utf-7\n+AGkAbQBwAG8AcgB0- os\n",
    "hidden by an encoding behind a line end": b"\r# coding: utf-7\n+AGkAbQBwAG8AcgB0- os\n",
    "unknown encoding": b"# coding: nothing\nx = 1\n",
    "two hundred kilobytes": b"x = 1\n" * 40_000,
    "a number without end": b"x = 0x" + b"f" * 100_000,
    "nested signs": b"x = " + b"-" * 100_000 + b"1",
    "nested sums": b"x = 1" + b" + 1" * 40_000,
    "nested calls": b"x = a" + (b"(" + b"b," * 300 + b")") * 300,
    "nested functions": b"".join(b" " * i + b"def f():\n" for i in range(95)) + (b" " * 95 + b"x = 1\n") * 1900,
    "nested brackets": b"x = " + b"[" * 150 + b"]" * 150,
    "nested branches": b"if 1:\n pass\n" + b"elif 1:\n pass\n" * 10_000,
    "many statements": b"x;" * 90_000,
    "open brackets": b"(" * 199,
    "nothing": b"",
    "white space": b" \t\n\x0c\r\n" * 100,
}


@pytest.mark.parametrize("name", HARD_TO_READ)
def test_a_file_that_is_hard_to_read_is_refused_soon(name: str) -> None:
    started = time.process_time()
    graded = grade_file(E1, HARD_TO_READ[name], Noting(True, ""), seed=SEED)
    empty = name in ("nothing", "white space")
    kind = "not started" if empty else "missing" if name == "nested brackets" else "refused"
    assert {part["kind"] for part in graded["parts"]} == {kind}
    assert (graded["state"], graded["points"]) == ("not started" if empty else "open", 0)
    assert len(json.dumps(graded)) < 5_000
    assert time.process_time() - started < 10


def test_zips_do_not_reach_anything(tmp_path: Path, neighbour: ProcessPoolExecutor, honest: str) -> None:
    course = make_course(tmp_path)
    before = state_of(course)
    (folder := tmp_path / "handed in").mkdir()
    name = f"{E1.stem}.py"
    with zipfile.ZipFile(folder / "ada.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"../course/submissions/{name}", "x = 1\n")
        archive.writestr(str(course / "roster.csv"), "ada,100\n")
        archive.writestr("..\\..\\roster.csv", "ada,100\n")
        link = zipfile.ZipInfo(name)
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, str(course / "submissions" / "bob.py"))
        archive.writestr("bomb.py", b"0" * 200_000_000)
        archive.writestr("conftest.py", "import os; os._exit(0)\n")
    with zipfile.ZipFile(folder / "eve.zip", "w") as archive:
        for number in range(10_000):
            archive.writestr(f"\u202e{number}/\x1b[2J.py", "x = 1\n")
    with zipfile.ZipFile(folder / "bob.zip", "w") as archive:
        archive.writestr(name, HONEST)
    asked = Assignment("week3", "Week 3", SEED, (Assigned(E1.id, 3.0),), None, False, "0.1.0")
    started = time.monotonic()
    found = {one.student: one.files for one in collect(folder, asked, None)[0]}
    assert time.monotonic() - started < 20
    assert found["bob"] == {E1.id: HONEST}
    assert not any(found.get(who) for who in ("ada", "eve"))
    assert state_of(course) == before
    assert neighbour.submit(graded_honestly).result() == honest
