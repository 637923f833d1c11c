"""A student's answers: asked for in a process of their own, or (for trusted code) in this one."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from altutor.classroom import wire, worker

TOLD = ("crash", "exit", "missing", "not a function")  # what a worker may tell; the rest is for this side to find
LARGEST = 20_000_000  # characters of one answer
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
STARTING = 15.0  # seconds in which the student's file and what it imports must be loaded


class Trouble(Exception):
    """The student's code gave no answer.

    Attributes
    ----------
    kind
        ``crash``, ``exit``, ``missing``, ``not a function``, ``time``, ``memory``, ``processes``, ``gone``, ``broken``
        or ``grader``.
    text
        What happened.
    line, code
        Where in the student's file, if known.
    trace
        The whole traceback, if there is one.
    called
        What was asked for, where a grader says so.
    """

    def __init__(self, kind: str, text: str, line: int | None = None, code: str = "", trace: str = "") -> None:
        super().__init__(text)
        self.kind, self.text, self.line, self.code, self.trace = kind, text, line, code, trace
        self.called = ""


@dataclass(frozen=True)
class Reply:
    """Values, one for each call, and what was printed meanwhile."""

    values: list[Any]
    printed: str = ""


class Student(Protocol):
    """Whoever answers requests of :mod:`altutor.classroom.worker`."""

    def request(self, request: dict[str, Any], seconds: float) -> Reply:
        """Return the answer; raise :class:`Trouble` where there is none."""


class Direct:
    """Trusted code, such as a reference solution, in this process and without a time limit."""

    def __init__(self, path: Path) -> None:
        self.inner = worker.Student(path)

    def request(self, request: dict[str, Any], seconds: float) -> Reply:
        """Answer as a worker does, by way of JSON."""
        message = json.loads(json.dumps(request))
        return read(json.dumps(self.inner.answer(message)))


class Worker:
    """A process that runs one student's file; it is started when first needed, and again after a time-out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.process: subprocess.Popen[str] | None = None
        self.lines: queue.Queue[str] = queue.Queue()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def request(self, request: dict[str, Any], seconds: float) -> Reply:
        """Ask, and wait for as long as the part allows."""
        if self.process is None:
            self._start()
            self._exchange({"value": "__name__"}, STARTING)
        return self._exchange(request, seconds)

    def _exchange(self, request: dict[str, Any], seconds: float) -> Reply:
        try:
            self._send(json.dumps(request) + "\n")
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            self.stop()
            raise Trouble("time", f"There was no answer within {seconds:g} seconds.") from None
        except OSError:
            line = ""
        if not line:
            self.stop()
            raise Trouble("gone", "The process that ran the code ended before it gave an answer.")
        if not line.endswith("\n"):
            self.stop()
            raise Trouble("broken", f"The answer is longer than {LARGEST:,} characters.")
        return read(line)

    def stop(self) -> None:
        """End the process and all that it has started."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            if os.name == "posix":
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not read any more
                    pipe.close()
        self.process = None

    def _send(self, line: str) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def _start(self) -> None:
        environment = os.environ | dict.fromkeys(THREADS, "1") | {"MPLBACKEND": "agg", "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-m", "altutor.classroom.worker", str(self.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self.lines = queue.Queue()
        threading.Thread(target=_listen, args=(self.process.stdout, self.lines), daemon=True).start()


def read(line: str) -> Reply:
    """Return the reply that a line holds.

    Raises
    ------
    Trouble
        When it tells of one, or is no answer at all.
    """
    try:
        answer = json.loads(line)
        if "trouble" in answer:
            told = answer["trouble"]
            number = told.get("line")
            if told["kind"] not in TOLD:
                raise wire.Broken(f"a trouble of kind {told['kind']!r}")
            raise Trouble(
                str(told["kind"]),
                str(told["text"]),
                number if type(number) is int else None,
                str(told.get("code") or ""),
                str(told.get("trace") or ""),
            )
        return Reply([wire.decode(value) for value in answer["values"]], str(answer.get("printed", "")))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, MemoryError, RecursionError) as error:
        raise Trouble("broken", "The answer could not be read.") from error


def _listen(pipe: Any, lines: queue.Queue[str]) -> None:
    try:
        while line := pipe.readline(LARGEST):
            lines.put(line)
    except (OSError, ValueError):  # closed by stop()
        pass
    lines.put("")
