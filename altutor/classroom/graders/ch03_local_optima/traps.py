"""A family of traps for e8_escape, and the loop in which a student's strategy asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.shown import shown

ROWS, HELD, STRAYS = 200, 400, 10
VISIBLE_1, VISIBLE_0, HIDDEN, DECOY, STRAY = range(5)
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Trap:
    """A pool with its held-out rows."""

    features: Array
    labels: Array
    group: Array
    heldout: Array
    truth: Array
    start: list[int]
    seed: int


@dataclass
class Played:
    """What a strategy did in R runs of T rounds.

    Attributes
    ----------
    accuracy
        Shape (R,): on held-out rows, at the end.
    extra
        Shape (R, T): True where another row had a lower confidence.
    groups
        Shape (R, T): the group of each row that was asked about.
    """

    accuracy: Array
    extra: Array
    groups: Array


def draw(rng: np.random.Generator, hidden: bool) -> Trap:
    """Draw a trap, or a pool without a hidden cluster."""
    mass = rng.uniform(0.1, 0.2) if hidden else 0.0
    decoy = 0.15 * (rng.random() < 0.5)
    seen = (1 - mass - decoy) / 2
    ahead, behind, lift = rng.uniform(2.5, 3.5), rng.uniform(7, 10), rng.uniform(2.2, 2.6)
    away = [-ahead - rng.uniform(8, 11), lift + rng.uniform(0, 2)]
    centres = np.array([[-ahead, lift], [0, 0], [behind, lift], away])
    turn, scale, flip = rng.uniform(0, 2 * np.pi), rng.uniform(0.8, 1.3), rng.random() < 0.5
    axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) * scale
    move = rng.uniform(-3, 3, 2)

    def rows(n: int, strays: int) -> tuple[Array, Array, Array]:
        group = rng.choice(4, size=n, p=[seen, seen, mass, decoy])
        angle, distance = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.random(n))
        features = centres[group] + distance[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
        labels = (group != VISIBLE_0).astype(np.int64)
        if strays:
            labels[-strays:], group[-strays:] = rng.integers(2, size=strays), STRAY
            across = (2 * labels[-strays:] - 1) * rng.uniform(5, 12, strays)
            features[-strays:] = np.column_stack([rng.uniform(-14, 12, strays), lift / 2 + across])
        order = rng.permutation(n)
        return (features @ axes + move)[order], np.where(flip, 1 - labels, labels)[order], group[order]

    features, labels, group = rows(ROWS, STRAYS)
    heldout, truth, _ = rows(HELD, 0)
    start = [int(np.flatnonzero(group == number)[0]) for number in (VISIBLE_1, VISIBLE_0)]
    return Trap(features, labels, group, heldout, truth, start, int(rng.integers(10**6)))


def play(ask: Ask, traps: list[Trap], rounds: int) -> Played | None:
    """Let the student's strategy ask, one round of all runs at a time; None where an answer is no row to ask about."""
    from altutor.logistic import Prediction, model, rows_last

    pools, heldout = (rows_last(np.array([getattr(one, name) for one in traps])) for name in ("features", "heldout"))
    labels = np.array([one.labels for one in traps])
    asked = [list(one.start) for one in traps]
    runs, models = np.arange(len(traps)), model(2, 2, len(traps))
    extra = np.zeros((len(traps), rounds), dtype=bool)
    for number in range(rounds + 1):
        known = np.array(asked)
        models.fit(np.take_along_axis(pools, known[:, None], axis=2), np.take_along_axis(labels, known, axis=1))
        if number == rounds:
            break
        says = Prediction(models.logits(pools)).probabilities
        calls = [
            [says[run], one.features, asked[run], labels[run, asked[run]].tolist(), number, one.seed]
            for run, one in enumerate(traps)
        ]
        values = ask.each("next_query", calls)
        for run, row in enumerate(values):
            if not legal(ask, row, asked[run], number):
                return None
        confidence = says.max(axis=2)
        np.put_along_axis(confidence, known, np.inf, axis=1)
        extra[:, number] = confidence[runs, values] > confidence.min(axis=1) + 1e-9
        for run, row in enumerate(values):
            asked[run].append(int(row))
    right = Prediction(models.logits(heldout)).classes == np.array([one.truth for one in traps])
    groups = np.take_along_axis(np.array([one.group for one in traps]), np.array(asked)[:, 2:], axis=1)
    return Played(right.mean(axis=1), extra, groups)


def legal(ask: Ask, row: Any, labelled: list[int], number: int) -> bool:
    """Require a row of the pool without a label."""
    whole = type(row) is int and 0 <= row < ROWS
    again = whole and row in labelled
    ask.answer(f"next_query in round {number} of a run, with labelled = {labelled}", whole and not again).holds(
        whole and not again,
        expected=f"a whole number from 0 to {ROWS - 1} that is not in `labelled`",
        because="each query buys a new label.",
        came=f"{shown(row)}, a row that has a label" if again else shown(row),
        mistakes={"asked-again": again},
    )
    return whole and not again
