"""Many runs: in parallel, each kept the moment it is finished, taken up again where they were stopped."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from altutor.backends import PROCESSES, Backend, choose
from altutor.claims import Claim, judge_all
from altutor.errors import AltutorError
from altutor.files import dump_json, require_writable, write_atomic
from altutor.progress import bar
from altutor.results import Results, read_results
from altutor.traces import Trace

Row = dict[str, Any]


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a study; says how much is kept and what to type to go on."""


@dataclass(frozen=True)
class Run:
    """One cell of an experiment with one seed, or with several.

    Attributes
    ----------
    cell
        The levels of the factors, for example ``{"strategy": "margin", "epsilon": 0.1}``.
    seed
        The seed; a cell and a seed fix every row of the run.
    count
        Seeds that the run does together: `seed` and those that follow it.
    """

    cell: dict[str, Any]
    seed: int
    count: int = 1

    @property
    def seeds(self) -> range:
        """The seeds of the run."""
        return range(self.seed, self.seed + self.count)

    @property
    def key(self) -> str:
        """A file name for the run."""
        levels = "-".join(f"{name}={value}" for name, value in self.cell.items())
        seeds = f"seed={self.seed}" if self.count == 1 else f"seeds={self.seed}-{self.seeds[-1]}"
        return re.sub(r"[^\w.=-]+", "_", f"{levels}-{seeds}")


def blocks(cell: dict[str, Any], seeds: int, size: int) -> list[Run]:
    """Return the runs that do a cell with seeds 0 to `seeds` - 1, up to `size` of them together."""
    return [Run(cell, first, min(size, seeds - first)) for first in range(0, seeds, size)]


@dataclass(frozen=True)
class Plan:
    """Everything that a study needs to know of an experiment.

    Attributes
    ----------
    experiment, config, versions, data
        As in :class:`altutor.results.Results`; together they make the fingerprint of every run.
    runs
        All runs, in the order in which they are started and in which their rows stand in the results.
    work
        From a run to its rows. It is sent to worker processes, so it must be a module's function or a
        ``functools.partial`` of one, and it must depend on nothing but its arguments.
    claims
        What is judged on the table of all rows.
    traces
        From the results to what the figures show.
    """

    experiment: str
    config: dict[str, Any]
    versions: dict[str, str]
    data: dict[str, Any]
    runs: list[Run]
    work: Callable[[Run], list[Row]]
    claims: list[Claim] = field(default_factory=list)
    traces: Callable[[Results], list[Trace]] = lambda results: []

    @property
    def seeds(self) -> list[int]:
        """The distinct seeds, sorted."""
        return sorted({seed for run in self.runs for seed in run.seeds})

    @property
    def fingerprint(self) -> str:
        """Hash of all that the rows depend on, the code aside; a finished run of another fingerprint is not used.

        Where the code changes what a run gives, its experiment raises ``protocol_version`` in its config.
        """
        # The number of seeds is left out: a study can be widened, and the runs it has are kept.
        config = {name: value for name, value in self.config.items() if name != "seeds"}
        parts = [self.experiment, config, self.versions, self.data]
        return hashlib.sha256(dump_json(parts).encode()).hexdigest()[:16]


