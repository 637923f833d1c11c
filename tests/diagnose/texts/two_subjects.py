"""Made-up texts about two subjects, for the tests of what the choice preferred."""

from __future__ import annotations

import numpy as np

from altutor.diagnose.words import Sides, words_of

SUBJECTS = (
    ["match", "goal", "team", "coach", "season", "league", "player", "cup", "final", "stadium", "score", "referee"],
    [
        "bank",
        "profit",
        "shares",
        "market",
        "company",
        "price",
        "sales",
        "growth",
        "investor",
        "trade",
        "stock",
        "quarter",
    ],
)
COMMON = ["monday", "report", "said", "new", "year", "city", "people", "today", "week", "after", "two", "more"]


def text(subject: int, rng: np.random.Generator, words: int = 14) -> str:
    """Return a text half of whose words are of its subject."""
    mixed = [*rng.choice(SUBJECTS[subject], words // 2), *rng.choice(COMMON, words - words // 2)]
    return " ".join(rng.permutation(mixed).tolist())


def pool(n: int, seed: int = 0) -> list[str]:
    """Return n texts about both subjects in turn."""
    rng = np.random.default_rng(seed)
    return [text(i % 2, rng) for i in range(n)]


def divided(texts: list[str], chosen: np.ndarray) -> Sides:
    """Return the texts with some of them chosen."""
    others = np.setdiff1d(np.arange(len(texts)), chosen)
    return Sides(words_of(texts), texts, np.asarray(chosen), others, "other texts of the pool")
