"""Grades e4_pairs_of_models: intervals row by row, and numbers of rows tried one after another."""

from math import ceil, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

NORMAL = NormalDist()
TWO_SIDED = NORMAL.inv_cdf(0.975)

EXERCISE = Exercise(
    title="What a held-out set can tell",
    kind="implement",
    goals=("6.2", "6.5"),
    minutes=25,
    difficulty=3,
    importance=2,
    needs=("ch01 e3",),
    terms=("held-out", "accuracy", "interval", "power", "model"),
    mistakes=(
        Mistake(
            "unpaired",
            "This adds the variances of two accuracies as if each model had rows of its own. Both saw the same rows, "
            "and what they share cancels: the interval comes out wrong, most often far too wide.",
        ),
        Mistake(
            "second-minus-first",
            "This is second minus first. The better model would come out below 0.",
        ),
        Mistake(
            "error-of-one-row",
            "This is the spread of a single row. The mean of n rows is known much better than one row.",
            hint=2,
        ),
        Mistake(
            "one-sided",
            "This takes the quantile that leaves out 5% on one side. A 95% interval leaves out 2.5% on each.",
            hint=2,
        ),
        Mistake(
            "power-forgotten",
            "This asks only that the difference be as large as the half-width of the interval. Then the interval "
            "excludes 0 in half of all held-out sets: chance puts the measured difference below the true one as often "
            "as above.",
            hint=2,
        ),
        Mistake(
            "not-squared",
            "This is the square root of the number of rows. The standard error falls with the root of n: for half the "
            "difference it takes four times the rows.",
            hint=2,
        ),
        Mistake(
            "one-model-alone",
            "This is the formula for the accuracy of one model, with the share of disagreement in its place. Here a "
            "row contributes 1, 0 or -1, and its variance is q - d^2.",
        ),
        Mistake(
            "more-than-they-disagree",
            "This difference is impossible: accuracies differ at most by the share of rows on which the models "
            "disagree. So few rows cannot tell such models apart.",
            hint=3,
        ),
        Mistake(
            "rounded-down",
            "This is one row too few, or rounded to the nearest: the power is below what was asked.",
            hint=3,
        ),
        Mistake(
            "difference-left-out",
            "This takes q for the variance of a row. That is nearly right where d is small, and too large where it is "
            "not.",
            hint=2,
        ),
    ),
)


