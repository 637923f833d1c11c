"""Grades e1_label_shift: Wilson intervals by solving an equation, and all tables with the same margins."""

from __future__ import annotations

from typing import Any

import numpy as np

from altutor.classroom.ask import Ask, alike
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch02_sampling_bias.shares import newcombe, normal, tails, wilson

EXERCISE = Exercise(
    title="Is the class rarer among the chosen rows?",
    kind="implement",
    goals=("2.4",),
    minutes=20,
    difficulty=1,
    importance=2,
    needs=(),
    terms=("pool", "sampling bias", "p-value"),
    instead_of=("altutor.bias.shift:share_difference", "altutor.bias.shift:label_shift"),
    mistakes=(
        Mistake(
            "sign-flipped",
            "This is the random share minus the chosen one: a surplus among the chosen rows looks like a lack.",
        ),
        Mistake(
            "pool-size",
            "This counts all rows of the pool. Nobody has seen the labels of most of them. A share, and all that "
            "follows from it, is about the rows of its own sample.",
            hint=2,
        ),
        Mistake(
            "normal-interval",
            "This is the normal approximation: the difference plus and minus z standard errors. With few rows of a "
            "class it is too sure of itself, and where a sample has none of them the standard error of its share is 0.",
            hint=2,
        ),
        Mistake(
            "ends-subtracted",
            "This subtracts the ends of the two Wilson intervals from each other. Both shares are then at their worst "
            "at once, which is rare: the interval is too wide.",
            hint=3,
        ),
        Mistake(
            "one-sided",
            "This counts the tables of one side alone. Nobody knew before looking on which side the share would fall, "
            "so the p-value is too small (or, for the other side, near 1).",
            hint=3,
        ),
    ),
)


def _pool(rng: np.random.Generator, k: int, n: int, j: int, m: int) -> dict[str, Any]:
    """Return a pool with k of n chosen rows, and j of m random ones, of the class that is asked about."""
    size, label = int(rng.integers(150, 260)), int(rng.integers(3))
    labels, rows = np.full(size, -1), rng.permutation(size)[: n + m]
    for part, hits in ((rows[:n], k), (rows[n:], j)):
        others = rng.choice([one for one in range(3) if one != label], size=len(part) - hits)
        labels[rng.permutation(part)] = np.concatenate([np.full(hits, label), others])
    return {"labels": labels, "chosen": rows[:n], "random": rows[n:], "label": label}


def _counts(rng: np.random.Generator) -> tuple[int, int, int, int]:
    """Return k, n, j, m with shares that differ by 0.15 to 0.3, in either direction."""
    n = int(rng.integers(21, 36))
    m, share, shift = (
        n + int(rng.integers(7, 20)),
        rng.uniform(0.35, 0.6),
        rng.uniform(0.17, 0.28) * rng.choice([-1, 1]),
    )
    return round(n * (share + shift / 2)), n, round(m * (share - shift / 2)), m


def _given(value: Any, options: list[Any]) -> Any:
    """Return the one of several forms of a mistake that an answer shows, else the first."""
    return next((one for one in options if alike(value, one, 1e-5)), options[0])


@EXERCISE.part(
    points=1,
    asks="`share_difference` returns the share among the chosen rows minus that among the random rows",
    hints=(
        "Take the labels of one sample first. Which part of them is the class?",
        "Each sample has a size of its own, and its share is divided by that size. The pool's size is needed nowhere.",
    ),
)
def difference(ask: Ask) -> None:
    """Compare with counts that were put in."""
    k, n, j, m = _counts(ask.rng)
    pool = _pool(ask.rng, k, n, j, m)
    ask("share_difference", **pool).equals(
        k / n - j / m,
        because=f"{k} of the {n} chosen rows are of class {pool['label']}, and {j} of the {m} random rows: "
        f"{k}/{n} - {j}/{m}.",
        mistakes={"sign-flipped": j / m - k / n, "pool-size": (k - j) / len(pool["labels"])},
    )


@EXERCISE.part(
    points=2,
    asks="`interval` returns Newcombe's 95% interval of the difference",
    hints=(
        "Write a function for the Wilson interval of k of n rows, and call it twice.",
        "In the Wilson interval, n is the size of the sample. It is not symmetric around k / n, and that is its "
        "strength: check it with k = 0, where the lower end is 0 and the upper end is not.",
        "The distances from each share to its Wilson ends are combined like the sides of a right triangle. The lower "
        "end needs the chosen share at its lowest and the random share at its highest; the upper end needs the "
        "opposite.",
    ),
)
def score_interval(ask: Ask) -> None:
    """Compare with intervals by another way, also where a sample holds no row of the class."""
    k, n, j, m = _counts(ask.rng)
    few = int(ask.rng.integers(3, 8))
    for counts in ((k, n, j, m), (0, n, few, m) if ask.rng.random() < 0.5 else (few, n, 0, m)):
        pool = _pool(ask.rng, *counts)
        (a, size, b, other) = counts
        first, second = wilson(a, size), wilson(b, other)
        answer = ask("interval", **pool)
        answer.equals(
            newcombe(*counts),
            because=f"{a} of {size} chosen rows are of class {pool['label']}, with a Wilson interval from "
            f"{first[0]:.4f} to {first[1]:.4f}, and {b} of {other} random rows, from {second[0]:.4f} to "
            f"{second[1]:.4f}.",
            mistakes={
                "normal-interval": _given(answer.value, normal(*counts)),
                "ends-subtracted": (first[0] - second[1], first[1] - second[0]),
                "sign-flipped": newcombe(b, other, a, size),
                "pool-size": newcombe(a, len(pool["labels"]), b, len(pool["labels"])),
            },
            tolerance=1e-5,
        )


@EXERCISE.part(
    points=2,
    asks="`p_value` returns the two-sided p-value of Fisher's exact test",
    hints=(
        "The test looks at a table of four counts. Two of them are the rows of the class in each sample.",
        "The other two counts are the rest of each sample. Rows of the pool without a label are in neither.",
        "Two-sided: tables on both sides count, wherever they are no likelier than the table that was seen. See the "
        "argument `alternative` of scipy's function.",
    ),
)
def exact_p(ask: Ask) -> None:
    """Add up the tables: counts are drawn until both sides count and are not alike; then a rare class."""
    for _ in range(1000):
        counts = k, n, j, m = _counts(ask.rng)
        both, few, many = tails(*counts)
        if both > 1.02 * min(few, many) and abs(both - 2 * min(few, many)) > 0.01 * both:
            break
    rare = int(ask.rng.integers(3, 6)), n, int(ask.rng.integers(1, 3)), m
    for k, n, j, m in (counts, rare):
        pool = _pool(ask.rng, k, n, j, m)
        size = len(pool["labels"])
        both, few, many = tails(k, n, j, m)
        answer = ask("p_value", **pool)
        answer.equals(
            both,
            because=f"the table is {k} and {n - k} of the chosen rows, {j} and {m - j} of the random ones. Tables with "
            f"as few or fewer chosen rows of the class have the probability {few:.4f} together, those with as many or "
            f"more {many:.4f}; on the far side only those count that are no likelier than the table that was seen.",
            mistakes={
                "one-sided": _given(answer.value, [few, many]),
                "pool-size": tails(k, size, j, size)[0],
            },
            tolerance=1e-5,
        )
