"""How fast is the engine? The same work by other libraries and by the trial, side by side in one process run.

    python benchmarks/engine.py [--out benchmarks/results/engine-YEAR-MONTH-DAY.md]

Work W1 (``w1.py``) by this engine, by scikit-learn in a plain and in a tuned loop, by the libraries of the extra
``bench`` that are installed, and by the trial in ``../shared/w1`` (or ``$ALTUTOR_SHARED/w1``) where it is there. modAL
and ALiPy get a line each that today's scikit-learn and Python need (``peers.py``). Loops that must ask the same
questions are checked to do so. Then: a thousand runs, ten classes, how time grows and what bounds it, and a long stream
in constant memory. Times are of the processor, one thread, medians: other programs on the machine disturb them least.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from measure import Table, ours, seconds, show, verdict
from peers import available, by_hand, plain
from scaling import breakdown, growth, streams
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits
from w1 import BUDGET, make_problem

from altutor.problems import Problem

GOALS = {"plain scikit-learn loop": 100.0, "tuned scikit-learn loop": 40.0, "scikit-activeml": 250.0}
TRIAL_GOAL, THOUSAND_GOAL, DIGITS_GOAL = 2.5, 2.5, 20.0
# These ask what the plain loop asks; the others, what a converged model asks.
LOOSE = ("scikit-activeml", "small-text", "modAL", "ALiPy")


def side_by_side(problems: Sequence[Problem], trial: dict[str, Callable[[], Any]], repeats: int) -> Table:
    """Time every loop on W1 and compare questions."""
    work: dict[str, Callable[[], Any]] = {"altutor": partial(ours, problems)} | trial
    for name, loop in available().items():
        work[name] = lambda loop=loop: [loop(one, BUDGET)[0] for one in problems]
    ours(problems[:2], 5)  # imports and caches
    times, queries = seconds(*work.values(), repeats=repeats)
    asked = dict(zip(work, queries, strict=True))
    table = [["loop", "seconds", "times altutor", "goal", "asks the same"]]
    for name, spent in zip(work, times, strict=True):
        ratio = spent / times[0]
        like = "plain scikit-learn loop" if name in LOOSE else "altutor"
        least = 1 / TRIAL_GOAL if name in trial else GOALS.get(name)
        goal = verdict(f"{least:g} or more", ratio >= least) if least else ""
        same = sum(a == b for a, b in zip(asked[name], asked[like], strict=True))
        table.append([name, f"{spent:.3f}", f"{ratio:.2f}", goal, f"as {like}: {same} of {len(problems)}"])
    return table


def trials(shared: Path, problems: Sequence[Problem]) -> dict[str, Callable[[], Any]]:
    """Return the trial at two tolerances, where its folder is there; stacking the data is left out of its time."""
    if not (shared / "limit.py").is_file():
        return {}
    sys.dont_write_bytecode = True  # the folder is not ours
    sys.path.insert(0, str(shared))
    import limit

    keys = {"X": "features", "y": "labels", "init": "start", "Xt": "heldout", "yt": "heldout_labels"}
    data = limit.prep([{key: getattr(one, name) for key, name in keys.items()} for one in problems], BUDGET)

    def run(gtol: float) -> list[list[int]]:
        return limit.run_chunks(data, BUDGET, min(50, len(problems)), gtol=gtol)[0].tolist()

    return {f"trial, gradient {gtol:.0e}".replace("e-0", "e-"): partial(run, gtol) for gtol in (1e-6, 1e-8)}


def thousand(shared: Path, repeats: int) -> Table:
    """Time 1,000 runs of W1; the plain loop, once, shows how many runs the default tolerance sends elsewhere."""
    problems = [make_problem(seed) for seed in range(1000)]
    trial = trials(shared, problems)
    work = {"altutor": partial(ours, problems)} | trial
    times, queries = seconds(*work.values(), repeats=repeats)
    once = seconds(lambda: [plain(one, BUDGET)[0] for one in problems], repeats=1)
    names, times, queries = [*work, "plain scikit-learn loop, once"], times + once[0], queries + once[1]
    table = [["1,000 runs", "seconds", "times altutor", "goal", "asks the same"]]
    for name, spent, asked in zip(names, times, queries, strict=True):
        same = sum(a == b for a, b in zip(asked, queries[0], strict=True))
        goal = verdict(f"{THOUSAND_GOAL} s or less", spent <= THOUSAND_GOAL) if name == "altutor" else ""
        table.append([name, f"{spent:.2f}", f"{spent / times[0]:.2f}", goal, f"as altutor: {same} of 1,000"])
    return table


def digits(runs: int, budget: int, repeats: int) -> Table:
    """Time ten classes and 50 features: scikit-learn's digits after PCA, a pool of 1,200 rows, one label a class."""
    from sklearn.datasets import load_digits
    from sklearn.decomposition import PCA

    X, y = load_digits(return_X_y=True)
    X = PCA(50, random_state=0).fit_transform(X)
    problems = []
    for seed in range(runs):
        order = np.random.default_rng(seed).permutation(len(X))
        pool, rest = order[:1200], order[1200:]
        start = [np.flatnonzero(y[pool] == digit)[0] for digit in range(10)]
        problems.append(Problem(X[pool], y[pool], start, X[rest], y[rest], seed))
    works = {
        "plain scikit-learn loop": (1, lambda: by_hand(problems[0], budget, LogisticRegression)),
        "altutor, one run": (1, partial(ours, problems[:1], budget, n_classes=10)),
        f"altutor, {runs} runs": (runs, partial(ours, problems, budget, n_classes=10)),
    }
    times, _ = seconds(*(call for _, call in works.values()), repeats=repeats)
    each = [spent / number for spent, (number, _) in zip(times, works.values(), strict=True)]
    table = [["loop", "seconds a run", "faster than the loop", "goal"]]
    for name, spent in zip(works, each, strict=True):
        goal = verdict(f"{DIGITS_GOAL:g} times or more", each[0] / spent >= DIGITS_GOAL) if spent != each[0] else ""
        table.append([name, f"{spent:.3f}", f"{each[0] / spent:.1f}", goal])
    return table


