"""A student's answers, from a process in a sandbox."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from altutor.classroom.exercise import Exercise
from altutor.classroom.sandbox import box, calls
from altutor.classroom.sandbox.limits import LIMITS, Limits
from altutor.classroom.sandbox.watch import Watch
from altutor.classroom.student import Reply, Trouble, read
from altutor.errors import AltutorError

NOBODY = 65534
OVERDUE = 60.0  # seconds after which the watch must have failed
CLOSING = 1.0  # seconds in which a pipe of an ended process must be read to its end


@dataclass(frozen=True)
class Sandbox:
    """A way to run students' files.

    Attributes
    ----------
    walls
        Whether bubblewrap parts them from everything else.
    says
        How reports name it.
    """

    walls: bool
    says: str

    def student(self, file: Path, exercise: Exercise) -> Boxed:
        """Return who answers for a file."""
        return Boxed(file, exercise, self)


def choose(unsafe: bool = False) -> Sandbox:
    """Return the sandbox that this machine has.

    Parameters
    ----------
    unsafe
        Do without walls where there can be none.

    Raises
    ------
    AltutorError
        When there is none, and `unsafe` does not say to go on.
    """
    why = box.why_not()
    if not why:
        return Sandbox(True, box.version())
    closed = _closed_to_others()
    if unsafe:
        if closed:
            raise AltutorError(
                f"Without a sandbox, root runs students' code as the user nobody, who may not enter {closed}, where "
                "Python lies. Install altutor where everybody may read it, such as /opt, or grade as another user."
            )
        return Sandbox(False, "none (--unsafe)")
    raise AltutorError(
        f"There is no sandbox for students' code: {why}. Install it, or grade in the container of "
        "docs/guides/containers.md"
        + ("." if closed else ", or add --unsafe where you trust every submission as you trust your own code.")
    )


def _closed_to_others() -> Path | None:
    """Return a folder that keeps a user without rights from this Python; None where there is none, or no need."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    here = (Path(sys.executable), Path(sys.executable).resolve(), box.PACKAGE)
    return next((place for file in here for place in file.parents if not place.stat().st_mode & 0o001), None)


class Boxed:
    """A student's file in a sandbox; started when first needed, and again after it was ended."""

    def __init__(self, file: Path, exercise: Exercise, sandbox: Sandbox, limits: Limits = LIMITS) -> None:
        self.file, self.exercise, self.sandbox, self.limits = file, exercise, sandbox, limits
        self.process: subprocess.Popen[bytes] | None = None
        self.unloadable: Trouble | None = None

    def __enter__(self) -> Boxed:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def request(self, request: dict[str, Any], seconds: float) -> Reply:
        """Ask, and wait for as long as the part allows, in processor time.

        Raises
        ------
        Trouble
            When there is no answer. Its ``called`` is the name of what was asked for.
        """
        try:
            if self.process is None:
                self._load()
            return self._exchange(request, seconds)
        except Trouble as trouble:
            trouble.called = str(request.get("call", request.get("value")))
            raise

    def stop(self) -> None:
        """End the process and all that it has started."""
        if self.process is None:
            return
        self.watch.stop()
        self._kill()
        self.process.wait()
        for thread, pipe in ((self.sender, self.process.stdin), (self.listener, self.process.stdout)):
            thread.join(CLOSING)
            if not thread.is_alive():  # else something that escaped holds the pipe, and closing it would wait as well
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
        self.process = None
        self.scratch.cleanup()

    def _load(self) -> None:
        """Start, and load the file; one that hit a limit is not loaded again for every part."""
        if self.unloadable is not None:
            raise Trouble(self.unloadable.kind, self.unloadable.text)
        self._start()
        try:
            self._exchange({"value": "__name__"}, self.limits.loading)
        except Trouble as trouble:
            if self.watch.exceeded:
                self.unloadable = trouble
            raise

    def _exchange(self, request: dict[str, Any], seconds: float) -> Reply:
        assert self.process is not None
        self.watch.allow(seconds)
        # A process that does not read must not keep the grader from hearing that it was ended.
        line = json.dumps(request).encode() + b"\n"
        self.sender = threading.Thread(target=_send, args=(self.process.stdin, line), daemon=True)
        self.sender.start()
        try:
            answer = self.answers.get(timeout=self.limits.wall(seconds) + OVERDUE)
        except queue.Empty:
            self.stop()
            raise RuntimeError("The watch let a question run on.") from None
        self.watch.rest()
        if answer.endswith(b"\n"):
            reply = read(answer.decode("utf-8", "replace"))
            if len(reply.values) != len(request.get("with", [None])):
                raise Trouble("broken", "There is not one answer to each question.")
            return reply
        exceeded = self.watch.exceeded
        self.stop()
        if len(answer) >= self.limits.answer:
            raise Trouble("broken", f"The answer is longer than {self.limits.answer:,} bytes.")
        if exceeded == "time":
            raise Trouble("time", f"There was no answer within {seconds:g} seconds.")
        if exceeded:
            raise Trouble(exceeded, f"The code used more {exceeded} than it may.")
        raise Trouble("gone", "The process that ran the code ended before it gave an answer.")

    def _start(self) -> None:
        self.scratch = tempfile.TemporaryDirectory(prefix="altutor-", ignore_cleanup_errors=True)
        walls = self.sandbox.walls
        apart: dict[str, Any] = {}
        if not walls and sys.platform != "win32" and os.geteuid() == 0:
            os.chown(self.scratch.name, NOBODY, NOBODY)
            apart = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        with calls.refused() as (words, files):
            if walls:
                line = box.command(self.file, self.exercise)
                line[1:1] = words
                apart["pass_fds"] = files
            self.process = subprocess.Popen(
                line if walls else box.inside(str(self.file.resolve())),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.scratch.name,
                env={"PATH": os.environ.get("PATH", "")} if walls else box.environment(self.scratch.name),
                start_new_session=True,
                **apart,
            )
        self.answers: queue.Queue[bytes] = queue.Queue()
        self.listener = threading.Thread(
            target=_listen, args=(self.process.stdout, self.answers, self.limits.answer), daemon=True
        )
        self.listener.start()
        self.watch = Watch(self.process.pid, self.limits, self._kill)
        self.watch.start()

    def _kill(self) -> None:
        """End it; where something that escaped still holds the pipe, hear no more of it."""
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.answers.put(b"")


def _send(pipe: Any, line: bytes) -> None:
    with suppress(OSError, ValueError):
        pipe.write(line)
        pipe.flush()


def _listen(pipe: Any, answers: queue.Queue[bytes], longest: int) -> None:
    with suppress(OSError, ValueError):  # closed by stop()
        while line := pipe.readline(longest):
            if answers.empty():  # else nobody asked for it, and a flood of such lines would fill the grader's memory
                answers.put(line)
    answers.put(b"")
