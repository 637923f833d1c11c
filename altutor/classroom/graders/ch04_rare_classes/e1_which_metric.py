"""Grades e1_which_metric: three measures of one ranking, computed here by loops over rows."""

from __future__ import annotations

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="Three measures of one ranking",
    kind="implement",
    goals=("4.3",),
    minutes=15,
    difficulty=1,
    importance=3,
    needs=("chapter 4, Which metric",),
    terms=("average precision", "f-score", "precision", "recall", "accuracy", "rare class"),
    instead_of=("altutor.measures:average_precision", "altutor.measures:f1"),
    mistakes=(
        Mistake(
            "ascending",
            "This ranks the rows from the lowest score to the highest. The rows that the model finds most likely to be"
            " rare then come last, and a good ranking looks bad.",
        ),
        Mistake(
            "all-ranks",
            "This is the mean of the precision over all rows. Only the rare rows count: the mean asks what precision "
            "one has paid for each of them.",
            hint=2,
        ),
        Mistake(
            "precision-at-the-end",
            "This is the precision where every rare row has been passed. It depends on the last rare row alone, and "
            "does not say how the others rank.",
            hint=2,
        ),
        Mistake(
            "macro",
            "This is the mean of F over both classes. The common class is easy, and its high F hides what happens to "
            "the rare one.",
            hint=1,
        ),
        Mistake(
            "common-class",
            "This is F of the common class. It is high for every model, also for one that finds no rare row.",
            hint=1,
        ),
        Mistake(
            "fixed-threshold",
            "This cuts at 0.5, whatever the threshold is. A model of a rare class seldom gives a probability as high "
            "as that, so the cut has to be chosen.",
            hint=1,
        ),
        Mistake(
            "arithmetic-mean",
            "This is the plain mean of precision and recall. It is high where one of the two is 1 and the other next "
            "to 0; the harmonic mean is not.",
            hint=2,
        ),
        Mistake(
            "prevalence",
            "This is the share of the rare rows. They are the ones on which the constant answer is wrong.",
        ),
    ),
)


def _ranking(ask: Ask) -> tuple[np.ndarray, np.ndarray]:
    """Return scores without ties, in no order, and labels: rare rows tend to rank high, and one of them ranks low."""
    n = int(ask.rng.integers(11, 16))
    scores = ask.rng.permutation(np.linspace(0.04, 0.71, n).round(3))
    order = np.argsort(-scores)
    labels = np.zeros(n, dtype=int)
    labels[order[[0, 2, 3]]] = 1
    labels[order[int(ask.rng.integers(6, 9))]] = 1
    return scores, labels


def _average(scores: np.ndarray, labels: np.ndarray) -> float:
    return float(np.mean([labels[scores >= score].mean() for score in scores[labels == 1]]))


def _f(scores: np.ndarray, labels: np.ndarray, threshold: float, rare: bool = True) -> float:
    said, true = (scores >= threshold) == rare, (labels == 1) == rare
    return 2 * float((said & true).sum()) / float(said.sum() + true.sum())


@EXERCISE.part(
    points=2,
    asks="`average_precision` is the mean, over the rare rows, of the precision among all rows that rank at least as "
    "high",
    hints=(
        "Sort a small example by hand, highest score first. What is the precision at the first rare row? At the "
        "second?",
        "The second rare row from the top has exactly two rare rows at or above it. Only its rank is missing.",
        "Order the labels by falling score. A running sum counts the rare rows so far, and the rank counts all rows so"
        " far. Keep their ratio at the places of the rare rows only, and take the mean.",
    ),
)
def ranking(ask: Ask) -> None:
    """Compare with a loop over the rare rows."""
    scores, labels = _ranking(ask)
    ranks = np.sort([int((scores >= score).sum()) for score in scores[labels == 1]])
    shares = " + ".join(f"{count}/{rank}" for count, rank in enumerate(ranks.tolist(), 1))
    ask("average_precision", scores=scores, labels=labels).equals(
        _average(scores, labels),
        because=f"the rare rows have the ranks {ranks.tolist()} from the top, so the mean is ({shares}) / "
        f"{len(ranks)}.",
        mistakes={
            "ascending": _average(-scores, labels),
            "all-ranks": float(np.mean([labels[scores >= score].mean() for score in scores])),
            "precision-at-the-end": len(ranks) / ranks[-1],
        },
    )


@EXERCISE.part(
    points=2,
    asks="`f_score` is F of the rare class at the given threshold",
    hints=(
        "Count three things: rows called rare, rows that are rare, and rows that are both. F needs nothing else.",
        "Precision is the share of the rows called rare that are rare; recall is the share of the rare rows that are "
        "called rare. The harmonic mean of two numbers is two times their product, divided by their sum.",
        "A score equal to the threshold is called rare. Where no row is both, the formula divides by zero: return 0 "
        "there.",
    ),
)
def cut(ask: Ask) -> None:
    """Cut at a score that occurs, then above all scores, then where only a common row is called rare."""
    while True:  # until no mistake gives the right value, or that of another
        scores, labels = _ranking(ask)
        threshold = float(np.sort(scores)[::-1][int(ask.rng.integers(4, 6))])
        said, both, rare = int((scores >= threshold).sum()), int(labels[scores >= threshold].sum()), int(labels.sum())
        of_rare, of_common = (_f(scores, labels, threshold, one) for one in (True, False))
        mistakes = {
            "macro": (of_rare + of_common) / 2,
            "common-class": of_common,
            "fixed-threshold": _f(scores, labels, 0.5),
            "arithmetic-mean": (both / said + both / rare) / 2,
        }
        above = _f(scores, labels, threshold + 1e-9)  # a slip of its own, which must not pass for one of these
        if len({round(value, 6) for value in (of_rare, above, *mistakes.values())}) == 6:
            break
    ask("f_score", scores=scores, labels=labels, threshold=threshold).equals(
        of_rare,
        because=f"{said} rows are called rare (one of them has exactly the score {threshold}), {rare} are rare, and "
        f"{both} are both: "
        f"the precision is {both}/{said} and the recall {both}/{rare}.",
        mistakes=mistakes,
    )
    ask("f_score", scores=scores, labels=labels, threshold=0.9).equals(
        0.0,
        because="no score reaches 0.9: no row is called rare, and the task defines F as 0 there.",
        mistakes={"fixed-threshold": _f(scores, labels, 0.5)},
    )
    turned = labels.copy()
    turned[scores.argmax()] = 0
    ask("f_score", scores=scores, labels=turned, threshold=float(scores.max())).equals(
        0.0, because="one row is called rare, and it is common: no rare row is called rare, so F is 0."
    )


@EXERCISE.part(
    points=1,
    asks="`constant_accuracy` is the accuracy of calling every row common",
    hints=(
        "On which rows is the answer right?",
        "The answer is right on each row whose label is 0. Accuracy is the share of rows that are right.",
    ),
)
def constant(ask: Ask) -> None:
    """Count the common rows."""
    n = int(ask.rng.integers(40, 90))
    labels = ask.rng.permutation(np.arange(n) < ask.rng.integers(1, 7)).astype(int)
    rare = int(labels.sum())
    ask("constant_accuracy", labels=labels).equals(
        (n - rare) / n,
        because=f"{n - rare} of the {n} rows are common, and the answer is right on them.",
        mistakes={"prevalence": rare / n},
    )
