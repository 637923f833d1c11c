"""Grades e2_margin_entropy: sorted rows, scipy's entropy, and a pool in which three strategies part."""

from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

Array = np.ndarray[Any, Any]

EXERCISE = Exercise(
    title="Margin and entropy",
    kind="implement",
    goals=("1.1",),
    minutes=15,
    difficulty=1,
    importance=2,
    needs=("ch01 e1",),
    terms=("query strategy", "uncertainty sampling", "least confidence", "margin", "entropy"),
    instead_of=(
        "altutor.strategies.uncertainty:margin",
        "altutor.strategies.uncertainty:entropy",
        "altutor.strategies.uncertainty:least_confidence",
    ),
    mistakes=(
        Mistake(
            "first-minus-second",
            "This is the margin with the wrong sign. The highest score is asked about first, so here the surest rows "
            "would be.",
        ),
        Mistake(
            "first-two-columns",
            "This compares two fixed classes. Which two classes are the likeliest differs from row to row.",
            hint=2,
        ),
        Mistake(
            "first-and-last",
            "This compares the likeliest class with the least likely one. With two classes that is the margin. With "
            "three it overlooks the runner-up, which is the only class that the likeliest one can be confused with "
            "easily.",
            hint=2,
        ),
        Mistake(
            "nan-for-zero",
            "This is 0 times the logarithm of 0, which is no number (NaN). One such row breaks every later comparison."
            " A class that cannot occur adds nothing to the entropy.",
            hint=2,
        ),
        Mistake(
            "bits-for-nats",
            "This is the entropy in bits. The ranking is the same, but scores in bits and in nats cannot be compared.",
        ),
        Mistake(
            "sign-of-entropy",
            "This is the sum of p log p without the minus sign. It is largest for the row that the model is surest of.",
        ),
        Mistake(
            "one-rule-for-three",
            "This is the row of least confidence three times over. The three agree with two classes, and not with "
            "more.",
        ),
        Mistake("lowest-first", "These are the rows with the lowest scores, of which the model is surest.", hint=2),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`margin` scores rows by the second largest probability minus the largest",
    hints=(
        "Take the row 0.2, 0.5, 0.3 by hand. Which two numbers count, and is the result above or below 0?",
        "The two likeliest classes can be in any columns. What if the numbers of each row were in order?",
        "Sort along the last axis. The two largest numbers of each row are then its last two.",
    ),
)
def margins(ask: Ask) -> None:
    """Sort each row by hand, for four classes and for two."""
    for classes in (4, 2):
        p = ask.rng.dirichlet(np.ones(classes), size=6)
        ranked = [sorted(row) for row in p.tolist()]
        right = [row[-2] - row[-1] for row in ranked]
        wrong: dict[str, Any] = {"first-minus-second": np.negative(right)}
        if classes > 2:
            wrong |= {
                "first-two-columns": p[:, 1] - p[:, 0],
                "first-and-last": [row[0] - row[-1] for row in ranked],
            }
        ask("margin", probabilities=p).equals(
            right,
            because=f"the two likeliest classes of row 0 have the probabilities {ranked[0][-1]:.4f} and "
            f"{ranked[0][-2]:.4f}, so its score is {ranked[0][-2]:.4f} - {ranked[0][-1]:.4f}; and so on.",
            mistakes=wrong,
        )


@EXERCISE.part(
    points=1,
    asks="`entropy` is in nats, and a class of probability 0 adds nothing",
    hints=(
        "Two classes with 0.5 each have the entropy log 2, which is about 0.693 in nats.",
        "What does NumPy return for 0 * log(0)? And where does p log p go when p goes to 0?",
        "Put a harmless number in place of the zeros before you take the logarithm: their product with p is 0 anyway.",
    ),
)
def entropies(ask: Ask) -> None:
    """Compare with scipy, on rows with zeros and a row that is certain."""
    from scipy import stats

    p = ask.rng.dirichlet(np.ones(4), size=5)
    _judge_entropy(ask, p, f"row 0 has the entropy {stats.entropy(p[0]):.4f}, no probability being 0.")
    p[1, int(ask.rng.integers(4))] = 0.0
    p[1] /= p[1].sum()
    p[3] = np.eye(4)[int(ask.rng.integers(4))]
    _judge_entropy(
        ask,
        p,
        f"row 1 has a class of probability 0, and the other three give {stats.entropy(p[1]):.4f}. Row 3 is certain: 0.",
    )


def _judge_entropy(ask: Ask, p: Array, because: str) -> None:
    from scipy import stats

    right = np.array([stats.entropy(row) for row in p])
    broken = np.where((p == 0).any(axis=1), np.nan, right)
    wrong = {"bits-for-nats": right / np.log(2), "sign-of-entropy": -right}
    if np.isnan(broken).any():
        wrong |= {"nan-for-zero": broken}
    ask("entropy", probabilities=p).equals(right, because, wrong)


@EXERCISE.part(
    points=2,
    asks="`asked_first` names the three rows, also where they differ",
    hints=(
        "You have two of the three scores already. The third is from exercise e1.",
        "Each strategy asks about the row whose own score is the highest.",
        "Compute three arrays of scores, and take the position of the largest in each.",
    ),
)
def three_rows(ask: Ask) -> None:
    """Draw pools of three classes until the strategies part, clearly."""
    p, rows, lowest = _parting_pool(ask.rng)
    one, two, three = (", ".join(f"{value:.3f}" for value in p[row]) for row in rows)
    ask("asked_first", probabilities=p).equals(
        rows,
        because=f"row {rows[0]} ({one}) has the smallest largest probability, row {rows[1]} ({two}) the closest pair "
        f"at the "
        f"top, and row {rows[2]} ({three}) is the most evenly spread.",
        mistakes={"one-rule-for-three": [rows[0]] * 3, "lowest-first": lowest},
    )


def _parting_pool(rng: np.random.Generator) -> tuple[Array, list[int], list[int]]:
    """Return a pool, the rows asked about first, and those with the lowest scores; no two rows come close."""
    from scipy import stats

    while True:
        p = rng.dirichlet([2.0, 2.0, 2.0], size=7)
        ranked = np.sort(p, axis=1)
        scores = [1 - ranked[:, 2], ranked[:, 1] - ranked[:, 2], stats.entropy(p, axis=1)]
        rows = [int(np.argmax(score)) for score in scores]
        clear = all(np.diff(np.sort(score)[-2:])[0] > 0.005 for score in scores)
        if len(set(rows)) == 3 and clear:
            return p, rows, [int(np.argmin(score)) for score in scores]
