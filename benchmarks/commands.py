"""Time and memory of the commands, all their processes together.

    python benchmarks/commands.py --data ../shared/ag_news --base ../shared/models/en_news_base

Goals: ``altutor --help`` under 0.5 s; ``altutor reproduce`` under 5 minutes, base pipeline included, and below 3 GiB;
the ORG experiment on AG News at quick scale under 10 minutes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def memory(group: int) -> int:
    """Return the resident memory of a process group in bytes (Linux); shared pages count once a process."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:  # the process has ended
            continue
    return total


def measure(words: list[str], goal: str) -> None:
    """Run one command in an empty folder with an empty cache and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"ALTUTOR_CACHE": f"{folder}/cache"}
        command = [sys.executable, "-m", "altutor", *words]
        started, peak = time.perf_counter(), 0
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
        )
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.05)
        seconds = time.perf_counter() - started
    print(f"altutor {' '.join(words)}: {seconds:.2f} s, {peak / 1024**3:.2f} GiB  (goal: {goal})", flush=True)


def main() -> None:
    """Measure each command once; the first is repeated, since its first start compiles bytecode."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--base")
    options = parser.parse_args()
    for _ in range(2):
        measure(["--help"], "under 0.5 s")
    measure(["reproduce"], "under 5 minutes and 3 GiB")
    if options.data and options.base:
        words = ["--data", str(Path(options.data).resolve()), "--base", str(Path(options.base).resolve())]
        measure(["run", "ag-news-org", *words], "under 10 minutes and 3 GiB")


if __name__ == "__main__":
    main()
