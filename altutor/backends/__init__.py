"""Where the runs of a study are done: in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from altutor.errors import AltutorError

if TYPE_CHECKING:
    from altutor.study import Run

PROCESSES = "processes"


class Backend(Protocol):
    """Somewhere to do runs.

    Attributes
    ----------
    workers
        How many runs are done at the same time; 0 as long as that is not known.
    patience
        Seconds that a file which a worker has written may need until it is seen here.
    """

    workers: int
    patience: float

    def do(
        self, keep: Callable[[Run, Path], None], runs: Sequence[tuple[Run, Path]], versions: dict[str, str]
    ) -> Generator[None, None, None]:
        """Call `keep` with each run and its file, in workers with one thread, and give an item for each one finished.

        Parameters
        ----------
        keep, runs
            What to call, and with what.
        versions
            What each worker must have, so that its rows are those of this machine.
        """


def choose(backend: str, jobs: int = 1) -> Backend:
    """Return the backend that ``--backend`` names.

    Parameters
    ----------
    backend
        ``processes``, or the address of a Dask scheduler.
    jobs
        Number of processes.

    Raises
    ------
    AltutorError
        When `backend` is neither.
    """
    if backend == PROCESSES:
        from altutor.backends.processes import Processes

        return Processes(jobs)
    if not _is_address(backend):
        raise AltutorError(
            f"--backend is {backend!r}, and must be {PROCESSES}, or the address of a Dask scheduler with its port: "
            "for example --backend tcp://host:8786."
        )
    from altutor.backends.cluster import Cluster

    return Cluster(backend)


def check(backend: str, jobs: int | None = None) -> None:
    """Refuse a backend that cannot be used, before data are loaded for it.

    Raises
    ------
    AltutorError
        When `backend` is malformed, its scheduler cannot be reached or has no workers, or `jobs` is given beside it.
    """
    choose(backend)
    if backend == PROCESSES:
        return
    if jobs is not None:
        raise AltutorError(
            "--jobs is the number of processes on this machine, and a Dask cluster does as many runs at the same time "
            "as it has workers: leave out --jobs, or --backend."
        )
    from altutor.backends.cluster import connected

    with connected(backend):
        pass


def _is_address(backend: str) -> bool:
    try:
        parts: Any = urlsplit(backend)
        return parts.scheme in ("tcp", "tls") and bool(parts.hostname and parts.port) and not parts.path
    except ValueError:  # a port that is no number, or too large a one
        return False
