"""How the engine's time and memory grow, and what bounds it."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

import numpy as np
from measure import Table, ours, seconds
from threadpoolctl import threadpool_limits
from w1 import BUDGET, make_problem

from altutor import engine
from altutor.engine import simulate_runs
from altutor.logistic import Binary
from altutor.problems import Problem, Problems
from altutor.strategies import least_confidence


def stream(runs: int) -> tuple[float, float]:
    """Return processor time and peak memory in MiB of a process that draws and runs W1 so many times."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_stream, (runs,))


def _stream(runs: int) -> tuple[float, float]:
    started, total = time.process_time(), 0.0
    with threadpool_limits(1):
        for histories in simulate_runs(map(make_problem, range(runs)), least_confidence, BUDGET):
            total += histories.measures["accuracy"][:, -1].sum()
    return time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def streams(runs: int) -> Table:
    """Measure time and memory as the number of runs grows."""
    table = [["runs, drawn as they go", "seconds", "milliseconds a run", "peak memory, MiB"]]
    for number in sorted({runs // 100, runs // 10, runs} - {0}):
        spent, peak = stream(number)
        table.append([f"{number:,}", f"{spent:.1f}", f"{1000 * spent / number:.2f}", f"{peak:.0f}"])
    return table


def blobs(seed: int, pool: int = 1000, features: int = 2, classes: int = 2) -> Problem:
    """One blob a class, unit normals, three apart."""
    rng = np.random.default_rng(seed)
    centres = 3.0 * np.eye(classes, features)
    y, truth = (rng.permutation(np.arange(rows) % classes) for rows in (pool, 1000))
    start = [int(np.flatnonzero(y == k)[0]) for k in range(classes)]
    X, heldout = (centres[labels] + rng.standard_normal((len(labels), features)) for labels in (y, truth))
    return Problem(X, y, start, heldout, truth, seed)


def growth(repeats: int) -> Table:
    """Time a run of 50 queries while one size grows and the others stay."""
    table = [["what grows", "size: milliseconds a run"]]
    for name, sizes in (("pool", (500, 1000, 4000, 16000)), ("features", (2, 10, 50, 100)), ("classes", (2, 3, 5, 10))):
        found = []
        for size in sizes:
            problems = [blobs(seed, **{name: size}) for seed in range(64)]
            classes = size if name == "classes" else 2
            (spent,), _ = seconds(partial(ours, problems, 50, n_classes=classes), repeats=repeats)
            found.append(f"{size:,}: {1000 * spent / 64:.2f}")
        table.append([name, "; ".join(found)])
    for name, sizes in (("runs", (1, 8, 32, 128, 512)), ("runs in a block, of 128", (1, 4, 8, 16, 32, 64, 128))):
        found = []
        for size in sizes:
            runs, block = (size, None) if name == "runs" else (128, size)
            problems = [blobs(seed) for seed in range(runs)]
            (spent,), _ = seconds(partial(ours, problems, 50, block=block), repeats=repeats)
            found.append(f"{size:,}: {1000 * spent / runs:.2f}")
        table.append([name, "; ".join(found)])
    return table


@contextmanager
def timed(places: Sequence[tuple[Any, str, str]]) -> Iterator[dict[str, float]]:
    """Collect the processor time of functions under names; a call within another counts there, solves apart."""
    spent: dict[str, float] = {name: 0.0 for _, _, name in places}
    running: list[str] = []

    def clocked(function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            if running and name != "solves":
                return function(*args, **kwargs)
            started = time.process_time()
            running.append(name)
            try:
                return function(*args, **kwargs)
            finally:
                running.pop()
                took = time.process_time() - started
                spent[name] += took
                if running:
                    spent[running[-1]] -= took

        return wrapped

    with ExitStack() as stack:
        for owner, attribute, name in places:
            stack.enter_context(patch.object(owner, attribute, clocked(getattr(owner, attribute), name)))
        yield spent


def breakdown(runs: int) -> Table:
    """Share of the time by part, on W1."""
    problems = [make_problem(seed) for seed in range(runs)]
    accuracy = engine.ACCURACY["accuracy"]
    places = [
        (Binary, "fit", "solves"),
        (engine, "ask", "scoring the pool and picking"),
        (Binary, "logits", "measuring held-out rows"),  # where it is not a part of scoring
        (Problems, "stack", "checking and stacking the data"),
    ]
    with timed(places) as spent:
        measured = {"accuracy": lambda *args: clock(accuracy, *args)}

        def clock(function: Callable[..., Any], *args: Any) -> Any:
            started = time.process_time()
            try:
                return function(*args)
            finally:
                spent["measuring held-out rows"] += time.process_time() - started

        started = time.process_time()
        ours(problems, measures=measured)
        total = time.process_time() - started
    spent["bookkeeping"] = total - sum(spent.values())
    each = 1e6 / (runs * (BUDGET + 1))
    table = [["part", "share", "microseconds a run and query"]]
    table += [[name, f"{took / total:.0%}", f"{took * each:.1f}"] for name, took in spent.items()]
    rows = len(problems[0].labels)
    traffic = 2 * 3 * 8 * rows  # pool and held-out rows, three columns with the ones of the intercept
    read = traffic / ((spent[places[1][2]] + spent[places[2][2]]) * each)
    table.append(["all", "100%", f"{total * each:.1f}"])
    return [*table, ["features read by scoring and measuring", "", f"{traffic / 1024:.0f} KiB: {read / 1000:.1f} GB/s"]]
