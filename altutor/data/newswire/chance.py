"""Random picks that depend on nothing but the seed.

Only :meth:`random.Random.random` is used: its stream is the same on every platform and Python version, while the way
``choice`` or ``shuffle`` spend it is not promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def pick(rng: Random, items: Sequence[T], power: float = 1.0) -> T:
    """Draw one item, early ones more often when `power` is above 1.

    Parameters
    ----------
    rng
        Where the randomness comes from.
    items
        What to draw from; not empty.
    power
        1 draws evenly; at 2 the first quarter of the items gets half of the draws, as few names fill most of the news.

    Returns
    -------
    T
        One of `items`.
    """
    return items[int(rng.random() ** power * len(items))]


def shuffled(rng: Random, items: Sequence[T]) -> list[T]:
    """Return the items in a random order.

    Parameters
    ----------
    rng
        Where the randomness comes from.
    items
        What to put in a new order.

    Returns
    -------
    list of T
        A new list.
    """
    return [item for _, _, item in sorted((rng.random(), i, item) for i, item in enumerate(items))]
