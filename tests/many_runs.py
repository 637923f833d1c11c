"""Runs of the engine and of the plain loop on the same problems, for the tests of both."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from altutor.engine import simulate_runs
from altutor.pool import History, Oracle
from altutor.problems import Histories, Problem
from altutor.simulate import simulate
from altutor.strategies import (
    Strategy,
    cluster_first,
    core_set,
    density_weighted,
    entropy,
    least_confidence,
    margin,
    mean_kl,
    mixed,
    random,
    random_first,
    vote_entropy,
)

# scikit-learn's model at its optimum: at the default tolerance it asks about other rows.
converged = partial(LogisticRegression, solver="newton-cholesky", tol=1e-12, max_iter=1000)

STRATEGIES: dict[str, Strategy] = {
    "random": random,
    "least confidence": least_confidence,
    "margin": margin,
    "entropy": entropy,
    "mixed": mixed(least_confidence, 0.3),
    "random first": random_first(entropy, 3),
    "density": density_weighted,
    "core-set": core_set,
    "vote entropy": vote_entropy(3),
    "mean KL": mean_kl(3),
    "cluster first": cluster_first(entropy, 4),
}


def problem(
    seed: int, rows: int = 40, features: int = 2, classes: int = 2, start_classes: int | None = None, apart: float = 1.5
) -> Problem:
    """One blob a class; the start holds a row of each of the first `start_classes` classes (None: of all)."""
    rng = np.random.default_rng([seed, 7])
    centres = apart * rng.normal(size=(classes, features))
    labels, heldout_labels = (rng.permutation(np.arange(n) % classes) for n in (rows, 20))
    start = [int(np.flatnonzero(labels == k)[0]) for k in range(start_classes or classes)]
    pool, heldout = (centres[of] + rng.normal(size=(len(of), features)) for of in (labels, heldout_labels))
    return Problem(pool, labels, start, heldout, heldout_labels, seed)


def by_engine(problems: Iterable[Problem], strategy: Strategy, budget: int, **options: Any) -> Histories:
    """All runs, whatever the block they were done in."""
    parts = list(simulate_runs(problems, strategy, budget, **options))
    return Histories(
        starts=np.concatenate([part.starts for part in parts]),
        queries=np.concatenate([part.queries for part in parts]),
        chances=np.concatenate([part.chances for part in parts]),
        rounds=parts[0].rounds,
        measures={name: np.concatenate([part.measures[name] for part in parts]) for name in parts[0].measures},
        model=np.concatenate([part.model.weights for part in parts]),
    )


def by_loop(one: Problem, strategy: Strategy, budget: int, **options: Any) -> History:
    """The same run, one model of scikit-learn at a time."""
    heldout = None if one.heldout is None else (one.heldout, one.heldout_labels)
    options = {"learner": converged, "heldout": heldout, "seed": one.seed} | options
    return simulate(one.features, Oracle(np.asarray(one.labels)), one.start, strategy, budget, **options)
