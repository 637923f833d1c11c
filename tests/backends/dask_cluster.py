"""A real Dask cluster for tests: a scheduler and workers, each a process of its own, on the loopback interface."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
# Where the work of tests is found, by workers and by clients that are processes of their own.
PYTHONPATH = os.pathsep.join(map(str, (HERE, HERE.parent)))


def wait_until(condition: Callable[[], object], seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def kill(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()


class DaskCluster:
    """Starts processes, and ends all of them when it is left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen] = []

    def __enter__(self) -> DaskCluster:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()

    @property
    def address(self) -> str:
        wait_until(self.file.exists)
        return json.loads(self.file.read_text())["address"]

    def start_scheduler(self, *options: str, **environment: str) -> subprocess.Popen:
        # Where the tests themselves are killed, it ends of its own accord, and its workers with it.
        ends = ("--idle-timeout", "600s")
        self.scheduler = self._start("scheduler", "--port", "0", *ends, *options, **environment)
        return self.scheduler

    def start_workers(self, number: int, *options: str, threads: int = 1) -> list[subprocess.Popen]:
        """Start workers, and wait until the scheduler knows them."""
        fixed = ("--no-nanny", "--memory-limit", "0", "--nthreads", str(threads), "--local-directory", str(self.folder))
        # With more threads than one in its environment, a worker must limit its BLAS itself.
        environment = {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
        started = [self._start("worker", *fixed, *options, **environment) for _ in range(number)]
        wait_until(lambda: all("Registered to" in self._log(process).read_text() for process in started))
        return started

    @contextmanager
    def guest(self, code: str = "", threads: int = 1) -> Iterator[None]:
        """Have one more worker for a while."""
        (process,) = self.start_workers(1, *self.preload(code), threads=threads)
        try:
            yield
        finally:
            process.terminate()  # so that it takes its leave, and the scheduler knows
            process.wait()

    def preload(self, code: str) -> tuple[str, str]:
        """Return the option that makes a process do `code` before anything else."""
        file = self.folder / f"preload{len(self.processes)}.py"
        file.write_text(code)
        return "--preload", str(file)

    def _start(self, kind: str, *options: str, **environment: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", "127.0.0.1", "--no-dashboard"]
        number = len(self.processes)
        with (self.folder / f"log{number}").open("w") as log:
            process = subprocess.Popen(
                [*command, "--scheduler-file", str(self.file), *options],
                env=os.environ | {"PYTHONPATH": PYTHONPATH} | environment,
                cwd=self.folder,  # not the client's: paths that are sent must be whole
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in the terminal of a client does not reach another machine
            )
        self.processes.append(process)
        return process

    def _log(self, process: subprocess.Popen) -> Path:
        return self.folder / f"log{self.processes.index(process)}"
