"""The same loop by others: least confidence, single queries, a fit and a score on held-out rows for each.

Each function runs one problem and returns the rows that it asked about and the accuracies.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

from altutor.problems import Problem

Run = tuple[list[int], list[float]]
Loop = Callable[[Problem, int], Run]


def plain(problem: Problem, budget: int) -> Run:
    """Refit scikit-learn's default logistic regression in a plain loop."""
    return by_hand(problem, budget, LogisticRegression)


def tuned(problem: Problem, budget: int) -> Run:
    """Do the same with the fastest solver for few features, warm starts and scikit-learn's checks off.

    Its tolerance is tight: it asks what a converged model asks.
    """
    model = LogisticRegression(solver="newton-cholesky", tol=1e-10, max_iter=200, warm_start=True)

    def accuracy(model: Any, X: Any, y: Any) -> float:
        return float(np.mean(model.predict(X) == y))  # half the time of score()

    with sklearn.config_context(assume_finite=True, skip_parameter_validation=True):
        return by_hand(problem, budget, lambda: model, accuracy)


def by_hand(
    problem: Problem,
    budget: int,
    learner: Callable[[], Any],
    accuracy: Callable[[Any, Any, Any], float] = lambda model, X, y: model.score(X, y),
) -> Run:
    """Train, score, ask about the row of least confidence, and again."""
    X, y = problem.features, problem.labels
    labelled, left = list(np.asarray(problem.start)), np.ones(len(y), dtype=bool)
    left[labelled] = False
    accuracies = []
    for done in range(budget + 1):
        model = learner().fit(X[labelled], y[labelled])
        accuracies.append(accuracy(model, problem.heldout, problem.heldout_labels))
        if done < budget:
            rows = np.flatnonzero(left)
            row = int(rows[(1.0 - model.predict_proba(X[rows]).max(axis=1)).argmax()])
            labelled.append(row)
            left[row] = False
    return labelled[-budget:], accuracies


def scikit_activeml(problem: Problem, budget: int) -> Run:
    """Query as scikit-activeml's guide does, without its second fit of the classifier in each query."""
    from skactiveml.classifier import SklearnClassifier
    from skactiveml.pool import UncertaintySampling

    y = np.full(len(problem.labels), np.nan)
    y[problem.start] = problem.labels[problem.start]
    strategy = UncertaintySampling(method="least_confident", random_state=0)
    model = SklearnClassifier(LogisticRegression(), classes=[0, 1], random_state=0)
    asked, accuracies = [], []
    for done in range(budget + 1):
        model.fit(problem.features, y)
        accuracies.append(model.score(problem.heldout, problem.heldout_labels))
        if done < budget:
            asked.append(int(strategy.query(problem.features, y, model, fit_clf=False)[0]))
            y[asked[-1]] = problem.labels[asked[-1]]
    return asked, accuracies


def small_text(problem: Problem, budget: int) -> Run:
    """Query as small-text's active learner does."""
    from small_text import LeastConfidence, PoolBasedActiveLearner, SklearnClassifierFactory, SklearnDataset

    pool, heldout = (
        SklearnDataset(X, y, target_labels=np.arange(2))
        for X, y in ((problem.features, problem.labels), (problem.heldout, problem.heldout_labels))
    )
    learner = PoolBasedActiveLearner(SklearnClassifierFactory(LogisticRegression(), 2), LeastConfidence(), pool)
    learner.initialize_data(np.array(problem.start), problem.labels[problem.start])
    asked, accuracies = [], []
    for done in range(budget + 1):
        accuracies.append(float(np.mean(learner.classifier.predict(heldout) == heldout.y)))
        if done < budget:
            (row,) = learner.query(num_samples=1)
            learner.update(problem.labels[[row]])
            asked.append(int(row))
    return asked, accuracies


def modal(problem: Problem, budget: int) -> Run:
    """Query as modAL's active learner does."""
    from modAL.models import ActiveLearner, learners
    from modAL.uncertainty import uncertainty_sampling
    from sklearn.utils import check_X_y

    # scikit-learn 1.8 knows this argument by another name only.
    learners.check_X_y = lambda *args, force_all_finite=True, **kwargs: check_X_y(*args, **kwargs)
    rows = np.setdiff1d(np.arange(len(problem.labels)), problem.start)
    X, y = problem.features, problem.labels
    learner = ActiveLearner(LogisticRegression(), uncertainty_sampling, X[problem.start], y[problem.start])
    asked, accuracies = [], []
    for done in range(budget + 1):
        accuracies.append(learner.score(problem.heldout, problem.heldout_labels))
        if done < budget:
            place = int(learner.query(X[rows])[0][0])
            asked.append(int(rows[place]))
            learner.teach(X[rows[[place]]], y[rows[[place]]])
            rows = np.delete(rows, place)
    return asked, accuracies


def alipy(problem: Problem, budget: int) -> Run:
    """Query by ALiPy's strategy, with its collections of indices."""
    import collections

    collections.Iterable = collections.abc.Iterable  # type: ignore[attr-defined]  # gone since Python 3.10
    from alipy.index import IndexCollection
    from alipy.query_strategy import QueryInstanceUncertainty

    X, y = problem.features, problem.labels
    labelled = IndexCollection(np.asarray(problem.start).tolist())
    left = IndexCollection(np.setdiff1d(np.arange(len(y)), problem.start).tolist())
    strategy = QueryInstanceUncertainty(X, y, measure="least_confident")
    asked, accuracies = [], []
    for done in range(budget + 1):
        model = LogisticRegression().fit(X[labelled.index], y[labelled.index])
        accuracies.append(model.score(problem.heldout, problem.heldout_labels))
        if done < budget:
            row = strategy.select(labelled, left, model=model, batch_size=1)
            labelled.update(row)
            left.difference_update(row)
            asked.append(int(row[0]))
    return asked, accuracies


def available() -> dict[str, Loop]:
    """Return the loops whose library is installed, by name."""
    warnings.simplefilter("ignore")  # of libraries that scikit-learn has left behind
    loops: dict[str, Loop] = {"plain scikit-learn loop": plain, "tuned scikit-learn loop": tuned}
    others = {"scikit-activeml": ("skactiveml", scikit_activeml), "small-text": ("small_text", small_text)}
    others |= {"modAL": ("modAL", modal), "ALiPy": ("alipy", alipy)}
    return loops | {name: loop for name, (module, loop) in others.items() if importlib.util.find_spec(module)}