def processor() -> str:
    """Return the name of the processor, as far as the system tells."""
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return f"{names[0].partition(': ')[2]}, {os.cpu_count()} cores" if names else platform.processor()


def main() -> None:
    """Print all tables; with --out, write them, too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20, help="of W1, beside the other loops")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--stream", type=int, default=20_000, help="runs of the long stream")
    parser.add_argument("--digits", type=int, default=8, help="runs on the digits")
    parser.add_argument("--out", type=Path, help="Markdown file")
    options = parser.parse_args()
    shared = Path(os.environ.get("ALTUTOR_SHARED") or Path(__file__).parents[2] / "shared") / "w1"
    names = ["numpy", "scikit-learn", "scikit-activeml", "small-text", "modAL-python", "alipy"]
    versions = ", ".join(f"{name} {found}" for name in names if (found := _version(name)))
    text = (
        f"# The engine, measured on {date.today()}\n\n`python benchmarks/engine.py {' '.join(sys.argv[1:])}`\n\n"
        f"{processor()}; Python {platform.python_version()}, {versions}. One thread; processor time; medians of "
        f"{options.repeats}, each loop in turn.\n"
    )
    print(text)
    with threadpool_limits(1):
        problems = [make_problem(seed) for seed in range(options.seeds)]
        text += show(f"W1, {options.seeds} seeds", side_by_side(problems, trials(shared, problems), options.repeats))
        text += show("W1, 1,000 seeds", thousand(shared, options.repeats))
        text += show("Where the time goes", breakdown(320))
        text += show("How time grows (50 queries, 1,000 held-out rows)", growth(options.repeats))
        text += show("Ten classes, 50 features, 500 queries", digits(options.digits, 500, options.repeats))
    text += show("A long stream", streams(options.stream))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text, encoding="utf-8")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except ImportError:
        return None


if __name__ == "__main__":
    main()
