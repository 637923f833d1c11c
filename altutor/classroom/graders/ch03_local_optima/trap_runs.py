"""Runs on the trap, repeated by the graders of this chapter that ask for an experiment."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.classroom import stubs
from altutor.classroom.ask import Ask


def given(ask: Ask) -> dict[str, Any]:
    """Return the constants of the task, after making sure that they stand in the student's file as they were given."""
    constants = stubs.constants(ask.exercise) | ask.constants
    for name, value in constants.items():
        ask.value(name).equals(
            value, because=f"{name} belongs to the task. Was a variant given to you? Then check with --variant NAME."
        )
    return constants


def problems(seeds: Sequence[int], hidden_mass: float, rows: int, stream: int) -> tuple[list[Any], NDArray[np.bool_]]:
    """Return the problem of each seed, and which rows of its pool are hidden."""
    from altutor.data.trap import Trap
    from altutor.problems import Problem

    trap, made, hidden = Trap(hidden_mass=hidden_mass), [], []
    for seed in seeds:
        rng = np.random.default_rng([seed, stream])
        pool = trap.draw(rows, rng)
        heldout = trap.draw(rows, rng)
        start = [int(np.flatnonzero(pool.cluster == disc)[0]) for disc in (0, 1)]
        made.append(Problem(pool.features, pool.labels, start, heldout.features, heldout.labels, seed))
        hidden.append(pool.cluster == 2)
    return made, np.array(hidden)


def run(
    made: Sequence[Any], epsilon: float, budget: int, rounds: Sequence[int] | None = None
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the queries, of shape (runs, budget), and the accuracies, of shape (runs, rounds measured).

    With `epsilon` 1 all queries are random, with 0 all go to the least sure row.
    """
    from altutor.engine import simulate_runs
    from altutor.strategies import least_confidence, mixed, random

    strategy = random if epsilon == 1 else mixed(least_confidence, epsilon) if epsilon else least_confidence
    parts = list(simulate_runs(made, strategy, budget, rounds=rounds))
    return (
        np.concatenate([part.queries for part in parts]),
        np.concatenate([part.measures["accuracy"] for part in parts]),
    )


def found(queries: NDArray[np.intp], hidden: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which queries were about the hidden cluster, of shape (runs, budget)."""
    return np.array([row[asked] for row, asked in zip(hidden, queries, strict=True)])
