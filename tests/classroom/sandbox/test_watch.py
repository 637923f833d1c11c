from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from altutor.classroom.sandbox.limits import LIMITS, MB
from altutor.classroom.sandbox.watch import Watch, use

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc")

BURN = "import time\nwhile time.process_time() < 0.5: pass\n"
READY = "print('ready', flush=True)\nimport time\ntime.sleep(60)\n"


@pytest.fixture
def running() -> Iterator[Callable[[str], subprocess.Popen]]:
    started = []

    def run(code: str) -> subprocess.Popen:
        started.append(subprocess.Popen([sys.executable, "-S", "-c", code], stdout=subprocess.PIPE))
        assert started[-1].stdout.readline() == b"ready\n"
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_processor_time_is_counted(running) -> None:
    assert 0.45 < use(running(BURN + READY).pid).seconds < 0.8


def test_processor_time_of_children_that_ended_is_counted(running) -> None:
    code = f"import os\nif os.fork() == 0:\n    exec({BURN!r})\n    os._exit(0)\nos.wait()\n"
    assert 0.45 < use(running(code + READY).pid).seconds < 0.8


def test_processor_time_of_grandchildren_that_run_is_counted(running) -> None:
    code = f"import os\nif os.fork() == 0:\n    if os.fork() == 0:\n        exec({BURN!r})\n        exec({READY!r})\n"
    process = running(code + "import time\ntime.sleep(60)\n")
    found = use(process.pid)
    assert 0.45 < found.seconds < 0.8
    assert found.threads == 3
    for child in children(process.pid):
        for grandchild in children(child):
            os.kill(grandchild, signal.SIGKILL)
        os.kill(child, signal.SIGKILL)


def test_memory_and_threads_are_counted(running) -> None:
    plain = use(running(READY).pid)
    code = "import threading, time\nfor _ in range(4):\n    "
    code += "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    more = use(running(f"x = b'x' * {50 * MB}\n" + code + READY).pid)
    assert 45 * MB < more.memory - plain.memory < 60 * MB
    assert more.threads - plain.threads == 4


def test_a_process_that_is_gone_uses_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-S", "-c", ""])
    process.wait()
    found = use(process.pid)
    assert (found.seconds, found.memory, found.threads) == (0.0, 0, 0)


def test_a_name_with_brackets_is_understood(running) -> None:
    name = "open('/proc/self/comm', 'w').write(') R 1 (')\n"
    assert use(running(name + READY).pid).threads == 1


class Ended:
    def __init__(self) -> None:
        self.times, self.event = 0, threading.Event()

    def __call__(self) -> None:
        self.times += 1
        self.event.set()


@pytest.mark.parametrize(
    ("code", "exceeded", "changes"),
    [
        (READY + "while True: pass\n", "time", {}),
        ("while True: pass\n", "time", {}),
        ("x = b'x' * 2**27\nimport time\ntime.sleep(60)\n", "memory", {"memory": 64 * MB}),
        ("import os, time\nfor _ in range(2): os.fork()\ntime.sleep(5)\n", "processes", {"threads": 3}),
    ],
    ids=["sleeps", "spins", "memory", "processes"],
)
def test_what_exceeds_is_ended_and_named(running, code: str, exceeded: str, changes: dict) -> None:
    process = running("print('ready', flush=True)\n" + code.removeprefix("print('ready', flush=True)\n"))
    ended = Ended()
    watch = Watch(process.pid, dataclasses.replace(LIMITS, patience=1.0, spare=1.0, **changes), ended)
    watch.allow(0.5)
    watch.start()
    assert ended.event.wait(10)
    assert (watch.exceeded, ended.times) == (exceeded, 1)
    watch.stop()


def test_what_keeps_its_limits_goes_on(running) -> None:
    ended = Ended()
    watch = Watch(running(READY).pid, LIMITS, ended)
    watch.allow(1.0)
    watch.start()
    time.sleep(0.3)
    watch.rest()
    watch.stop()
    assert (watch.exceeded, ended.times, watch.is_alive()) == (None, 0, False)


def test_between_questions_next_to_nothing_is_allowed(running) -> None:
    ended = Ended()
    watch = Watch(running("print('ready', flush=True)\nwhile True: pass\n").pid, LIMITS, ended)
    watch.allow(100.0)
    watch.rest()
    watch.start()
    assert ended.event.wait(30)
    assert watch.exceeded == "time"
    watch.stop()


def test_it_finds_children_of_this_process_itself() -> None:
    process = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
    try:
        assert use(os.getpid()).threads > threading.active_count()
    finally:
        process.kill()
        process.wait()
