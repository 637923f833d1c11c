"""Binary data sets made of those of scikit-learn, with and without label noise, and the runs on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from altutor.engine import simulate_runs
from altutor.experiments.replications.paper import Paper, Split, random_start, split
from altutor.logistic import Prediction, model, rows_last
from altutor.problems import Problem
from altutor.strategies import Strategy, least_confidence, random

PAPER = Paper(
    citation="Mussmann and Liang (ICML 2018)",
    reports="on 21 binary data sets data efficiency correlates with the inverse of the final error: Pearson 0.79, "
    "Spearman 0.67",
    where="section 1",
    unchecked="How the paper measures data efficiency could not be compared: the measure here is ours.",
    why="A data set's own errors gather at the boundary, where uncertainty sampling asks; flipped labels are spread "
    "over all rows.",
)


@dataclass(frozen=True)
class Task:
    """A binary data set.

    Attributes
    ----------
    name
        Of the task.
    source
        The function of :mod:`sklearn.datasets` is ``load_<source>``.
    positive
        Targets of class 1; empty means those above the median.
    negative
        Targets of class 0; empty means all others.
    """

    name: str
    source: str
    positive: tuple[int, ...] = ()
    negative: tuple[int, ...] = ()


TASKS = (
    Task("breast cancer", "breast_cancer", (1,)),
    Task("wine, 1 or not", "wine", (1,)),
    Task("iris, 1 or 2", "iris", (1,), (2,)),
    Task("diabetes, worse half", "diabetes"),
    Task("digits, 0 or not", "digits", (0,)),
    Task("digits, 8 or not", "digits", (8,)),
    Task("digits, odd or even", "digits", (1, 3, 5, 7, 9)),
    Task("digits, below 5", "digits", (0, 1, 2, 3, 4)),
    Task("digits, 3 or 8", "digits", (3,), (8,)),
    Task("digits, 4 or 9", "digits", (4,), (9,)),
)
NOISE = (0.0, 0.1)  # share of labels flipped, in the pool and held out
START = 10
LARGEST_BUDGET = 190  # or half of the pool, where that is less
BATCH = 5
BLOCK = 10  # runs whose learning curves are averaged before efficiency is read off them
SEEDS = {"quick": 4, "full": 60}  # blocks
STRATEGIES: dict[str, Strategy] = {"random": random, "uncertainty": least_confidence}


@cache
def load(task: Task) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return features and labels of a task; digits are shrunk to 4 x 4 pixels, which makes the runs faster."""
    from sklearn import datasets

    found = getattr(datasets, f"load_{task.source}")()
    features, target = np.asarray(found.data, dtype=float), np.asarray(found.target)
    if task.source == "digits":
        features = features.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4)).reshape(len(features), 16)
    if not task.positive:
        return features, (target > np.median(target)).astype(np.int64)
    kept = np.isin(target, task.positive + task.negative) | (not task.negative)
    return features[kept], np.isin(target[kept], task.positive).astype(np.int64)


def budget(n: int) -> int:
    """Return the number of queries on a data set of n rows: in whole batches, at most half of the pool."""
    return min(LARGEST_BUDGET, (2 * n // 3) // 2) // BATCH * BATCH


def draw(features: NDArray[np.float64], labels: NDArray[np.int64], noise: float, seed: int) -> Split:
    """Return a seed's split, with a share of the labels flipped; the same rows are flipped first at every level."""
    flipped = np.random.default_rng([seed, 2]).random(len(labels)) < noise
    return split(features, np.where(flipped, 1 - labels, labels), seed)


def learning_curves(splits: list[Split], seeds: list[int], strategy: str) -> NDArray[np.float64]:
    """Return held-out errors after 0, BATCH, 2 BATCH ... queries, shape (n_runs, n_rounds)."""
    problems = [
        Problem(one.features, one.labels, random_start(one.labels, START), one.heldout, one.heldout_labels, seed)
        for one, seed in zip(splits, seeds, strict=True)
    ]
    queries = budget(len(splits[0].labels) + len(splits[0].heldout_labels))
    rounds = range(0, queries + 1, BATCH)
    histories = simulate_runs(problems, STRATEGIES[strategy], queries, batch=BATCH, rounds=rounds)
    return 1.0 - np.concatenate([history.measures["accuracy"] for history in histories])


def final_error(splits: list[Split]) -> float:
    """Return the held-out error of the model trained on all of the pool; half an error is added, so that it is not 0.

    Pooled over the splits.
    """
    pool, heldout = (rows_last(np.array([getattr(one, name) for one in splits])) for name in ("features", "heldout"))
    labels, truth = (np.array([getattr(one, name) for one in splits]) for name in ("labels", "heldout_labels"))
    fitted = model(2, pool.shape[1] - 1, len(splits))
    fitted.fit(pool, labels)
    wrong = np.count_nonzero(Prediction(fitted.logits(heldout)).classes != truth)
    return (wrong + 0.5) / (truth.size + 1.0)


def efficiency(random_errors: NDArray[np.float64], chosen_errors: NDArray[np.float64]) -> float:
    """Return how many times fewer labels than random sampling a strategy needs for the error that both reach.

    That error is the larger of the two curves' last ones. The labels a curve needs are counted to where it first gets
    there, along straight lines between the rounds.

    Parameters
    ----------
    random_errors, chosen_errors
        Shape (n_rounds,): mean errors after 0, BATCH, 2 BATCH ... queries.
    """
    target = max(random_errors[-1], chosen_errors[-1])
    return labels_to(random_errors, target) / labels_to(chosen_errors, target)


def labels_to(errors: NDArray[np.float64], target: float) -> float:
    """Return the number of labels, the start among them, at which a curve first comes down to a target."""
    first = int(np.argmax(errors <= target))
    if first == 0:
        return float(START)
    before, after = errors[first - 1], errors[first]
    return START + BATCH * (first - 1 + float((before - target) / (before - after)))
