"""Compute how likely random labels are to miss a cluster, and how many of them keep that risk low.

A cluster holds the share `mass` of all rows (its hidden mass). A label that is drawn at random falls into the cluster
with probability `mass`, whatever the other labels are.

1. `missed` returns the probability that a start of `n` random labels holds no row of the cluster.
2. `found` returns the probability that exploration meets the cluster within `rounds` rounds. In each round there is
   one query. It is drawn at random with probability `epsilon` (the exploration rate); a query that is not random
   never falls into the cluster.
3. `labels_needed` returns the smallest whole number of random labels that miss the cluster with probability `risk` or
   less. Compute it exactly, without the bound for small masses.
4. `missed_in_pool` is exact for a pool of known size, in which no row is drawn twice. SciPy may do the work.
"""


def missed(n: int, mass: float) -> float:
    """Return the probability that none of `n` random labels falls into the cluster.

    `n` is 0 or more, and `mass` lies between 0 and 1.
    """
    raise NotImplementedError


def found(rounds: int, epsilon: float, mass: float) -> float:
    """Return the probability that at least one query of the first `rounds` rounds falls into the cluster.

    `rounds` is 0 or more; `epsilon` and `mass` lie between 0 and 1.
    """
    raise NotImplementedError


def labels_needed(mass: float, risk: float) -> int:
    """Return the smallest number of random labels that miss the cluster with a probability of at most `risk`.

    Both `mass` and `risk` lie between 0 and 1, and are neither.
    """
    raise NotImplementedError


def missed_in_pool(rows: int, hidden: int, n: int) -> float:
    """Return the probability that `n` different rows of a pool, drawn at random, hold none of the cluster.

    The pool has `rows` rows, and `hidden` of them belong to the cluster. `n` is at most `rows`. Where the rows outside
    the cluster are too few for `n` draws, the probability is 0.
    """
    raise NotImplementedError
