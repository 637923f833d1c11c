"""The pool-based loop: train, ask, learn the answer, train again (Lewis and Gale, 1994)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.errors import AltutorError
from altutor.learners import Learner, logistic, train
from altutor.pool import History, Oracle, Pool, labelled_pool, measured_rounds, require_budget, require_finite
from altutor.strategies import Pick, Strategy, View, ask, best


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
    batch: int = 1,
    pick: Pick = best,
) -> History:
    """Run the loop once, with any classifier; :func:`altutor.engine.simulate_runs` does many runs at once.

    Parameters
    ----------
    features
        The pool, shape (n, n_features).
    oracle
        Who answers.
    start
        Indices of the rows that are labelled before the first query; at least two classes.
    strategy, pick
        What to ask next: by default the row with the highest score, of equally good rows the one with the lowest index.
    budget
        Number of queries after the start.
    learner
        Makes the untrained classifier of each fit.
    heldout
        Features and labels that accuracy is measured on; None measures nothing.
    rounds
        Numbers of queries, 0 to `budget`, after which the newest model is measured; None means every one.
    seed
        Seed of the run's chances.
    batch
        Number of queries between two fits.

    Returns
    -------
    History
        Start, queries in order, accuracy by round, last model.

    Raises
    ------
    AltutorError
        When the budget is below 1 or larger than the unlabelled pool, the start is of one class, the learner gives no
        probabilities, or the strategy's scores are not one number a row.
    """
    pool = labelled_pool(features, oracle, start)
    start = tuple(pool.asked)
    require_budget(budget, batch, left=len(pool) - len(start))
    measured = measured_rounds(rounds, budget)
    if heldout is not None:
        require_finite(np.asarray(heldout[0]), "held-out rows")
    if seed < 0:
        raise AltutorError(f"The seed is {seed}, and must be 0 or more.")
    accuracy: dict[int, float] = {}
    chances: list[float] = []
    view = View(
        pool.features, np.array(seed), lambda: model().predict_proba(pool.features), partial(_convene, pool, learner)
    )
    for done in range(budget + 1):
        if done % batch == 0 or done == budget:
            # Trained when it is first used: random sampling never looks at the model.
            model = cache(partial(train, learner, *pool.labelled))
            view.answers = np.array(pool.answers)
        if done in (0, budget):
            model()
        if heldout is not None and done in measured:
            accuracy[done] = float(np.mean(model().predict(heldout[0]) == heldout[1]))
        if done < budget:
            view.barred = np.where(pool.unlabelled, 0.0, -np.inf)
            view.labelled = np.array(pool.asked)
            index, chance = ask(strategy, pick, view)
            pool.add(int(index), oracle(int(index)))
            chances.append(float(chance))
    return History(start, tuple(pool.asked[len(start) :]), accuracy, model(), tuple(chances))


def _convene(pool: Pool, learner: Learner, replicates: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return what models trained on bootstrap replicates believe of the pool, shape (size, n, n_classes)."""
    features, answers = (known[: replicates.shape[-1]] for known in pool.labelled)
    classes = np.unique(answers)
    opinions = np.zeros((len(replicates), len(pool), len(classes)))
    for opinion, rows in zip(opinions, replicates, strict=True):
        member = train(learner, features[rows], answers[rows])
        opinion[:, np.isin(classes, answers[rows])] = member.predict_proba(pool.features)
    return opinions
