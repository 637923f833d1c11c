"""The pool-based loop: train, ask, learn the answer, train again (Lewis and Gale, 1994)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.errors import AltutorError
from altutor.learners import Learner, logistic, train
from altutor.pool import History, Oracle, labelled_pool
from altutor.strategies import Strategy, choose, random


def simulate(
    features: ArrayLike,
    oracle: Oracle,
    start: Iterable[int],
    strategy: Strategy,
    budget: int,
    learner: Learner = logistic,
    heldout: tuple[NDArray[np.float64], NDArray[Any]] | None = None,
    rounds: Collection[int] | None = None,
    seed: int = 0,
) -> History:
    """Run the loop once, one query a round.

    Parameters
    ----------
    features
        The pool, shape (n, n_features).
    oracle
        Who answers.
    start
        Indices of the rows that are labelled before the first query; at least two classes.
    strategy
        What to ask next; of equally good rows the one with the lowest index is asked about.
    budget
        Number of queries after the start.
    learner
        Makes the untrained classifier of each round.
    heldout
        Features and labels that accuracy is measured on; None measures nothing.
    rounds
        Rounds 0 to `budget` after which it is measured; None means all.
    seed
        Seed of the strategy's random choices.

    Returns
    -------
    History
        Start, queries in order, accuracy by round, last model.

    Raises
    ------
    AltutorError
        When the budget is below 1 or larger than the unlabelled pool, the start is of one class, or the learner gives
        no probabilities.
    """
    pool = labelled_pool(features, oracle, start)
    start = tuple(pool.asked)
    _check_budget(budget, left=len(pool) - len(start))
    rng = np.random.default_rng(seed)
    accuracy: dict[int, float] = {}
    measured = set() if heldout is None else set(range(budget + 1) if rounds is None else rounds)
    for done in range(budget + 1):
        # Random sampling never looks at the model, so an old one serves it between the rounds that are measured.
        if strategy is not random or done in measured or done in (0, budget):
            model = train(learner, *pool.labelled)
        if heldout is not None and done in measured:
            accuracy[done] = float(np.mean(model.predict(heldout[0]) == heldout[1]))
        if done < budget:
            scores = strategy(model.predict_proba(pool.features), rng)
            index = int(choose(scores, pool.unlabelled))
            pool.add(index, oracle(index))
    return History(start, tuple(pool.asked[len(start) :]), accuracy, model)


def _check_budget(budget: int, left: int) -> None:
    if budget < 1:
        raise AltutorError(f"The budget is {budget} queries, and must be 1 or more.")
    if budget > left:
        raise AltutorError(
            f"The budget is {budget} queries, and the pool has {left} unlabelled rows: lower the budget."
        )
