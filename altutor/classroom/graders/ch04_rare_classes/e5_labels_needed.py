"""Grades e5_labels_needed: reads curves on a fine grid of straight lines, and redraws seeds in a loop."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

Array = np.ndarray[Any, Any]

EXERCISE = Exercise(
    title="How many labels does random sampling need?",
    kind="implement",
    goals=("4.2",),
    minutes=30,
    difficulty=3,
    importance=2,
    needs=("ch01 e4", "chapter 1, Why pairs", "chapter 4, By how much"),
    terms=("data efficiency", "random sampling", "uncertainty sampling", "paired seeds", "interval", "learning curve"),
    instead_of=("altutor.experiments.rare_class.crossings:labels_needed",),
    mistakes=(
        Mistake(
            "no-interpolation",
            "This is the first measured number at which the target is reached. The curve got there before, somewhere "
            "between two measurements.",
            hint=2,
        ),
        Mistake(
            "last-crossing",
            "This is where the curve reaches the target for the last time. A curve of random sampling wobbles; what is"
            " asked for is when it first gets there.",
        ),
        Mistake(
            "turned",
            "This is the queries that were spent divided by those that random sampling needs. It says the same, but a "
            "saving is then a number below 1, and cannot be compared with the book's.",
        ),
        Mistake(
            "mean-of-ratios",
            "This reads the curve of each seed, and takes the mean afterwards. The curve of a single seed is noisy: "
            "where it first reaches a target is mostly a lucky peak, or nowhere at all.",
            hint=2,
        ),
        Mistake(
            "unpaired",
            "This redraws the seeds of random sampling alone. Pools that are easy for both strategies then count as a "
            "difference between them, and the interval has the wrong width.",
            hint=2,
        ),
        Mistake(
            "ninety",
            "These are the 5% and the 95% percentile. Between them lie 90% of the redrawn ratios, and not 95%.",
            hint=3,
        ),
    ),
)


def _needed(queries: Array, curve: Array, target: float) -> float:
    """Walk along the curve, piece by piece."""
    if curve[0] >= target:
        return float(queries[0])
    for (x0, y0), (x1, y1) in pairwise(zip(queries.tolist(), curve.tolist(), strict=True)):
        if y1 >= target:
            return float(x0 + (target - y0) / (y1 - y0) * (x1 - x0))
    return math.inf


def _measured(queries: Array, curve: Array, target: float) -> float:
    return float(queries[int(np.argmax(curve >= target))]) if (curve >= target).any() else math.inf


def _study(ask: Ask) -> tuple[Array, Array, Array, int]:
    """Draw scores in which the seed matters much to both, and random sampling needs two to four times as much."""
    n, spent = int(ask.rng.integers(20, 26)), int(ask.rng.integers(15, 26))
    queries = spent * np.array([1, 2, 3, 4, 6, 8])
    luck = ask.rng.normal(0, 0.05, (n, 1))
    scores = 0.45 + 0.3 * (1 - np.exp(-queries / spent / 3)) + luck + ask.rng.normal(0, 0.02, (n, 6))
    reached = 0.45 + 0.3 * (1 - math.exp(-float(ask.rng.uniform(0.7, 1.2)))) + luck[:, 0] + ask.rng.normal(0, 0.02, n)
    return queries, scores.round(4), reached.round(4), spent


@EXERCISE.part(
    points=2,
    asks="`queries_needed` is the number of queries at which the curve first reaches the target",
    hints=(
        "Walk along the curve from the left. At which entry is the target reached for the first time?",
        "Between that entry and the one before, the curve is a straight line: which part of the way up is needed to "
        "get to the target? The same part of the way goes along `queries`.",
        "Two cases have no entry before or no entry at all: return the first number, and `math.inf`.",
    ),
)
def one_curve(ask: Ask) -> None:
    """Ask for a first crossing of several, and for targets at a measurement, at the start and beyond the end."""
    queries = np.cumsum(ask.rng.integers(5, 30, 7))
    curve = (0.3 + np.cumsum(ask.rng.uniform(0.02, 0.09, 7))).round(3)
    place = int(ask.rng.integers(2, 4))
    curve[place], curve[place + 2] = curve[place + 2], curve[place]  # up, down, and up again
    low, high = max(curve[:place]), curve[place]
    target = round(float(low + ask.rng.uniform(0.25, 0.75) * (high - low)), 4)
    target = max(target, float(curve[place + 2]) + 0.001)
    told = {"queries": queries, "curve": curve}
    ask("queries_needed", **told, target=target).equals(
        _needed(queries, curve, target),
        because=f"the curve is at {curve[place - 1]:g} after {queries[place - 1]} queries and at {curve[place]:g} "
        f"after "
        f"{queries[place]}, and reaches {target:g} on the way. (What it does later does not matter.)",
        mistakes={
            "no-interpolation": _measured(queries, curve, target),
            "last-crossing": _last(queries, curve, target),
        },
    )
    exact = float(curve[place])
    ask("queries_needed", **told, target=exact).equals(
        float(queries[place]), because=f"{exact:g} is the score after {queries[place]} queries, and not before."
    )
    for target in (float(curve[0]), float(curve[0]) - 0.05):
        ask("queries_needed", **told, target=target).equals(
            float(queries[0]), because=f"the curve begins at {curve[0]:g}: the target is reached at once."
        )
    ask("queries_needed", **told, target=0.95).equals(
        math.inf, because=f"the highest score of the curve is {curve.max():g}."
    )


def _last(queries: Array, curve: Array, target: float) -> float:
    """Return where the curve reaches the target from below for the last time."""
    found = math.inf
    for left in range(len(curve) - 1):
        if curve[left] < target <= curve[left + 1]:
            found = _needed(queries[left:], curve[left:], target)
    return found


@EXERCISE.part(
    points=2,
    asks="`ratio` divides the queries that random sampling needs by those that were spent, for means over seeds",
    hints=(
        "What is the target? Which curve has to reach it?",
        "Take the mean over seeds of both strategies, before anything is read off a curve.",
        "The seeds are on the first axis. Call `queries_needed` once, and divide by `spent`.",
    ),
)
def of_means(ask: Ask) -> None:
    """Compare with the ratio of the mean curves."""
    queries, random, uncertainty, spent = _study(ask)
    curve, target = random.mean(axis=0), float(uncertainty.mean())
    needed = _needed(queries, curve, target)
    single = [_needed(queries, one, score) for one, score in zip(random, uncertainty.tolist(), strict=True)]
    ask("ratio", queries=queries, random=random, uncertainty=uncertainty, spent=spent).equals(
        needed / spent,
        because=f"the mean of uncertainty sampling is {target:.4f}. The mean curve of random sampling is "
        f"{curve.round(4).tolist()}; it gets there after {needed:.2f} queries, and {spent} were spent.",
        mistakes={
            "turned": spent / needed,
            "mean-of-ratios": float(np.mean(single)) / spent,
            "no-interpolation": _measured(queries, curve, target) / spent,
        },
    )


@EXERCISE.part(
    points=3,
    asks="`interval` holds the percentiles of the ratio over redrawn seeds",
    hints=(
        "What would the ratio be, had you had the seeds of the first row of `redrawn`?",
        "Take those rows of `random` and of `uncertainty`: the same ones of both, since they are pairs. A seed that "
        "was drawn twice counts twice.",
        "Call `ratio` once for each row of `redrawn`, and `np.percentile` for what comes out. Where 95% lie between "
        "the two ends, 2.5% are left on each side.",
    ),
)
def redrawn_seeds(ask: Ask) -> None:
    """Redraw 200 times; draw studies until every redrawn curve reaches its target."""
    while True:
        queries, random, uncertainty, spent = _study(ask)
        redrawn = ask.rng.integers(len(random), size=(200, len(random)))
        paired = [_ratio(queries, random[rows], uncertainty[rows], spent) for rows in redrawn]
        alone = [_ratio(queries, random[rows], uncertainty, spent) for rows in redrawn]
        if np.isfinite(paired).all() and np.isfinite(alone).all():
            break
    told = {"queries": queries, "random": random, "uncertainty": uncertainty, "spent": spent, "redrawn": redrawn}
    ask("interval", **told).equals(
        np.percentile(paired, [2.5, 97.5]),
        because=f"the first redrawn seeds give {paired[0]:.4f}, the second {paired[1]:.4f}, and so on; 2.5% of the "
        f"200 ratios "
        "lie below the lower end, and 2.5% above the upper.",
        mistakes={"unpaired": np.percentile(alone, [2.5, 97.5]), "ninety": np.percentile(paired, [5, 95])},
    )


def _ratio(queries: Array, random: Array, uncertainty: Array, spent: int) -> float:
    return _needed(queries, random.mean(axis=0), float(uncertainty.mean())) / spent
