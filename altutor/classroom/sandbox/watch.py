"""Watches what a process and all its descendants use, from outside (Linux), and ends them when it is too much."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from altutor.classroom.sandbox.limits import Limits

EVERY = 0.02  # seconds
RESTING = 1.0  # seconds of processor time while nothing is asked


@dataclass(frozen=True)
class Use:
    """What a process and its descendants use.

    Attributes
    ----------
    seconds
        Processor time, that of ended children included.
    memory
        Bytes.
    threads
        Number, one or more a process.
    """

    seconds: float
    memory: int
    threads: int


def use(pid: int) -> Use:
    """Add up what a process and all its descendants use; those that end meanwhile are left out."""
    seconds, memory, threads, waiting = 0.0, 0, 0, [pid]
    while waiting:
        process = Path("/proc", str(waiting.pop()))
        try:
            # The name in brackets may hold anything, brackets too.
            fields = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            for task in (process / "task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
            spent, running, pages = sum(int(ticks) for ticks in fields[11:15]), int(fields[17]), int(fields[21])
        except (OSError, ValueError, IndexError):
            continue
        seconds += spent / os.sysconf("SC_CLK_TCK")
        threads += running
        memory += pages * os.sysconf("SC_PAGE_SIZE")
    return Use(seconds, memory, threads)


class Watch(threading.Thread):
    """Ends a sandbox that uses more than it may.

    Attributes
    ----------
    exceeded
        ``time``, ``memory`` or ``processes`` once that has happened.
    """

    def __init__(self, pid: int, limits: Limits, end: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.pid, self.limits, self.end = pid, limits, end
        self.exceeded: str | None = None
        self.over = threading.Event()
        self.rest()

    def allow(self, seconds: float) -> None:
        """From now on, allow so much processor time, and the wall time that goes with it."""
        self.until = self._spent() + seconds
        self.deadline = time.monotonic() + self.limits.wall(seconds)

    def rest(self) -> None:
        """Allow next to nothing: no question is open."""
        self.until, self.deadline = self._spent() + RESTING, float("inf")

    def run(self) -> None:
        """Look again and again, until the process is gone."""
        while not self.over.wait(EVERY):
            self.exceeded = self._excess()
            if self.exceeded:
                self.end()
                return

    def stop(self) -> None:
        """Look no more, and end nothing any more: the number of an ended process may be another's soon."""
        self.over.set()
        self.join()

    def _spent(self) -> float:
        return use(self.pid).seconds if sys.platform == "linux" else 0.0

    def _excess(self) -> str | None:
        if time.monotonic() > self.deadline:
            return "time"
        if sys.platform != "linux":
            return None
        now = use(self.pid)
        if now.threads > self.limits.threads:
            return "processes"
        if now.memory > self.limits.memory:
            return "memory"
        return "time" if now.seconds > self.until else None
