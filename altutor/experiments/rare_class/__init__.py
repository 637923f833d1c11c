"""A rare class: what uncertainty sampling gains, and how much of the class must be hidden for a loss."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from functools import partial

import numpy as np

from altutor.data.rare import Rare, Rows
from altutor.experiments import Options
from altutor.experiments.rare_class.claims import claims
from altutor.experiments.rare_class.settings import (
    BUDGET,
    GROUPS,
    HELDOUT_ROWS,
    HIDDEN_AT,
    LONG_ROUNDS,
    PAIR,
    POOL_ROWS,
    PREVALENCES,
    ROUNDS,
    SEEDS,
    SHARES,
    START_KNOWN,
    START_RANDOM,
    TOGETHER,
    draw,
    simulate_cell,
)
from altutor.experiments.rare_class.traces import traces
from altutor.problems import Histories
from altutor.results import versions
from altutor.study import Plan, Row, Run, blocks

PROTOCOL_VERSION = 1  # raise it with every change of the code that changes a row, so that older runs are not used


def plan(options: Options) -> Plan:
    """Return the plan: each run does some strategies at one prevalence, for a block of seeds."""
    scale = options.scale
    seeds = SEEDS[scale] if options.seeds is None else options.seeds
    return Plan(
        experiment="rare-class",
        config={
            "scale": scale,
            "protocol_version": PROTOCOL_VERSION,
            "seeds": seeds,
            "seeds_a_row": TOGETHER[scale],
            "learner": "logistic regression, C = 1",
            "budget": BUDGET,
            "rounds": list(ROUNDS),
            "rounds_of_random": list(LONG_ROUNDS),
            "start_known": START_KNOWN,
            "start_random": START_RANDOM,
            "heldout_rows": HELDOUT_ROWS,
            "prevalences": list(PREVALENCES),
            "hidden_shares": list(SHARES),
            "hidden_at": list(HIDDEN_AT[scale]),
            "strategies": [name for group in GROUPS[scale] for name in group],
            "pool": {name: value for name, value in asdict(Rare()).items() if name not in ("prevalence", "hidden")},
        },
        versions=versions("numpy", "scipy"),
        data={"source": "altutor.data.rare", "rows": POOL_ROWS, "sha256": _digest()},
        runs=[
            run
            for prevalence in PREVALENCES
            for group in GROUPS[scale]
            for run in blocks({"prevalence": prevalence, "strategies": " ".join(group)}, seeds, TOGETHER[scale])
        ],
        work=partial(work, scale),
        claims=claims(),
        traces=traces,
    )


def work(scale: str, run: Run) -> list[Row]:
    """Return the rows of some strategies at one prevalence: one a recorded round, the mean over the run's seeds."""
    prevalence, names = run.cell["prevalence"], run.cell["strategies"]
    rows = []
    for strategy in next(group for group in GROUPS[scale] if " ".join(group) == names):
        hidden = SHARES if strategy in PAIR and prevalence in HIDDEN_AT[scale] else ()
        for share in (0.0, *hidden):
            pools, histories = simulate_cell(prevalence, share, strategy, run.seeds)
            cell = {"prevalence": prevalence, "hidden": share, "strategy": strategy, "seed": run.seed}
            rows += [{**cell, "runs": run.count, **summary} for summary in summaries(pools, histories)]
    return rows


def summaries(pools: list[Rows], histories: Histories) -> list[Row]:
    """Return one row a recorded round: means over the runs, of the measures and of the rare rows asked about so far.

    Where there is a hidden mode, ``missed`` is the number of runs that never asked about it.
    """
    asked = np.array([pool.labels[queries] for pool, queries in zip(pools, histories.queries, strict=True)])
    hidden = np.array([pool.hidden for pool in pools])
    never = {"missed": int(np.isnan(histories.first_round(hidden)).sum())} if hidden.any() else {}
    return [
        {"round": number}
        | {name: round(float(values[:, at].mean()), 4) for name, values in histories.measures.items()}
        | {"rare": round(float(asked[:, :number].sum(axis=1).mean()), 2), **never}
        for at, number in enumerate(histories.rounds)
    ]


def _digest() -> str:
    """Hash of a pool with a hidden mode, to nine digits: the last ones differ between processors."""
    pool = draw(0.05, 0.5, 0)[0]
    content = (np.round(pool.features, 9) + 0.0).tobytes() + pool.mode.tobytes()  # adding zero turns -0.0 into 0.0
    return hashlib.sha256(content).hexdigest()
