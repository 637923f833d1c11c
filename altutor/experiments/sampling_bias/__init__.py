"""What selection does to dev scores, to estimates of the risk, and to the tests that should notice it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from functools import partial

import numpy as np

from altutor.experiments import Options
from altutor.experiments.sampling_bias import settings
from altutor.experiments.sampling_bias.claims import claims
from altutor.experiments.sampling_bias.dev import base_probabilities, dev_scores
from altutor.experiments.sampling_bias.noticed import notice
from altutor.experiments.sampling_bias.risk import risk_rows
from altutor.experiments.sampling_bias.settings import EVERY, LABELS, POOLS, STRATEGIES, TESTED, problem, simulate_cell
from altutor.experiments.sampling_bias.traces import traces
from altutor.results import versions
from altutor.study import Plan, Row, Run, blocks

PROTOCOL_VERSION = 2  # raise it with every change of the code that changes a row, so that older runs are not used
NAMES = (
    *("POOL_ROWS", "HELDOUT_ROWS", "BUDGET", "LABELS", "DEV_SHARE", "BASE_ROWS"),
    *("RISK_POOL_ROWS", "RISK_START", "RISK_LABELS", "FLOORS"),
)


def plan(options: Options) -> Plan:
    """Return the plan: each run does every cell for some seeds at once."""
    scale = options.scale
    seeds = settings.SEEDS[scale] if options.seeds is None else options.seeds
    return Plan(
        experiment="sampling-bias",
        config={
            "scale": scale,
            "protocol_version": PROTOCOL_VERSION,
            "seeds": seeds,
            "learner": "logistic regression, C = 1",
            **{name.lower(): getattr(settings, name) for name in NAMES},
            "strategies": list(STRATEGIES),
            "tested": list(TESTED),
            "every": EVERY[scale],
            "permutations": settings.PERMUTATIONS[scale],
            "risk_runs_per_seed": settings.RISK_RUNS_PER_SEED[scale],
            "pools": {"overlap": asdict(settings.OVERLAP), "trap": asdict(settings.TRAP)},
        },
        versions=versions("numpy", "scikit-learn", "scipy"),
        data={"source": "altutor.data.overlap, altutor.data.trap", "rows": settings.POOL_ROWS, "sha256": _digest()},
        runs=blocks({"cells": "all"}, seeds, settings.TOGETHER),
        work=partial(work, scale),
        claims=claims(),
        traces=traces,
    )


def work(scale: str, run: Run) -> list[Row]:
    """Return the rows of all cells for the seeds of a run, and those of the risk estimates."""
    return [row for pool in POOLS for row in _cells(scale, pool, run)] + risk_rows(scale, run)


def _cells(scale: str, pool: str, run: Run) -> list[Row]:
    """One row per strategy, seed and number of labels.

    ``class_1`` and ``confidence`` are the share of class 1 and the base model's mean confidence among the rows asked
    about, each less that of the whole pool. The p-values are those of :func:`noticed.notice`.
    """
    problems = [problem(pool, seed) for seed in run.seeds]
    probabilities = base_probabilities(pool, problems)
    rows: list[Row] = []
    for strategy in STRATEGIES:
        histories = simulate_cell(problems, strategy)
        scores = dev_scores(problems, histories)
        for number, (one, asked) in enumerate(zip(problems, histories.queries, strict=True)):
            tested = strategy in TESTED and one.seed % EVERY[scale] == 0
            noticed = notice(one, asked, probabilities[number], settings.PERMUTATIONS[scale]) if tested else {}
            confidence = probabilities[number].max(axis=1)
            for labels in LABELS:
                chosen = asked[:labels]
                values = {
                    **{name: score[number] for name, score in scores[labels].items()},
                    "class_1": one.labels[chosen].mean() - one.labels.mean(),
                    "confidence": confidence[chosen].mean() - confidence.mean(),
                    **noticed.get(labels, {}),
                }
                cell = {"pool": pool, "strategy": strategy, "seed": one.seed, "round": labels}
                rows.append(cell | {name: round(float(value), 5) for name, value in values.items()})
    return rows


def _digest() -> str:
    """Hash of the first seed's pools, to nine digits: the last ones differ between processors."""
    digest = hashlib.sha256()
    for pool in POOLS:
        one = problem(pool, 0)
        digest.update((np.round(one.features, 9) + 0.0).tobytes() + np.asarray(one.labels, dtype=np.int64).tobytes())
    return digest.hexdigest()