def _rows(rng: np.random.Generator) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return 0 or 1 for two models that mostly agree; each is ahead on some rows, not on equally many."""
    counts = [int(rng.integers(*ends)) for ends in ((55, 80), (12, 20), (3, 8), (15, 30))]
    pairs = rng.permutation(np.repeat([[1, 1], [1, 0], [0, 1], [0, 0]], counts, axis=0))
    first, second = pairs.T if rng.random() < 0.5 else pairs.T[::-1]
    return first.copy(), second.copy()


@EXERCISE.part(
    points=2,
    asks="`difference` gives a paired difference with its interval",
    hints=(
        "Subtract row by row first. What can a row contribute, and which rows contribute anything?",
        "The standard error of a mean is the root of the variance of a row divided by n. The 95% interval takes the "
        "quantile at 0.975.",
        "d is the mean of the subtracted rows, q the mean of their squares.",
    ),
)
def interval(ask: Ask) -> None:
    """Compare with a count of the rows on which one model alone is right."""
    first, second = _rows(ask.rng)
    n = len(first)
    ahead, behind = int(((first == 1) & (second == 0)).sum()), int(((first == 0) & (second == 1)).sum())
    d, q = (ahead - behind) / n, (ahead + behind) / n
    a, b = float(first.mean()), float(second.mean())
    error = sqrt((q - d * d) / n)

    def around(half: float, middle: float = d) -> list[float]:
        return [middle, middle - half, middle + half]

    ask("difference", first=first, second=second).equals(
        around(TWO_SIDED * error),
        because=f"of {n} rows the first model alone is right on {ahead} and the second alone on {behind}. So d is "
        f"{d:.4f}, q is "
        f"{q:.4f}, and the standard error is {error:.4f}.",
        mistakes={
            "unpaired": around(TWO_SIDED * sqrt((a * (1 - a) + b * (1 - b)) / n)),
            "second-minus-first": around(TWO_SIDED * error, -d),
            "error-of-one-row": around(TWO_SIDED * error * sqrt(n)),
            "one-sided": around(NORMAL.inv_cdf(0.95) * error),
            "difference-left-out": around(TWO_SIDED * sqrt(q / n)),
        },
    )
    same = ask.rng.integers(2, size=12)
    ask("difference", first=same, second=same).equals(
        [0.0, 0.0, 0.0], because="the two are right on the same rows, and no row speaks for either."
    )


@EXERCISE.part(
    points=2,
    asks="`rows_to_tell` gives the number of rows for a difference",
    hints=(
        "How many standard errors must d be, so that the interval excludes 0 with the given power? Chapter 6 says 2.8 "
        "for 0.8.",
        "It is the sum of two quantiles: the one of the interval, and the one of the power. Then solve for n.",
        "Round up. And d cannot be further from 0 than q: only rows on which the models disagree contribute.",
    ),
)
def rows(ask: Ask) -> None:
    """Try one number of rows after another, for differences of both signs, two powers, and the impossible."""
    for power in (0.8, 0.9):
        d, q, right, wrong = _difference(ask.rng, power)
        signed = d if power == 0.8 else -d
        ask("rows_to_tell", d=signed, q=q, power=power).equals(
            right,
            because=f"d must be {TWO_SIDED + NORMAL.inv_cdf(power):.3f} standard errors, and with {right} rows the "
            f"standard "
            f"error is {sqrt((q - d * d) / right):.5f}. With one row less it is too large.",
            mistakes=wrong,
        )
    q = round(float(ask.rng.uniform(0.05, 0.2)), 3)
    for sign in (1, -1):
        ask("rows_to_tell", d=sign * (q + 0.01), q=q, power=0.8).equals(
            None,
            because=f"the accuracies cannot differ by {q + 0.01:.3f} where the models disagree on {q:.3f} of the rows.",
        )
    right = _tried(q, q, 0.8)
    ask("rows_to_tell", d=q, q=q, power=0.8).equals(
        right, because=f"d equals q where one model is right on all rows on which they disagree: {right} rows."
    )


def _tried(d: float, q: float, power: float) -> int:
    """Return the first number of rows for which d is enough standard errors."""
    z, n = TWO_SIDED + NORMAL.inv_cdf(power), 1
    while d / sqrt((q - d * d) / n) < z:
        n += 1
    return n


def _difference(rng: np.random.Generator, power: float) -> tuple[float, float, int, dict[str, int]]:
    """Return d, q, the rows they take, and what mistakes give: all of them different."""
    while True:
        q = round(float(rng.uniform(0.1, 0.3)), 3)
        d = round(float(rng.uniform(0.3, 0.6)) * q, 3)
        z, variance = TWO_SIDED + NORMAL.inv_cdf(power), q - d * d
        exact, right = z**2 * variance / d**2, _tried(d, q, power)
        wrong = {
            "power-forgotten": ceil(TWO_SIDED**2 * variance / d**2),
            "one-sided": ceil((NORMAL.inv_cdf(0.95) + NORMAL.inv_cdf(power)) ** 2 * variance / d**2),
            "not-squared": ceil(z * sqrt(variance) / d),
            "one-model-alone": ceil(z**2 * q * (1 - q) / d**2),
            "difference-left-out": ceil(z**2 * q / d**2),
            "rounded-down": right - 1,
        }
        if 0.05 < exact % 1 < 0.45 and len({right, *wrong.values()}) == 7:
            return d, q, right, wrong


@EXERCISE.part(
    points=2,
    asks="`smallest_difference` turns the question round",
    hints=(
        "The formula of `rows_to_tell` has d on both sides of the division. Write it as an equation for d^2.",
        "n d^2 equals the square of the quantiles' sum times q - d^2. Collect what has d^2 in it.",
        "You can also search for the d that takes just n rows. Compare the result with q at the end.",
    ),
)
def differences(ask: Ask) -> None:
    """Compare with a bisection, and ask for what no difference can reach."""
    for power in (0.8, 0.95):
        n, q = int(ask.rng.integers(150, 400)), round(float(ask.rng.uniform(0.1, 0.4)), 3)
        z = TWO_SIDED + NORMAL.inv_cdf(power)
        right = _bisected(n, q, z)
        ask("smallest_difference", n=n, q=q, power=power).equals(
            right,
            because=f"with d = {right:.5f} the standard error of {n} rows is {sqrt((q - right**2) / n):.5f}, and d is "
            f"{z:.3f} "
            "times that.",
            mistakes={
                "power-forgotten": _bisected(n, q, TWO_SIDED),
                "one-sided": _bisected(n, q, NORMAL.inv_cdf(0.95) + NORMAL.inv_cdf(power)),
                "difference-left-out": z * sqrt(q / n),
                "error-of-one-row": _bisected(1, q, z),
            },
        )
    n, q = int(ask.rng.integers(20, 40)), round(float(ask.rng.uniform(0.1, 0.15)), 3)
    right = _bisected(n, q, TWO_SIDED + NORMAL.inv_cdf(0.8))
    ask("smallest_difference", n=n, q=q, power=0.8).equals(
        None,
        because=f"it would take a difference of {right:.4f}, and models that disagree on {q:g} of the rows cannot "
        f"differ by "
        "more than that share.",
        mistakes={"more-than-they-disagree": right},
    )


def _bisected(n: int, q: float, z: float) -> float:
    """Return the d that is z standard errors of n rows."""
    low, high = 0.0, sqrt(q)
    for _ in range(100):
        middle = (low + high) / 2
        enough = middle * sqrt(n) >= z * sqrt(max(q - middle**2, 0.0))
        low, high = (low, middle) if enough else (middle, high)
    return low
