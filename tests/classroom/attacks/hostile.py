"""Where attacks are graded: in a sandbox that notes what is asked and started, beside a course full of secrets."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

import altutor
from altutor.classroom import catalogue
from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import grade
from altutor.classroom.sandbox.boxed import Boxed, Sandbox
from altutor.classroom.sandbox.limits import LIMITS, MB, Limits
from altutor.classroom.student import Direct, Reply

PACKAGE = Path(altutor.__file__).parent
ROOT = PACKAGE.parent
CORPUS = Path(__file__).parent / "corpus"
E1 = catalogue.one("ch01 e1")
HONEST = (ROOT / "tests" / "exercises" / E1.id / "solution.py").read_bytes()
SEED = 7_316_520_994_171_235_861
SECRET = "kept-from-students"
PATIENT = dataclasses.replace(LIMITS, memory=128 * MB)  # where the first limit to be met must not be that on time
QUICK = dataclasses.replace(LIMITS, memory=512 * MB, loading=5.0, patience=1.0, spare=1.5)


def hurried(exercise: Exercise, seconds: float = 1.0) -> Exercise:
    """Return an exercise with time limits that a test can wait for."""
    return dataclasses.replace(exercise, parts=[dataclasses.replace(part, seconds=seconds) for part in exercise.parts])


@dataclass(frozen=True)
class Noting(Sandbox):
    """A sandbox that keeps everybody who answered."""

    limits: Limits = QUICK
    seen: list[Noted] = field(default_factory=list)

    def student(self, file: Path, exercise: Exercise) -> Boxed:
        """Return who answers for a file."""
        self.seen.append(Noted(file, exercise, self, self.limits))
        return self.seen[-1]


class Noted(Boxed):
    """Notes the questions, and the space of process numbers that nothing which runs in the sandbox can leave."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.asked: list[Any] = []
        self.spaces: set[str] = set()

    def _exchange(self, request: dict[str, Any], seconds: float) -> Reply:
        assert self.process is not None
        self.asked.append(request)
        end = time.monotonic() + 5  # before the first question nothing of the student runs
        while not (space := _space_of(self.process.pid)) and self.process.poll() is None and time.monotonic() < end:
            time.sleep(0.002)
        self.spaces.add(space)
        return super()._exchange(request, seconds)


def _space_of(pid: int) -> str:
    """Return the space of process numbers of a descendant that is in another than this process; empty: none yet."""
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        try:
            space = os.readlink(f"/proc/{one}/ns/pid")
            if space != os.readlink("/proc/self/ns/pid"):
                return space
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return ""


def left(spaces: set[str], mark: str, patience: float = 3.0) -> list[str]:
    """Return the command lines of what still runs of a submission, once the kernel has had time to end it."""
    end = time.monotonic() + patience
    while found := _running(spaces, mark):
        if time.monotonic() > end:
            return found
        time.sleep(0.02)
    return []


def _running(spaces: set[str], mark: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes()
            if os.readlink(process / "ns" / "pid") in spaces or mark.encode() in line:
                found.append(f"{process.name} {line!r}")
        except OSError:  # it ended, or is somebody else's
            continue
    return found


def make_course(folder: Path) -> Path:
    """Write what a submission must neither read nor change."""
    course = folder / "course"
    (course / "week3").mkdir(parents=True)
    (course / "submissions").mkdir()
    (course / "roster.csv").write_text(f"student,email\nada,{SECRET}@example.org\n")
    (course / "week3" / "assignment.json").write_text(json.dumps({"seed": SEED, "secret": SECRET}))
    (course / "submissions" / "bob.py").write_bytes(HONEST)
    return course


def state_of(*folders: Path) -> dict[str, str]:
    """Return what must not change: every file's content, mode and time."""
    found = {}
    for path in [path for folder in folders for path in [folder, *folder.rglob("*")]]:
        if "__pycache__" not in path.parts:
            about = path.stat()
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            found[str(path)] = f"{about.st_mode} {about.st_mtime_ns} {content}"
    return found


def visible_table() -> str:
    """Return right answers to all questions of the self-check, by question."""
    table: dict[str, Any] = {}

    class Keeping(Direct):
        def request(self, request: dict[str, Any], seconds: float) -> Reply:
            reply = super().request(request, seconds)
            for arguments, value in zip(request["with"], reply.values, strict=True):
                table[json.dumps([np.asarray(one).tolist() for one in map(_plain, arguments)])] = _listed(value)
            return reply

    path = ROOT / "tests" / "exercises" / E1.id / "solution.py"
    assert grade(E1, path, Keeping(path)).points == E1.points
    return json.dumps(table)


def _plain(argument: Any) -> Any:
    from altutor.classroom import wire

    return wire.decode(argument)


def _listed(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value


def numbers_of(asked: Any) -> set[str]:
    """Return the questions' numbers, as a text may show them."""
    found: set[str] = set()
    for request in asked:
        for arguments in request.get("with", []):
            for value in map(_plain, arguments):
                if isinstance(value, np.ndarray) and value.dtype.kind == "f":
                    found |= {f"{number:.4f}" for number in value.ravel().tolist()}
    return found
