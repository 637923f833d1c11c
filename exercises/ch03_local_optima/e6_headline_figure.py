"""Reproduce the data of the trap's headline figure: two learning curves on the same problems.

The figure shows the mean held-out accuracy of uncertainty sampling and of random sampling against the number of
queries. It is made with the package: `least_confidence` and `random` of `altutor.strategies`, run by `simulate_runs`.

The problem of a seed: make `rng = np.random.default_rng([seed, STREAM])`; draw ROWS rows of the trap with it for the
pool, and then another ROWS rows with it for the held-out set. The start is one row of each visible cluster, as
`start(1)` of the drawn rows gives it. The seed is also the seed of the run's chances. Each round asks one query. The
hidden mass is an argument; the trap's other parameters keep their defaults.

1. `curves` returns the two mean curves.
2. `final_gap` returns what the figure's caption needs: how far random sampling is ahead after the last query, and the
   standard error of that number over paired seeds. With a difference for each seed, the standard error is their
   standard deviation (divisor n - 1) divided by the root of the number n of seeds.
"""

ROWS = 300
STREAM = 33


def curves(seeds: list[int], budget: int, hidden_mass: float) -> dict[str, list[float]]:
    """Return the mean curves, under the keys "uncertainty" and "random".

    Each has budget + 1 numbers: the mean over seeds of the held-out accuracy after 0, 1, ..., `budget` queries.
    """
    raise NotImplementedError


def final_gap(seeds: list[int], budget: int, hidden_mass: float) -> tuple[float, float]:
    """Return two numbers: the mean over seeds of random minus uncertainty sampling, and its standard error.

    Both are of held-out accuracies after the last query.
    """
    raise NotImplementedError
