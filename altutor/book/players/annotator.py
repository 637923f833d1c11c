"""Be the annotator: twenty questions that a model chooses while it learns from the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.book.players.annotator_texts import AXES, sentences
from altutor.book.players.player import Player
from altutor.claims import LEVEL, Sample, interval
from altutor.data.trap import Points, Trap
from altutor.logistic.binary import Binary
from altutor.results import versions
from altutor.traces import Trace
from altutor.wording import fixed

SEED = 0
SESSIONS = 200  # pools whose sessions are averaged: seeds 0 to 199
POOL_ROWS, HELDOUT_ROWS = 300, 400
QUESTIONS, DEV = 20, 5
STRATEGIES = {"uncertainty": "chosen by the model", "random": "drawn at random"}
CLUSTERS = ("class 1", "class 0", "hidden class 1")  # as the picture of the trap names them
MEASURES = ("dev", "heldout", "gap", "hidden")

Averages = dict[str, list[float]]  # from a measure to mean, low and high over the sessions


@dataclass(frozen=True)
class Case:
    """What one session is about.

    Attributes
    ----------
    pool, heldout
        Rows with features of two decimals: what the page has.
    order
        Rows outside the start, in the order in which random sampling asks.
    dev
        Which questions, counted from 0, are kept for the dev score.
    """

    pool: Points
    heldout: Points
    order: NDArray[np.intp]
    dev: tuple[int, ...]

    @classmethod
    def draw(cls, seed: int) -> Case:
        """Draw pool, held-out rows and chances of a seed."""
        rng = np.random.default_rng([seed, 7])
        pool, heldout = (_rounded(Trap().draw(rows, rng)) for rows in (POOL_ROWS, HELDOUT_ROWS))
        others = np.setdiff1d(np.arange(POOL_ROWS), pool.start(1))
        dev = sorted(rng.choice(QUESTIONS, DEV, replace=False).tolist())
        return cls(pool, heldout, rng.permutation(others)[:QUESTIONS], tuple(dev))


@dataclass(frozen=True)
class Outcome:
    """What sessions came to, one row a session.

    Attributes
    ----------
    asked
        Shape (R, QUESTIONS): rows, in order.
    weights
        Shape (R, 3): the last models.
    dev, heldout
        Shape (R,): accuracy on the dev answers, and on the held-out rows.
    hidden
        Shape (R,): questions about the hidden cluster.
    """

    asked: NDArray[np.intp]
    weights: NDArray[np.float64]
    dev: NDArray[np.float64]
    heldout: NDArray[np.float64]
    hidden: NDArray[np.int64]

    @property
    def gap(self) -> NDArray[np.float64]:
        """Shape (R,): dev minus held-out accuracy."""
        return self.dev - self.heldout


def play(cases: Sequence[Case], strategy: str) -> Outcome:
    """Answer all questions of some sessions with the true labels; the player's script does the same.

    A dev answer is never trained on. Under uncertainty the next question is the row nearest to 0.5.
    """
    R = len(cases)
    runs = np.arange(R)
    pool = np.array([np.column_stack([case.pool.features, np.ones(POOL_ROWS)]).T for case in cases])
    labels = np.array([case.pool.labels for case in cases])
    start = np.array([case.pool.start(1) for case in cases])
    asked = np.empty((R, QUESTIONS), dtype=np.intp)
    trained = np.ones((R, QUESTIONS))
    for run, case in enumerate(cases):
        trained[run, list(case.dev)] = 0.0
    learner = Binary(n_features=2, runs=R)
    taken = np.zeros((R, POOL_ROWS), dtype=bool)
    np.put_along_axis(taken, start, True, axis=1)

    def fit(number: int) -> None:
        rows = np.hstack([start, asked[:, :number]])
        weight = np.hstack([np.ones_like(start, dtype=float), trained[:, :number]])
        learner.fit(pool[runs[:, None], :, rows].swapaxes(1, 2), np.take_along_axis(labels, rows, axis=1), weight)

    for number in range(QUESTIONS):
        if strategy == "random":
            asked[:, number] = [case.order[number] for case in cases]
        else:
            fit(number)
            doubt = -np.abs(learner.logits(pool))
            asked[:, number] = np.where(taken, -np.inf, doubt).argmax(axis=1)
        taken[runs, asked[:, number]] = True
    fit(QUESTIONS)
    right = (learner.logits(pool) > 0) == labels
    heldout = np.array([np.column_stack([case.heldout.features, np.ones(HELDOUT_ROWS)]).T for case in cases])
    truth = np.array([case.heldout.labels for case in cases])
    dev = (np.take_along_axis(right, asked, axis=1) * (1.0 - trained)).sum(axis=1) / DEV
    hidden = np.array([case.pool.hidden[rows].sum() for case, rows in zip(cases, asked, strict=True)])
    return Outcome(asked, learner.weights, dev, ((learner.logits(heldout) > 0) == truth).mean(axis=1), hidden)


def player() -> Player:
    """Return the pool of the player, a session answered by the oracle, and the average of many."""
    cases = [Case.draw(seed) for seed in range(SESSIONS)]
    outcomes = {strategy: play(cases, strategy) for strategy in STRATEGIES}
    average = {strategy: _averages(outcome) for strategy, outcome in outcomes.items()}
    case = cases[SEED]
    return Player(
        name="annotator",
        title="Be the annotator",
        caption=f"Answer {QUESTIONS} questions; a model chooses each of them. It learns from {QUESTIONS - DEV} of your "
        f"answers; the other {DEV}, picked at random, are set aside as your dev split, on which it is scored in the "
        "end. Then see what random questions would have shown you.",
        still=_still(case, outcomes),
        table=_table(outcomes, average),
        data=_data(case) | {"sessions": SESSIONS, "average": average},
        help="Keys, with the focus in this figure: A and B answer.",
        needs=("learner",),
    )


def _data(case: Case) -> dict[str, Any]:
    """Return the pool with its sentences, and all chances of the session."""
    return {
        "questions": QUESTIONS,
        "x": case.pool.features[:, 0].tolist(),
        "y": case.pool.features[:, 1].tolist(),
        "label": case.pool.labels.tolist(),
        "hidden": np.flatnonzero(case.pool.hidden).tolist(),
        "text": sentences(case.pool.cluster),
        "axes": AXES,
        "heldout": {
            "x": case.heldout.features[:, 0].tolist(),
            "y": case.heldout.features[:, 1].tolist(),
            "label": case.heldout.labels.tolist(),
        },
        "start": case.pool.start(1),
        "order": case.order.tolist(),
        "dev": list(case.dev),
    }


def _averages(outcome: Outcome) -> Averages:
    """Return mean, low and high of each measure over the sessions."""
    return {name: [round(part, 4) for part in interval(Sample(getattr(outcome, name)))] for name in MEASURES}


def _table(outcomes: dict[str, Outcome], average: dict[str, Averages]) -> tuple[str, dict[str, list[Any]]]:
    headings = {
        "dev": f"dev accuracy ({DEV} answers)",
        "heldout": "held-out accuracy",
        "gap": "dev minus held-out",
        "hidden": f"questions about the hidden cluster, of {QUESTIONS}",
    }
    columns: dict[str, list[Any]] = {"questions": [], "sessions": []}
    for strategy, outcome in outcomes.items():
        columns["questions"] += [STRATEGIES[strategy]] * 2
        columns["sessions"] += ["this one, answered by the oracle", f"mean of {SESSIONS} [{LEVEL:.0%} interval]"]
        for name, heading in headings.items():
            mean, low, high = average[strategy][name]
            one = float(getattr(outcome, name)[SEED])
            shown = fixed(one, 0 if name == "hidden" else 3)
            columns.setdefault(heading, []).extend([shown, f"{fixed(mean, 3)} [{fixed(low, 3)}, {fixed(high, 3)}]"])
    return f"Sessions of {QUESTIONS} questions, all answered with the true labels", columns


def _still(case: Case, outcomes: dict[str, Outcome]) -> Trace:
    """Return the session that the oracle answered."""
    columns: dict[str, list[Any]] = {
        "x": case.pool.features[:, 0].tolist(),
        "y": case.pool.features[:, 1].tolist(),
        "cluster": [CLUSTERS[cluster] for cluster in case.pool.cluster],
    }
    told = []
    for strategy, outcome in outcomes.items():
        numbers: list[int | None] = [None] * POOL_ROWS
        for row in case.pool.start(1):
            numbers[row] = 0
        for number, row in enumerate(outcome.asked[SEED], start=1):
            numbers[row] = number
        columns[strategy] = numbers
        told.append(
            f"{QUESTIONS} questions {STRATEGIES[strategy]}, {outcome.hidden[SEED]} of them about the hidden cluster: "
            f"accuracy {fixed(outcome.dev[SEED], 2)} on the dev answers, {fixed(outcome.heldout[SEED], 3)} on held-out "
            "rows"
        )
    return Trace(
        id="player-annotator",
        kind="trap-picture",
        title=f"A session of {QUESTIONS} questions, answered by the oracle",
        caption="Stars: the start. Rings: rows that were asked about. Line: where the last model changes its mind.",
        alt=f"Two scatter plots of the same pool. Above, {told[0]}. Below, {told[1]}.",
        columns=columns,
        labels={
            "x": f"{AXES['x'][0]} to {AXES['x'][1]}",
            "y": "how far the name acts",
            "panels": {"uncertainty": "uncertainty", "random": "random"},
            "boundaries": {
                strategy: np.round(outcome.weights[SEED], 4).tolist() for strategy, outcome in outcomes.items()
            },
        },
        experiment="local-optimum",
        seeds=(SEED,),
        versions=versions("numpy"),
    )


def _rounded(points: Points) -> Points:
    return Points(np.round(points.features, 2), points.labels, points.cluster)
