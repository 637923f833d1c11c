"""Intervals and verdicts, right and mistaken, and made-up cells on which they differ."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
FACTORS = ("selection", "feedback", "suggestion", "unlabelled", "rehearsal", "base")
# Changes of dev and of held-out, each with its scatter over seeds, and how far the base's score on the dev split of
# the first round lies above that of the last. A made-up cell for each of four mistakes, two for rules of the verdict.
CELLS = {
    "pooled-over-seeds": (0.06, 0.012, -0.07, 0.012, 0.0),
    "before-after-exchanged": (0.3, 0.03, -0.3, 0.03, 0.0),
    "another-split": (-0.1, 0.02, -0.3, 0.03, -0.3),
    "point-estimates": (0.03, 0.07, -0.3, 0.03, 0.0),
    "held-out rises": (0.3, 0.03, 0.2, 0.03, 0.0),
    "held-out open": (0.3, 0.03, -0.02, 0.07, 0.0),
}


def interval(values: Any) -> tuple[float, float, float]:
    """Return the mean of one value a seed with its 95% t interval."""
    from scipy import stats

    low, high = stats.t.interval(0.95, len(values) - 1, loc=np.mean(values), scale=stats.sem(values))
    return float(np.mean(values)), float(low), float(high)


def judge(dev: tuple[float, float, float], heldout: tuple[float, float, float]) -> str:
    """Return the verdict on two changes."""
    if dev[1] > 0 and heldout[2] < 0:
        return "shown"
    return "absent" if dev[2] < 0 or heldout[1] > 0 else "inconclusive"


def unpaired(before: Array, after: Array) -> tuple[float, float, float]:
    """Return the change as if the seeds before and after had nothing to do with each other."""
    n, mean = len(before), float(np.mean(after) - np.mean(before))
    half = quantile(2 * n - 1) * float(np.sqrt((np.var(before, ddof=1) + np.var(after, ddof=1)) / n))
    return mean, mean - half, mean + half


def quantile(n: int) -> float:
    """Return the t quantile for a 95% interval of n values."""
    from scipy import stats

    return float(stats.t.ppf(0.975, n - 1))


def narrower(before: Array, after: Array, factor: float) -> tuple[float, float, float]:
    """Return the right interval with its width multiplied."""
    mean, low, high = interval(after - before)
    return mean, mean - (mean - low) * factor, mean + (high - mean) * factor


CHANGES: dict[str, Callable[[Array, Array], tuple[float, float, float]]] = {
    "right": lambda before, after: interval(after - before),
    "pooled-over-seeds": unpaired,
    "normal-for-t": lambda before, after: narrower(before, after, 1.959964 / quantile(len(before))),
    "divided-by-n": lambda before, after: narrower(before, after, float(np.sqrt(1 - 1 / len(before)))),
    "before-after-exchanged": lambda before, after: interval(before - after),
}


def both(dev_before: Array, dev_after: Array, heldout: Array) -> dict[str, dict[str, Any]]:
    """Return both changes with the verdict on them: the right ones, and those of known mistakes."""
    last, held = (dev_before[:, -1], dev_after[:, -1]), (heldout[:, 0], heldout[:, -1])
    found = {name: (of(*last), of(*held)) for name, of in CHANGES.items()}
    dev, change = found["right"]
    found["another-split"] = interval(dev_after[:, -1] - dev_before[:, 0]), change
    made = {name: {"dev": one, "held-out": other, "verdict": judge(one, other)} for name, (one, other) in found.items()}
    return made | {"point-estimates": made["right"] | {"verdict": "shown" if dev[0] > 0 > change[0] else "absent"}}


def cell(rng: np.random.Generator, what: str) -> tuple[Array, Array, Array]:
    """Draw scores of a made-up cell until its mistake, and no other, stands alone with its verdict."""
    rise, rise_scatter, fall, fall_scatter, first = CELLS[what]
    while True:
        n, rounds = int(rng.integers(5, 8)), int(rng.integers(3, 5))
        level = rng.normal(0, 0.07, size=(n, 1))
        dev_before = 0.55 + level + rng.normal(0, 0.01, size=(n, rounds)) + np.linspace(first, 0, rounds)
        dev_after = dev_before + rng.normal(rise, rise_scatter, size=(n, rounds))
        heldout = 0.55 + level + np.linspace(0, fall, rounds + 1) + rng.normal(0, fall_scatter, size=(n, rounds + 1))
        found = {name: one["verdict"] for name, one in both(dev_before, dev_after, heldout).items()}
        alone = [name for name, verdict in found.items() if verdict == found.get(what, "")]
        right = "inconclusive" if what == "held-out open" else "absent"
        as_meant = alone == [what] or (what not in found and found["right"] == right)
        if what == "held-out open":
            as_meant = as_meant and found["point-estimates"] == "shown"
        # Too short an interval changes nothing here: it has a message of its own elsewhere.
        robust = found["normal-for-t"] == found["divided-by-n"] == found["right"]
        if as_meant and robust and all(one.min() > 0 and one.max() < 1 for one in (dev_before, dev_after, heldout)):
            return dev_before.round(4), dev_after.round(4), heldout.round(4)


@lru_cache(maxsize=1)
def rows() -> list[dict[str, Any]]:
    """Return the published rows of rounds, straight from the file."""
    from altutor.book.published_results import folder

    found = json.loads((folder() / "ag-news-org" / "results.json").read_text(encoding="utf-8"))["rows"]
    return [row for row in found if row["kind"] == "round"]


def changes(which: dict[str, Any], seeds: list[int]) -> dict[str, tuple[Array, Array, Array]]:
    """Return scores of a published cell in the form of :func:`cell`, seeds in the order given."""
    mine = {(row["seed"], row["round"]): row for row in rows() if all(row[name] == which[name] for name in FACTORS)}
    last = max(number for _, number in mine)
    dev = [
        [[mine[seed, r][name] for r in range(1, last + 1)] for seed in seeds] for name in ("dev_before", "dev_after")
    ]
    held = [[_f(mine[seed, r]) for r in range(last + 1)] for seed in seeds]
    blocks = [[_f_of_blocks(mine[seed, r]) for r in range(last + 1)] for seed in seeds]
    return {
        "sums": (np.array(dev[0]), np.array(dev[1]), np.array(held)),
        "blocks": (np.array(dev[0]), np.array(dev[1]), np.array(blocks)),
    }


def _f(row: dict[str, Any]) -> float:
    return 2 * sum(row["tp"]) / (2 * sum(row["tp"]) + sum(row["fp"]) + sum(row["fn"]))


def _f_of_blocks(row: dict[str, Any]) -> float:
    each = zip(row["tp"], row["fp"], row["fn"], strict=True)
    return float(np.mean([2 * tp / max(2 * tp + fp + fn, 1) for tp, fp, fn in each]))
