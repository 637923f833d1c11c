"""Estimates of a model's error from actively drawn labels, against the truth."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from altutor.bias.risk import naive, pure
from altutor.bias.risk_interval import lure_interval
from altutor.engine import simulate_runs
from altutor.experiments.sampling_bias.settings import (
    FLOORS,
    OVERLAP,
    POOLS,
    RISK_LABELS,
    RISK_POOL_ROWS,
    RISK_RUNS_PER_SEED,
    RISK_START,
    TRAP,
)
from altutor.logistic import Prediction, model, rows_last
from altutor.problems import Histories, Problem
from altutor.strategies import defensive, least_confidence, proportional
from altutor.study import Row, Run

LEFT = RISK_POOL_ROWS - RISK_START  # rows that the risk is the mean over
Floats = NDArray[np.float64]


def risk_rows(scale: str, run: Run) -> list[Row]:
    """Return one row per pool, floor, estimate and number of labels, over the runs of all seeds together.

    A model is trained on the start and then judged, unchanged: rows are drawn in proportion to how unsure it is, mixed
    with a floor that all rows have alike. ``error`` is the mean over the runs of estimate minus truth, ``squared`` that
    of its square, ``covered`` the share of 95% intervals that hold the truth, which is the share of wrong classes among
    all rows of the pool but the start.
    """
    streams = [[seed, 13, number] for seed in run.seeds for number in range(RISK_RUNS_PER_SEED[scale])]
    rows: list[Row] = []
    for pool in POOLS:
        problems = [_problem(pool, stream) for stream in streams]
        for floor in FLOORS:
            cell = {"pool": pool, "strategy": "risk", "seed": run.seed, "floor": floor, "runs": len(problems)}
            for (estimator, labels), parts in _estimates(problems, floor).items():
                error, covered = (np.concatenate(part) for part in zip(*parts, strict=True))
                rows.append(
                    {**cell, "estimator": estimator, "labels": labels, "error": round(float(error.mean()), 7)}
                    | {"squared": round(float((error**2).mean()), 8), "covered": round(float(covered.mean()), 4)}
                )
    return rows


def _estimates(problems: list[Problem], floor: float) -> dict[tuple[str, int], list[tuple[Floats, NDArray[np.bool_]]]]:
    """Errors of each estimate and whether its interval holds the truth, by estimate and number of labels, in blocks."""
    found = defaultdict(list)
    done, budget = 0, RISK_LABELS[-1]
    # One batch: the model that chooses is the one that is judged.
    for histories in simulate_runs(
        problems, defensive(least_confidence, floor), budget, batch=budget, pick=proportional
    ):
        wrong = _wrong(problems[done : done + len(histories.queries)], histories)
        done += len(wrong)
        truth = wrong.sum(axis=1) / LEFT
        drawn = np.take_along_axis(wrong, histories.queries, axis=1)
        for labels in RISK_LABELS:
            losses, chances = drawn[:, :labels], histories.chances[:, :labels]
            even = np.broadcast_to(1.0 / (LEFT - np.arange(labels)), losses.shape)  # as if all had been alike likely
            believed, corrected = lure_interval(losses, even, LEFT), lure_interval(losses, chances, LEFT)
            for name, estimate, interval in (
                ("naive", naive(losses), believed),
                ("weighted", pure(losses, chances, LEFT), corrected),
                ("LURE", corrected.estimate, corrected),
            ):
                half = interval.high - interval.estimate
                found[name, labels].append((estimate - truth, np.abs(estimate - truth) <= half))
    return found


def _wrong(problems: list[Problem], histories: Histories) -> Floats:
    """1 where the model of the start is wrong about a row outside the start, of shape (R, n)."""
    features = rows_last(np.array([one.features for one in problems]))
    labels = np.array([one.labels for one in problems])
    judged = model(2, features.shape[1] - 1, len(problems))
    judged.fit(
        np.take_along_axis(features, histories.starts[:, None], axis=2),
        np.take_along_axis(labels, histories.starts, axis=1),
    )
    wrong = (Prediction(judged.logits(features)).classes != labels).astype(float)
    np.put_along_axis(wrong, histories.starts, 0.0, axis=1)
    return wrong


def _problem(pool: str, stream: list[int]) -> Problem:
    """Draw a pool, and a start of random rows of both classes; on the trap of the visible clusters only."""
    rng = np.random.default_rng([*stream, POOLS.index(pool)])
    seed = int(rng.integers(2**31))
    each = RISK_START // 2
    if pool == "trap":
        points = TRAP.draw(RISK_POOL_ROWS, rng)
        return Problem(points.features, points.labels, points.start(each), seed=seed)
    features, labels = OVERLAP.draw(RISK_POOL_ROWS, rng)
    start = np.concatenate([np.flatnonzero(labels == one)[:each] for one in (0, 1)])
    return Problem(features, labels, start, seed=seed)
