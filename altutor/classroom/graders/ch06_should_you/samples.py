"""Makes samples that chance drew or that were chosen, with p-values that leave no doubt."""

from collections.abc import Callable
from fractions import Fraction
from math import comb, nan
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Quantities = dict[str, Array]
CHOSEN, OTHERS = 40, 60
CLEAR = 0.2  # p-values of what does not differ are above this


def exact(hits: int, n: int, other_hits: int, m: int) -> dict[str, float]:
    """Return the exact p-value of two shares under permutation, and what mistakes make of it.

    It is not a number where the same distance occurs with the other sign: rounding then decides whether the two tie.
    """
    total, every = hits + other_hits, comb(n + m, n)
    differences = {k: Fraction(k, n) - Fraction(total - k, m) for k in range(max(0, total - m), min(n, total) + 1)}
    weights = {k: comb(total, k) * comb(n + m - total, n - k) for k in differences}
    real = differences[hits]

    def share(counts: Callable[[Fraction], bool]) -> float:
        return sum(weights[k] for k, one in differences.items() if counts(one)) / every

    mirrored = real != 0 and -real in differences.values()
    return {
        "right": nan if mirrored else share(lambda one: abs(one) >= abs(real)),
        "ties-left-out": share(lambda one: abs(one) > abs(real)),
        "one-sided": share(lambda one: one >= real),
    }


def permuted(chosen: Array, others: Array, mixed: bool = False, times: int = 4000) -> float:
    """Return a p-value of the distance between two means, by shuffling; `mixed` averages over the columns, too."""
    rows = np.concatenate([chosen, others]).reshape(len(chosen) + len(others), -1)
    if mixed:
        rows = rows.mean(axis=1, keepdims=True)
    n, rng = len(chosen), np.random.default_rng(0)
    orders = rng.permuted(np.tile(np.arange(len(rows)), (times, 1)), axis=1)
    picked = np.zeros((times + 1, len(rows)))
    picked[0, :n] = 1.0
    np.put_along_axis(picked[1:], orders[:, :n], 1.0, axis=1)
    means = picked @ rows / n - (1 - picked) @ rows / (len(rows) - n)
    distance = np.sqrt((means**2).sum(axis=1))
    return float((1 + (distance[1:] >= distance[0] - 1e-12).sum()) / (1 + times))


def shares(rng: np.random.Generator) -> tuple[Array, Array, dict[str, float]]:
    """Return labels of two small samples whose ties and direction matter, shuffled, and p-values."""
    while True:
        n, m = int(rng.integers(8, 14)), int(rng.integers(9, 16))
        hits, other_hits = int(rng.integers(3, n)), int(rng.integers(1, m - 2))
        p = exact(hits, n, other_hits, m)
        right, ties, one_sided = p.values()
        apart = min(abs(right - ties), abs(right - one_sided), abs(one_sided - ties))
        if n != m and 0.15 < right < 0.6 and apart > 0.12:
            labels = [rng.permutation(np.repeat([1, 0], [k, size - k])) for k, size in ((hits, n), (other_hits, m))]
            return labels[0], labels[1], p


def vectors(rng: np.random.Generator) -> tuple[Array, Array, float, float]:
    """Return features of two samples, the p-value, and the one of the mean over all columns."""
    while True:
        chosen, others = rng.normal(size=(14, 3)), rng.normal(size=(18, 3))
        chosen += rng.uniform(0.3, 0.7) * np.array([1.0, -1.0, 0.0])
        right, mixed = permuted(chosen, others), permuted(chosen, others, mixed=True)
        if right < 0.4 < 0.65 < mixed:
            return chosen.round(2), others.round(2), right, mixed


def family(rng: np.random.Generator) -> tuple[dict[str, Quantities], Quantities, dict[str, list[str]], str]:
    """Return four samples, other rows, what differs, and the sample that looks chosen only if it is tested alone."""
    while True:
        hits = int(rng.integers(20, 30))
        p = [exact(k, CHOSEN, hits, OTHERS)["right"] for k in range(CHOSEN + 1)]
        doubtful = [k for k in range(CHOSEN + 1) if 0.022 <= p[k] <= 0.035]
        if doubtful:
            break
    plain = [k for k in range(CHOSEN + 1) if p[k] > CLEAR]
    others = {
        "labels": rng.permutation(np.repeat([1, 0], [hits, OTHERS - hits])),
        "confidence": rng.uniform(0.6, 1.0, size=OTHERS).round(3),
        "features": rng.normal(size=(OTHERS, 3)).round(2),
    }
    names = rng.permutation(list("ABCD")).tolist()
    kinds = list(others)
    first = rng.permutation(kinds).tolist()
    differs: dict[str, list[str]] = {names[0]: first[:1], names[1]: first[1:], names[2]: [], names[3]: []}
    samples = {}
    for name in sorted(names):
        ks = doubtful if name == names[3] else [k for k in (39, 40)] if "labels" in differs[name] else plain
        k = int(rng.choice(ks))
        samples[name] = {
            "labels": rng.permutation(np.repeat([1, 0], [k, CHOSEN - k])),
            "confidence": _confidence(rng, others["confidence"], "confidence" in differs[name]),
            "features": _features(rng, others["features"], "features" in differs[name]),
        }
    return samples, others, differs, names[3]


def _confidence(rng: np.random.Generator, others: Array, differs: bool) -> Array:
    while True:
        found: Array = rng.uniform(0.5, 0.75, size=CHOSEN) if differs else rng.uniform(0.6, 1.0, size=CHOSEN)
        if differs or permuted(found, others, times=500) > CLEAR:
            return found.round(3)


def _features(rng: np.random.Generator, others: Array, differs: bool) -> Array:
    shift = np.array([1.5, 0.0, -1.0]) if differs else np.zeros(3)
    while True:
        found: Array = rng.normal(size=(CHOSEN, 3)) + shift
        if differs or permuted(found, others, times=500) > CLEAR:
            return found.round(2)
