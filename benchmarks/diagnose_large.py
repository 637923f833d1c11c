"""``altutor diagnose`` on a large pool, beside the obvious script of the same tests with scikit-learn.

    python benchmarks/diagnose_large.py [--pool 100000] [--chosen 2000] [--permutations 20] [--out FILE.md]
        [--publish chapters/published/diagnose]

Texts are generated (newswire); longer ones are likelier to be chosen. Both commands run in processes of their own, one
after the other. Goal: below 180 seconds and 3 GiB on two cores. Exit code 1 where it is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from altutor.data.corpus import Text
from altutor.data.newswire import load_newswire, newswire_base
from altutor.files import write_atomic
from altutor.results import versions
from altutor.traces import Trace
from altutor.wording import fixed

SECONDS, GIB = 180.0, 3.0  # goals
HELDOUT = 1000
OBVIOUS = Path(__file__).with_name("diagnose_obvious.py")


def write_files(folder: Path, n_pool: int, n_chosen: int) -> dict[str, Path]:
    """Write pool, chosen and held-out texts as JSONL, and return the paths by option."""
    corpus = load_newswire(n_pool, HELDOUT)
    rng = np.random.default_rng(0)
    length = np.array([len(text.text.split()) for text in corpus.pool], dtype=float)
    z = (length - length.mean()) / length.std()
    chosen = np.argsort(-(0.5 * z + rng.gumbel(size=n_pool)))[:n_chosen]
    files = {
        "--selected": [_marked(corpus.pool[row]) for row in chosen],
        "--pool": [json.dumps({"text": text.text}) for text in corpus.pool],
        "--heldout": [_marked(text) for text in corpus.heldout],
    }
    return {option: _write(folder / f"{option.lstrip('-')}.jsonl", lines) for option, lines in files.items()}


def _marked(text: Text) -> str:
    spans = [{"start": start, "end": end, "label": "ORG"} for start, end in text.spans]
    return json.dumps({"text": text.text, "spans": spans, "answer": "accept"})


def _write(path: Path, lines: Iterable[str]) -> Path:
    write_atomic(path, "\n".join(lines) + "\n")
    return path


def measured(command: Sequence[str | Path]) -> tuple[float, float, float, str]:
    """Run a command and return wall and processor seconds, its peak memory in GiB, and what it printed."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        process = subprocess.Popen([str(word) for word in command], stdout=printed)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        printed.seek(0)
        if process.returncode:
            sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
        unit = 2**30 if sys.platform == "darwin" else 2**20  # bytes there, KiB elsewhere
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, printed.read()


def main(words: Sequence[str] | None = None) -> bool:
    """Print the table; with --out write it, too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pool", type=int, default=100_000)
    parser.add_argument("--chosen", type=int, default=2000)
    parser.add_argument("--permutations", type=int, default=20, help="of the obvious script; scaled to 1,999")
    parser.add_argument("--no-base", action="store_true", help="leave out the run with the base of newswire")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--publish", type=Path, metavar="FOLDER", help="for large.json, which the guide quotes")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_files(folder, options.pool, options.chosen)
        given = [word for pair in files.items() for word in pair]
        command = [sys.executable, "-m", "altutor", "diagnose", *given, "--out", folder / "report"]
        runs = {"altutor diagnose": measured(command)}
        if not options.no_base:
            runs["altutor diagnose, with a base"] = measured([*command, "--base", newswire_base()])
        script = [sys.executable, OBVIOUS, files["--selected"], files["--pool"]]
        done, busy, memory, printed = measured([*script, "--permutations", str(options.permutations)])
    spent = json.loads(printed)
    total = sum(spent.values())
    lines = [
        f"# `altutor diagnose` on {options.pool:,} texts, {date.today()}",
        "",
        f"`python benchmarks/diagnose_large.py --pool {options.pool} --chosen {options.chosen}`: generated texts, "
        f"{options.chosen:,} chosen, {HELDOUT:,} held out; {os.cpu_count()} cores; Python "
        f"{platform.python_version()}. A process each, start, reading and report included.",
        "",
        "| command | seconds | goal | processor seconds | peak memory, GiB | goal | obvious script, times as long |",
        "|---|---|---|---|---|---|---|",
    ]
    fine = True
    for name, (seconds, processor, peak, _) in runs.items():
        fine &= seconds <= SECONDS and peak <= GIB
        lines.append(
            f"| {name} | {fixed(seconds, 1)} | {SECONDS:g}: {_met(seconds <= SECONDS)} | {fixed(processor, 1)} | "
            f"{fixed(peak, 2)} | {GIB:g}: {_met(peak <= GIB)} | {fixed(total / seconds, 1)} |"
        )
    lines += [
        f"| obvious script | {fixed(total, 0)} | | {fixed(total * busy / done, 0)} | {fixed(memory, 2)} | | |",
        "",
        f"The obvious script took {fixed(done, 0)} s: it does {options.permutations} permutations, which are scaled "
        "to 1,999, and 500 terms, which are scaled to all. It tests what needs neither labels nor a base (classifier, "
        "MMD, length, terms, regions) and writes no report; altutor's time holds all of its tests.",
        "",
        "| part of the obvious script | seconds, scaled |",
        "|---|---|",
        *(f"| {name} | {fixed(seconds, 1)} |" for name, seconds in spent.items()),
        "",
        "Versions: " + ", ".join(f"{n} {v}" for n, v in versions("numpy", "scipy", "scikit-learn", "spacy").items()),
    ]
    page = "\n".join(lines) + "\n"
    print(page)
    if options.out:
        write_atomic(options.out, page)
    if options.publish:
        _trace(runs, total, options.pool, options.chosen).write(options.publish)
    return fine


def _trace(runs: dict[str, tuple[float, float, float, str]], obvious: float, pool: int, chosen: int) -> Trace:
    """Return the measurements as the guide quotes them."""
    columns: dict[str, list[object]] = {
        "command": list(runs),
        "seconds": [seconds for seconds, _, _, _ in runs.values()],
        "gib": [peak for _, _, peak, _ in runs.values()],
        "times": [obvious / seconds for seconds, _, _, _ in runs.values()],
        "pool": [pool] * len(runs),
        "chosen": [chosen] * len(runs),
    }
    title = "altutor diagnose on a large pool"
    return Trace("large", "table", title, "Seconds, peak memory, and the obvious script beside it.", title, columns)


def _met(yes: bool) -> str:
    return "met" if yes else "NOT MET"


if __name__ == "__main__":
    sys.exit(not main())
