"""Runs on a Dask cluster, whose workers share a folder with this machine and write each finished run there.

Dask's own client is used, not joblib's backend for Dask. There each task has a random name; here it has that of its
run's file, so that a study that was killed and is started again takes over what its workers still have in hand, and two
commands in the same folder share what both ask for. And joblib waits without end when no worker is left.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from altutor.backends import worker
from altutor.errors import AltutorError
from altutor.results import versions as versions_of

if TYPE_CHECKING:
    from altutor.study import Run

CONNECT_SECONDS = 10.0  # until a scheduler must have answered
FIRST_WORKER_SECONDS = 10.0  # until it must have a worker
NO_WORKER_SECONDS = 120.0  # that runs wait for another worker once the last one is gone
WINDOW = 10_000  # runs that are with the scheduler at the same time; more would only cost it memory
AGAIN = worker.AGAIN
FEWER = f"start fewer on each machine, and {AGAIN}"


@dataclass
class Cluster:
    """The workers of a Dask scheduler; see :class:`altutor.backends.Backend`."""

    address: str
    workers: int = 0
    patience: float = 90.0  # a network file system may hide a new file for as long as it trusts its cache, mostly 60 s

    def do(
        self, keep: Callable[[Run, Path], None], runs: Sequence[tuple[Run, Path]], versions: dict[str, str]
    ) -> Generator[None, None, None]:
        """Do the runs.

        Raises
        ------
        AltutorError
            When the scheduler cannot be reached, has no workers or is lost; when a worker has other versions, does not
            see the folder, or has several threads; when a run ends one worker after another, or fails with a sentence
            of its own.
        """
        if not runs:
            return
        needed = versions_of("distributed") | versions
        with connected(self.address) as client:
            self.workers = _examine(client, self.address, needed, runs[0][1].parent.absolute())
            in_hand = {
                task: name for name, tasks in client.run(worker.in_hand, on_error="ignore").items() for task in tasks
            }

            def submit(run: Run, file: Path) -> Any:
                task = f"altutor {file}"
                where = in_hand.get(task)
                return client.submit(
                    worker.do, keep, run, file, needed, key=task, workers=where, allow_other_workers=where is not None
                )

            yield from self._finished(client, (submit(run, file.absolute()) for run, file in runs))

    def _finished(self, client: Any, futures: Iterator[Any]) -> Generator[None, None, None]:
        """Give an item for each future that is finished, and take the next ones as room for them is made."""
        done: SimpleQueue[Any] = SimpleQueue()
        under_way: set[Any] = set()
        while True:
            for future in islice(futures, WINDOW - len(under_way)):
                under_way.add(future)
                future.add_done_callback(done.put)
            if not under_way:
                return
            future = self._next(client, done)
            under_way.remove(future)
            self._raise_error(future)
            yield

    def _next(self, client: Any, done: SimpleQueue[Any]) -> Any:
        """Wait for a future; where the last worker is gone, only for as long as another may need to start."""
        last_seen = time.monotonic()
        while True:
            try:
                return done.get(timeout=min(5.0, NO_WORKER_SECONDS))
            except Empty:
                if _has_workers(client):
                    last_seen = time.monotonic()
                elif time.monotonic() - last_seen > NO_WORKER_SECONDS:
                    raise AltutorError(
                        f"The last worker of the scheduler at {self.address} is gone: {_start(self.address)}, "
                        f"and {AGAIN}."
                    ) from None

    def _raise_error(self, future: Any) -> None:
        """Raise what ended a run, if it did not finish."""
        from distributed import KilledWorker

        if future.status == "finished":
            return
        if future.status != "error":
            raise AltutorError(f"The scheduler at {self.address} is lost: start it and its workers again, and {AGAIN}.")
        error = future.exception()
        run = Path(future.key).stem
        if isinstance(error, KilledWorker):
            raise AltutorError(
                f"Workers ended while they had {run} in hand, most likely for want of memory: {FEWER}."
            ) from error
        if isinstance(error, MemoryError):
            raise AltutorError(f"A worker has no memory left for {run}: {FEWER}.") from error
        raise error.with_traceback(future.traceback())


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Return a client of the scheduler at `address`, which has at least one worker.

    Raises
    ------
    AltutorError
        When Dask is not installed, the scheduler does not answer, or it has no worker.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise AltutorError(
            f"--backend {address} needs Dask, which is not installed ({error}): "
            "type `python -m pip install 'altutor[dask]'`, here and on the machines of the workers."
        ) from error
    for name in ("distributed", "distributed.client"):  # what they would log is told in one sentence, here
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        kind = _identify(address)
        if kind != "Scheduler":
            raise AltutorError(
                f"What answers at {address} is a {kind} of Dask, and must be its Scheduler: give --backend the address "
                "that its workers were started with."
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ: `worker.examine` refuses those that matter
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise AltutorError(
            f"No Dask scheduler answered at {address} within {CONNECT_SECONDS:g} seconds: start it there with "
            f"`dask scheduler`, and its workers with `{worker.START.format(address=address)}`, or correct --backend."
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
        except TimeoutError as error:
            raise AltutorError(f"The scheduler at {address} has no workers: {_start(address)}, and {AGAIN}.") from error
        yield client


def _identify(address: str) -> str:
    """Return what kind of Dask process answers at an address; the client itself waits without end for a silent one."""
    from distributed import Security, rpc

    async def ask() -> str:
        security = Security().get_connection_args("client")
        async with rpc(address, timeout=CONNECT_SECONDS, connection_args=security) as remote:
            kind: str = (await remote.identity())["type"]
            return kind

    with ThreadPoolExecutor(1) as thread:  # the caller's may have an event loop already, as in a notebook
        return thread.submit(asyncio.run, asyncio.wait_for(ask(), CONNECT_SECONDS)).result()


def _examine(client: Any, address: str, needed: dict[str, str], folder: Path) -> int:
    """Refuse workers whose rows would differ or be lost; return how many workers there are."""
    try:
        client.run_on_scheduler(_nothing)  # it reads each task before a worker does
    except Exception as error:
        raise AltutorError(f"The scheduler at {address} {_cannot_run(error)}.") from error
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".seen-") as token:
        answers = client.run(worker.examine, needed, folder, Path(token.name).name, on_error="return")
    for name, answer in answers.items():
        if isinstance(answer, OSError):
            continue  # it has just gone, and the scheduler will notice
        lack = _cannot_run(answer) if isinstance(answer, Exception) else answer
        if lack:
            raise AltutorError(f"The worker {name} {lack}.")
    return len(answers)


def _has_workers(client: Any) -> bool:
    try:
        return bool(client.nthreads())
    except OSError:  # the connection is lost, which ends every future in a moment
        return True


def _nothing() -> None:
    """Can be called where altutor can be imported."""


def _cannot_run(error: Exception) -> str:
    return (
        f"cannot run altutor ({error}): install it there as it is installed here, with its extra dask, "
        f"start it again, and {AGAIN}"
    )


def _start(address: str) -> str:
    return f"start some with `{worker.START.format(address=address)}`, on each machine that shall do runs"
