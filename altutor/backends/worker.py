"""What a Dask worker does: make sure that its rows are those of the client's machine and are kept, then do a run."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altutor.errors import AltutorError
from altutor.files import require_writable
from altutor.results import versions as versions_of

if TYPE_CHECKING:
    from altutor.study import Run

START = "dask worker {address} --nworkers -1 --nthreads 1"
AGAIN = "type the same command again; finished runs are kept"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def do(keep: Callable[[Run, Path], None], run: Run, file: Path, needed: dict[str, str]) -> None:
    """Do a run on this worker.

    Raises
    ------
    AltutorError
        When the worker is not fit for it: it may have come after the client examined the others.
    """
    from distributed import get_worker

    worker = get_worker()
    lack = examine(needed, file.parent, "", worker)
    if lack:
        raise AltutorError(f"The worker {worker.address} {lack}.")
    os.environ.update(dict.fromkeys(THREADS, "1"))  # for a BLAS that the run will load; `keep` limits the others
    keep(run, file)


def examine(needed: dict[str, str], folder: Path, token: str, dask_worker: Any) -> str:
    """Say what keeps this worker from doing runs, or nothing.

    Parameters
    ----------
    needed
        The versions of the client's machine.
    folder
        Where finished runs are kept.
    token
        A file in it, which the folder of the same path on another machine does not have; may be empty.
    dask_worker
        The worker; Dask gives it to functions that ask for it by this name.
    """
    have = _versions(*needed)
    other = [name for name in needed if have[name] != needed[name]]
    if other:
        return (
            f"has {_listed(have, other)}, and its rows may differ from those of this machine: "
            f"give it {_listed(needed, other)}, start it again, and {AGAIN}"
        )
    if dask_worker.state.nthreads > 1:
        return (
            f"does {dask_worker.state.nthreads} runs at the same time in one process, where they share their random "
            f"numbers: start it with `{START.format(address=dask_worker.scheduler.address)}`, and {AGAIN}"
        )
    if not (folder / token).exists():
        return (
            f"does not see the folder {folder} of this machine: name one that all machines share, under the same path "
            "on each, with --out FOLDER"
        )
    try:
        require_writable(folder)
    except AltutorError as error:
        return f"has the same folder, but: {str(error).rstrip('.')}"
    return ""


def in_hand(dask_worker: Any) -> list[str]:
    """Return the names of the tasks that this worker is at, those that no client waits for any more among them."""
    return [task.key for task in dask_worker.state.executing]


def _listed(versions: dict[str, str], names: list[str]) -> str:
    return ", ".join(f"{name} {versions[name]}" for name in names)


@cache
def _versions(*names: str) -> dict[str, str]:
    found = versions_of()
    for name in set(names) - found.keys():
        try:
            found |= versions_of(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found
