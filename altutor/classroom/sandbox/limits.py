"""What a student's code may use."""

from __future__ import annotations

import sys
from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """Bounds for one student's process and all that it starts.

    Attributes
    ----------
    memory
        Bytes in use, all processes together; watched from outside.
    address
        Bytes that one process may ask for; generous, since libraries reserve more than they use.
    scratch
        Bytes of the temporary folder.
    file
        Bytes of one file.
    files
        Open files of one process.
    threads
        Threads, all processes together; watched from outside, since ``RLIMIT_NPROC`` does not bind root.
    answer
        Bytes of one answer.
    loading
        Seconds of processor time in which the file and what it imports must be loaded.
    patience, spare
        How long is waited for an answer: so many times the processor time that it may take, and so many seconds more.
    """

    memory: int = 2048 * MB
    address: int = 8192 * MB
    scratch: int = 64 * MB
    file: int = 16 * MB
    files: int = 128
    threads: int = 64
    answer: int = 4 * MB
    loading: float = 15.0
    patience: float = 3.0
    spare: float = 5.0

    def wall(self, seconds: float) -> float:
        """Return how long is waited for what may take so many seconds of processor time."""
        return self.patience * seconds + self.spare


LIMITS = Limits()


def apply(limits: Limits = LIMITS) -> None:
    """Bind this process, and all that it will start, where the system has such limits."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, limits.address),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (OSError, ValueError):  # macOS knows some of them by name alone
            continue