def run_study(
    plan: Plan, out: Path, jobs: int = 1, resume: str = "", quiet: bool = False, backend: str = PROCESSES
) -> Results:
    """Do all runs of a plan that are not done yet, judge its claims and write ``results.json``.

    Parameters
    ----------
    plan
        What to run.
    out
        Folder of this experiment; finished runs are kept in ``out/runs``.
    jobs
        Worker processes on this machine; the rows do not depend on it.
    resume
        The command that goes on after Ctrl-C, for the message.
    quiet
        Show no progress bar.
    backend
        ``processes``, or the address of a Dask scheduler whose workers see `out` under the same path; the rows do not
        depend on it.

    Returns
    -------
    Results
        Also written to ``out/results.json``.

    Raises
    ------
    AltutorError
        When `out` cannot be written, or holds a results file that is damaged or of a newer schema; when the backend
        cannot be used.
    Interrupted
        On Ctrl-C; finished runs are kept.
    """
    where = choose(backend, jobs)
    require_writable(out)
    if (out / "results.json").exists():
        read_results(out / "results.json")  # never write over what this altutor cannot read
    started = time.perf_counter()
    files = {run.key: out / "runs" / f"{run.key}-{plan.fingerprint}.json" for run in plan.runs}
    open_runs = [run for run in plan.runs if _finished(files[run.key]) is None]
    try:
        _do(plan, open_runs, files, where, quiet)
    except KeyboardInterrupt:
        done = sum(_finished(file) is not None for file in files.values())
        raise Interrupted(
            f"Stopped: {done} of {len(files)} runs of {plan.experiment} are finished and kept in {out / 'runs'}. "
            f"Go on with: {resume or 'the same command'}"
        ) from None
    finished = []
    deadline = time.monotonic() + where.patience
    for run in plan.runs:
        while (kept := _finished(files[run.key])) is None and time.monotonic() < deadline:
            time.sleep(0.5)
        if kept is None:
            raise AltutorError(f"The finished run {files[run.key]} is gone or damaged: type the same command again.")
        finished.append(kept)
    results = Results(
        experiment=plan.experiment,
        config=plan.config,
        seeds=plan.seeds,
        versions=plan.versions,
        data=plan.data,
        rows=[row for kept in finished for row in kept["rows"]],
        timings={
            "runs_seconds": round(sum(kept["seconds"] for kept in finished), 1),
            "wall_seconds": round(time.perf_counter() - started, 1),
            "peak_memory_mib": max(kept["peak_memory_mib"] for kept in finished),
            "jobs": where.workers,
        },
    )
    results.claims = judge_all(plan.claims, results.table(), plan.config["scale"])
    results.write(out / "results.json")
    return results


def _do(plan: Plan, runs: Sequence[Run], files: dict[str, Path], where: Backend, quiet: bool) -> None:
    """Do `runs`, with a progress bar over all runs of the plan."""
    tasks = [(run, files[run.key]) for run in runs]
    with (
        bar(plan.experiment, len(plan.runs), len(plan.runs) - len(runs), quiet) as advance,
        closing(where.do(partial(_keep, plan.work), tasks, plan.versions)) as finished,
    ):
        for _ in finished:
            advance()


def _keep(work: Callable[[Run], list[Row]], run: Run, file: Path) -> None:
    """Do one run and keep it; the file is written by the worker, so that a stop of the parent loses nothing."""
    from threadpoolctl import threadpool_limits

    if _finished(file) is not None:  # by another command in the same folder, since this one looked
        return
    started = time.perf_counter()
    with threadpool_limits(1):  # with jobs=1 joblib runs in this process, where its own limit does not apply
        rows = work(run)
    kept = {
        "seconds": round(time.perf_counter() - started, 2),
        "peak_memory_mib": _peak_memory(),
        "rows": rows,
    }
    write_atomic(file, dump_json(kept))


def _peak_memory() -> int:
    """Largest memory of this process so far in MiB; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1024 if sys.platform != "darwin" else 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def _finished(file: Path) -> dict[str, Any] | None:
    """Return a finished run, or None where it is missing or damaged and must be done again."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return kept if {"rows", "seconds", "peak_memory_mib"} <= kept.keys() else None
    except (OSError, ValueError, AttributeError):
        return None


def require_positive(**options: int) -> None:
    """Refuse zero and negative numbers of seeds, jobs or labels.

    Raises
    ------
    AltutorError
        Names the option.
    """
    for name, value in options.items():
        if value < 1:
            raise AltutorError(f"--{name} is {value}, and must be 1 or more: choose a larger number, or leave it out.")
