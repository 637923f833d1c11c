"""A tiny experiment for tests of the command line: no figures, and runs that take as long as the test wants."""

from __future__ import annotations

import os
import time
from functools import partial

import numpy as np

from altutor.claims import Claim, Sample
from altutor.errors import AltutorError
from altutor.experiments import EXPERIMENTS, Entry, Options
from altutor.results import versions
from altutor.study import Plan, Row, Run

NAME = "fake"


def work(run: Run, seconds: float) -> list[Row]:
    time.sleep(seconds)
    return [{**run.cell, "seed": run.seed, "gain": 0.1 + 0.01 * run.seed}]


def measure(table) -> Sample:
    return Sample(np.asarray(table["gain"], dtype=float))


def plan(options: Options) -> Plan:
    if options.data == "wrong":
        raise AltutorError("The folder wrong has no test split: name one that has, with --data FOLDER.")
    seeds = options.seeds or 3
    return Plan(
        experiment=NAME,
        config={
            "scale": options.scale,
            "seeds": seeds,
            "data": options.data,
            "base": options.base,
            "budget": options.budget,
        },
        versions=versions("numpy"),
        data={"source": "numbers", "rows": 1, "sha256": "0" * 64},
        runs=[Run({"cell": "only"}, seed) for seed in range(seeds)],
        work=partial(work, seconds=float(os.environ.get("FAKE_SECONDS", "0"))),
        claims=[
            Claim("up", "It gains.", measure, low=0.0, unit="F"),
            Claim("much", "It gains a lot.", measure, low=0.5, unit="F"),
            Claim("later", "It gains at full scale.", measure, low=0.0, scales=("full",)),
        ],
    )


def register() -> None:
    """Make it an experiment of this process, found as if it stood in ``altutor.experiments``."""
    import sys

    sys.modules[f"altutor.experiments.{NAME}"] = sys.modules[__name__]
    EXPERIMENTS[NAME] = Entry("A fake experiment", "Does it run?", NAME, reads_texts=True)


def main() -> None:
    from altutor.cli import main

    register()
    main()
