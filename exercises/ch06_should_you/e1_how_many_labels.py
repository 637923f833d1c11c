"""Compute how many labels it takes to meet what you do not know of.

Before anything is labelled, nobody knows which parts the pool has. What can be computed is how many random labels meet
a part of a given mass with a given probability. "Meet" means at least one label of it. Each label is drawn at random
from a large pool, so it meets a part of mass h with probability h.

1. `random_start` returns the size of a random start that meets one part.
2. `start_for_all` returns the size of a random start that meets every one of several parts, by the union bound.
3. `queries_to_meet` returns how many queries meet a part if only some of them are random.

Each is the smallest whole number that is enough.
"""


def random_start(mass: float, sure: float) -> int:
    """Return the smallest number of random labels that meet a part of mass `mass` with probability `sure` or more.

    `mass` and `sure` are above 0 and below 1.
    """
    raise NotImplementedError


def start_for_all(masses: list[float], sure: float) -> int:
    """Return the smallest number of random labels for which the union bound promises that all parts are met.

    The union bound: the probability that any of the parts is missed is at most the sum of the probabilities that each
    is missed. That sum must not be above 1 - `sure`. `masses` holds one mass or more, in any order, not all equal.
    """
    raise NotImplementedError


def queries_to_meet(mass: float, rate: float, sure: float) -> int | None:
    """Return the smallest number of queries that meet a part of mass `mass` with probability `sure` or more.

    The model would never ask about the part. Each query is a random one with probability `rate`, from 0 to 1. Where no
    number of queries is enough, the result is None.
    """
    raise NotImplementedError
