"""Runs in processes of this machine: those of studies, and the grading of submissions."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def cores() -> int:
    """Return how many cores this process may use, which containers make fewer than the machine has."""
    from joblib import cpu_count

    found: int = cpu_count()
    return found


@dataclass
class Processes:
    """Processes of this machine, one run each at a time; see :class:`altutor.backends.Backend`."""

    workers: int
    patience: float = 0.0

    def do(
        self, keep: Callable[[Any, Path], None], runs: Sequence[tuple[Any, Path]], versions: dict[str, str]
    ) -> Generator[None, None, None]:
        """Do the runs; the processes have the versions of this one."""
        from joblib import Parallel, delayed, parallel_config

        # BLAS with its default threads makes small fits many times slower, and its sums depend on their number.
        with parallel_config("loky", inner_max_num_threads=1):
            pool = Parallel(n_jobs=self.workers, return_as="generator_unordered", pre_dispatch="all", batch_size=1)
            with _ctrl_c_ignored():  # workers inherit it: Ctrl-C is for this process alone, which then ends them
                finished = pool(delayed(keep)(run, file) for run, file in runs)
            yield from finished


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Ignore Ctrl-C in the block, and for good in the processes that are started in it."""
    if threading.current_thread() is not threading.main_thread():  # only there may it be set
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
