"""Four groups on a line that mislead margin sampling (Dasgupta and Hsu, 2008).

Two large groups of one class each, and two small ones between them. A start in the large groups puts the threshold into
the third group, which holds both classes. If every later query falls there, the second group is overlooked. The learner
itself is not at fault: on random labels it finds the best threshold.

The paper argues with a distribution and labels without end. Here the pool is finite, and the queries are fewer than the
rows of the third group; when that is used up, the next nearest rows are those of the second.
"""

from __future__ import annotations

from dataclasses import asdict

from altutor.experiments import Options
from altutor.experiments.replications.four_clusters.claims import claims
from altutor.experiments.replications.four_clusters.settings import (
    BUDGET,
    LINES,
    POOL_ROWS,
    ROUNDS,
    SECOND,
    SEEDS,
    SHORT_BUDGET,
    START,
    STARTS,
    STRATEGIES,
    ask,
    draw,
    error,
)
from altutor.experiments.replications.four_clusters.traces import traces
from altutor.experiments.replications.paper import digest
from altutor.results import versions
from altutor.study import Plan, Row, Run

PROTOCOL_VERSION = 1  # raise it with every change of the code that changes a row, so that older runs are not used


def plan(options: Options) -> Plan:
    """Return the plan: one run a seed, with all starts and strategies in it."""
    seeds = SEEDS[options.scale] if options.seeds is None else options.seeds
    return Plan(
        experiment="replicate-four-clusters",
        config={
            "scale": options.scale,
            "protocol_version": PROTOCOL_VERSION,
            "seeds": seeds,
            "learner": "the threshold with the fewest errors",
            "lines": {name: [asdict(piece) for piece in line] for name, line in LINES.items()},
            "budget": BUDGET,
            "rounds": list(ROUNDS),
            "start": START,
            "random_starts": list(STARTS),
            "budget_after_random_starts": SHORT_BUDGET,
        },
        versions=versions("numpy"),
        data={"source": "drawn from the lines, another pool with every seed", "rows": POOL_ROWS, "sha256": _digest()},
        runs=[Run({"cells": "all"}, seed) for seed in range(seeds)],
        work=work,
        claims=claims(),
        traces=traces,
    )


def work(run: Run) -> list[Row]:
    """Return the errors by round from a start in the large groups, and where random starts end."""
    rows = [row for line in LINES for strategy in STRATEGIES for row in _from_large_groups(line, strategy, run.seed)]
    return rows + [_random_start(run.seed, size) for size in STARTS]


def _from_large_groups(line: str, strategy: str, seed: int) -> list[Row]:
    """One row per recorded round; ``second`` is the round of the first query in the second group, None if none was."""
    pool = draw(line, seed)
    history, thresholds = ask(pool, pool.start(START, large_only=True), strategy, BUDGET, seed)
    cell = {"line": line, "start": "large", "strategy": strategy, "seed": seed}
    second = history.first_round(pool.group == SECOND)
    return [
        {**cell, "round": number, "error": round(error(line, threshold), 6), "second": second}
        for number, threshold in thresholds.items()
    ]


def _random_start(seed: int, size: int) -> Row:
    """One row: whether margin sampling overlooks the second group of the wide line from a random start."""
    pool = draw("wide", seed)
    start = pool.start(size)
    history, _ = ask(pool, start, "uncertainty", SHORT_BUDGET, seed)
    missed = not (pool.group[start] == SECOND).any()
    return {
        "line": "wide",
        "start": "random",
        "strategy": "uncertainty",
        "seed": seed,
        "round": SHORT_BUDGET,
        "labels": size,
        "misled": int(missed and history.first_round(pool.group == SECOND) is None),
    }


def _digest() -> str:
    pools = [draw(line, 0) for line in LINES]
    return digest(*(array for pool in pools for array in (pool.features, pool.labels)))
