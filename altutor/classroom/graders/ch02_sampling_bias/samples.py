"""A pool of texts with copies, four samples whose origin is known, and the evidence on each by plain loops."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

NAMES = ("random", "uncertainty", "length", "duplicates")
TWICE, COPIES, ROWS = 36, 5, 600  # texts that occur more than once, how often, and rows of the pool


def _pool(rng: np.random.Generator) -> dict[str, Any]:
    """Return a pool with copies, in which long texts are a little less sure."""
    numbers = rng.permutation(10 * ROWS)[: ROWS - TWICE * (COPIES - 1)]  # one number for each text
    of_row = rng.permutation(np.concatenate([np.arange(len(numbers)), np.repeat(np.arange(TWICE), COPIES - 1)]))
    size = rng.standard_normal(len(numbers))
    sureness = 1.6 + rng.standard_normal(len(numbers)) - 0.25 * size
    logits = rng.normal(0, 0.3, (len(numbers), 3))
    logits[np.arange(len(numbers)), rng.integers(3, size=len(numbers))] += np.abs(sureness)
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    lengths = np.round(40 * np.exp(0.3 * size))
    return {"probabilities": p[of_row], "lengths": lengths[of_row], "texts": numbers[of_row]}


def _samples(rng: np.random.Generator, pool: dict[str, Any], long: bool) -> dict[str, Any]:
    """Return one sample of each kind."""

    def pick(order: Any, size: int) -> Any:
        return rng.permutation(order[: size + size // 2])[:size]

    sizes = rng.integers(50, 71, size=3)
    by_length = np.argsort(-pool["lengths"] if long else pool["lengths"], kind="stable")
    numbers, first, count = np.unique(pool["texts"], return_index=True, return_counts=True)
    groups = rng.permutation(numbers[count > 1])[:10]
    others = rng.permutation(first[count == 1])[:10]
    return {
        "random": rng.permutation(ROWS)[: sizes[0]],
        "uncertainty": pick(np.argsort(pool["probabilities"].max(axis=1)), sizes[1]),
        "length": pick(by_length, sizes[2]),
        "duplicates": rng.permutation(np.concatenate([np.flatnonzero(np.isin(pool["texts"], groups)), others])),
    }


def shift(values: Any, rows: Any) -> float:
    """Return how far a sample's mean is from the pool's, in standard errors."""
    found = values[rows].tolist()
    return (sum(found) / len(found) - float(np.mean(values))) / (float(np.std(values)) / len(found) ** 0.5)


def copies(texts: Any, rows: Any) -> float:
    """Return the share of rows whose text another row of the sample has, too."""
    counts = Counter(texts[rows].tolist())
    return sum(count for count in counts.values() if count > 1) / len(rows)


def evidence(pool: dict[str, Any], samples: dict[str, Any]) -> dict[str, tuple[float, float, float]]:
    """Return for each sample the shifts of confidence and length, and the share of copies."""
    sure = pool["probabilities"].max(axis=1)
    return {
        name: (shift(sure, rows), shift(pool["lengths"], rows), copies(pool["texts"], rows))
        for name, rows in samples.items()
    }


def _clear(found: dict[str, tuple[float, float, float]], lucky: bool) -> bool:
    """Whether nobody can mistake one sample for another; `lucky`: the copies are nearer to the means than chance is."""
    random, uncertainty, length, duplicates = (found[name] for name in NAMES)
    off = [max(abs(one[0]), abs(one[1])) for one in (random, duplicates)]
    return (
        off[0] < 2.8
        and off[1] < 4.5
        and (not lucky or off[1] < off[0] - 0.1)
        and (lucky or off[0] < off[1] - 0.1)
        and uncertainty[0] < -8 < 8 < abs(length[1])
        and max(abs(uncertainty[1]), abs(length[0])) < 5
        and max(one[2] for one in (random, uncertainty, length)) < 0.5 < 0.75 < duplicates[2]
    )


def case(rng: np.random.Generator, long: bool, lucky: bool) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """Draw until the case is clear."""
    for _ in range(2000):
        pool = _pool(rng)
        samples = _samples(rng, pool, long)
        found = evidence(pool, samples)
        if _clear(found, lucky):
            break
    return pool, samples, found
