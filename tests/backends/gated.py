"""Runs that wait until a test lets them go on, and leave a line where they start."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from altutor.backends import cluster
from altutor.claims import Claim, Sample
from altutor.errors import AltutorError
from altutor.study import Plan, Row, Run, run_study


def work(run: Run, folder: str, end: str = "") -> list[Row]:
    """Rows that depend on the seed; the run waits for the file ``gate``, and seed 1 ends as `end` says."""
    with open(Path(folder, "log"), "a") as log:
        log.write(f"{run.key} {os.getpid()}\n")
    while not Path(folder, "gate").exists():
        time.sleep(0.01)
    if run.seed == 1:
        if end == "sentence":
            raise AltutorError("The disk of this worker is full: empty it.")
        if end == "mistake":
            raise KeyError("a mistake of the program")
        if end == "memory":
            raise MemoryError
        if end == "death":
            os._exit(1)
    return [{**run.cell, "seed": run.seed, "gain": float(np.random.default_rng(run.seed).normal())}]


def gains(table: Any) -> Sample:
    return Sample(np.asarray(table["gain"], dtype=float))


class Study:
    """A plan of runs that wait, the folder of its results, and what its runs left."""

    def __init__(self, folder: Path, seeds: int = 6, end: str = "") -> None:
        self.folder, self.out, self.seeds = folder, folder / "out", seeds
        self.plan = Plan(
            experiment="gated",
            config={"scale": "quick", "seeds": seeds},
            versions={"numpy": np.__version__},
            data={"source": "numbers", "rows": 1, "sha256": "0"},
            runs=[Run({"cell": "only"}, seed) for seed in range(seeds)],
            work=partial(work, folder=str(folder), end=end),
            claims=[Claim("up", "It gains.", gains, low=0.0)],
        )

    def open_gate(self) -> None:
        (self.folder / "gate").touch()

    def started(self) -> list[tuple[int, int]]:
        """Seed and process of each run that was started, in that order."""
        log = self.folder / "log"
        lines = log.read_text().splitlines() if log.exists() else []
        return [(int(key.rpartition("=")[2]), int(process)) for key, process in (line.split() for line in lines)]

    def seeds_started(self) -> list[int]:
        return sorted(seed for seed, _ in self.started())

    def files(self) -> list[str]:
        return sorted(path.name for path in (self.out / "runs").glob("*")) if (self.out / "runs").exists() else []

    def rows(self) -> str:
        return (self.out / "results.json").read_text().split('"rows": [')[1]

    def serial_rows(self) -> str:
        """Rows of the same plan, run in this process."""
        serial = Study(self.folder / "serial", self.seeds)
        serial.folder.mkdir()
        serial.open_gate()
        run_study(serial.plan, serial.out, quiet=True)
        return serial.rows()


def main() -> None:
    """Run a study as a client of its own: folder, seeds, address."""
    folder, seeds, address = sys.argv[1:]
    cluster.CONNECT_SECONDS = 60.0  # a busy machine must not fail a test
    study = Study(Path(folder), int(seeds))
    run_study(study.plan, study.out, quiet=True, backend=address)


if __name__ == "__main__":
    # Under its own name, so that workers find what is sent to them.
    import gated

    gated.main()
