"""All ordered draws from a small pool, so that an expectation is a finite sum."""

from __future__ import annotations

from itertools import permutations

import numpy as np


def every_draw(losses: np.ndarray, scores: np.ndarray, drawn: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All ordered draws of a chooser that learns from the losses it has seen: losses, chances, probability of each."""
    seen, chances, probabilities = [], [], []
    for order in permutations(range(len(losses)), drawn):
        rows, q = list(order), []
        for m, row in enumerate(rows):
            left = [i for i in range(len(losses)) if i not in rows[:m]]
            weight = np.exp((1 + losses[rows[:m]].sum() - m) * scores)
            q.append(weight[row] / weight[left].sum())
        seen.append(losses[rows])
        chances.append(q)
        probabilities.append(np.prod(q))
    return np.array(seen), np.array(chances), np.array(probabilities)
