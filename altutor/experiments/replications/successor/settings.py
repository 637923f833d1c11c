"""Four data sets, four models, and one set of labels for each model that chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from altutor.experiments.replications.paper import Paper, Split, split
from altutor.learners import Classifier, Learner, train
from altutor.pool import Oracle
from altutor.simulate import simulate
from altutor.strategies import least_confidence, random

PAPER = Paper(
    citation="Lowell, Lipton and Wallace (EMNLP 2019)",
    reports="training a successor on an actively acquired set does not consistently outperform training on random "
    "labels",
    where="abstract",
    unchecked="Models, data and sizes are ours.",
    why="What one model was unsure of is not what another one needs.",
)


@dataclass(frozen=True)
class Task:
    """A data set that comes with scikit-learn, and how many of its labels are bought, so many between two fits."""

    name: str
    budget: int
    batch: int


TASKS = (Task("iris", 20, 5), Task("wine", 30, 5), Task("breast cancer", 40, 5), Task("digits", 80, 10))
START_PER_CLASS = 3  # with two classes 6 rows, enough for the five nearest
TREES = 20
RANDOM, ITSELF = "random", "itself"
SEEDS = {"quick": 4, "full": 100}  # more would make the results file larger than a megabyte


def logistic_regression() -> Classifier:
    """Return logistic regression with scikit-learn's defaults."""
    from sklearn.linear_model import LogisticRegression

    model: Classifier = LogisticRegression(max_iter=1000)
    return model


def naive_bayes() -> Classifier:
    """Return Gaussian naive Bayes; variances have a floor, since with few labels some features do not vary at all."""
    from sklearn.naive_bayes import GaussianNB

    model: Classifier = GaussianNB(var_smoothing=0.01)
    return model


def neighbours() -> Classifier:
    """Return the five nearest neighbours, weighted by distance so that few rows are equally uncertain."""
    from sklearn.neighbors import KNeighborsClassifier

    model: Classifier = KNeighborsClassifier(5, weights="distance")
    return model


def forest(seed: int) -> Classifier:
    """Return a small random forest."""
    from sklearn.ensemble import RandomForestClassifier

    model: Classifier = RandomForestClassifier(TREES, random_state=seed)
    return model


def models(seed: int) -> dict[str, Learner]:
    """Return the four models by name."""
    return {
        "logistic regression": logistic_regression,
        "naive Bayes": naive_bayes,
        "nearest neighbours": neighbours,
        "random forest": partial(forest, seed),
    }


MODELS = tuple(models(0))


def transfers(task: Task, seed: int) -> Iterator[tuple[str, str, float]]:
    """Yield the held-out accuracy of each successor on the set that each model, and chance, acquired."""
    rows = draw(task.name, seed)
    learners = models(seed)
    for acquisition in (RANDOM, *learners):
        chosen = acquire(task, rows, acquisition, learners, seed)
        for successor, learner in learners.items():
            model = train(learner, rows.features[chosen], rows.labels[chosen])
            yield acquisition, successor, float(np.mean(model.predict(rows.heldout) == rows.heldout_labels))


def acquire(task: Task, rows: Split, acquisition: str, learners: dict[str, Learner], seed: int) -> list[int]:
    """Return the rows that a model, or chance, buys labels for, with the start that all share."""
    history = simulate(
        rows.features,
        Oracle(rows.labels),
        start(rows.labels),
        random if acquisition == RANDOM else least_confidence,
        task.budget,
        learner=learners[MODELS[0] if acquisition == RANDOM else acquisition],
        batch=task.batch,
        seed=seed,
    )
    return [*history.start, *history.queries]


def start(labels: NDArray[np.int64]) -> list[int]:
    """Return the first rows of each class."""
    return [int(row) for label in np.unique(labels) for row in np.flatnonzero(labels == label)[:START_PER_CLASS]]


def draw(name: str, seed: int) -> Split:
    """Return the split of a data set into pool and held-out rows that a seed makes."""
    features, labels = load(name)
    return split(features, labels, seed)


@cache
def load(name: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return features and labels of a data set of scikit-learn."""
    from sklearn import datasets

    found = getattr(datasets, f"load_{name.replace(' ', '_')}")()
    return np.asarray(found.data, dtype=float), np.asarray(found.target, dtype=np.int64)
