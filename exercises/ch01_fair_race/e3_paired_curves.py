"""Compare two strategies seed by seed, round by round.

Two strategies ran with the same seeds. Each run gave a learning curve. The runs finished in any order, and some did not
finish at all. Turn the two piles of curves into a comparison with a 95% interval at each round.

1. `paired_differences` pairs the curves by their seed and subtracts.
2. `t_interval` gives the mean difference of each round and its 95% t interval.
3. `verdicts` says in words what each interval allows to say.
"""

import numpy as np


def paired_differences(
    strategy: np.ndarray, strategy_seeds: list[int], baseline: np.ndarray, baseline_seeds: list[int]
) -> np.ndarray:
    """Return strategy minus baseline for each seed that both have, in rising order of the seed.

    `strategy` holds accuracies, shape (n_runs, n_rounds); the curve in row i belongs to the seed `strategy_seeds[i]`.
    `baseline` and `baseline_seeds` are the same for the baseline, and may hold other seeds in another order. Curves
    whose seed only one of the two has are left out. The result has shape (n_pairs, n_rounds).
    """
    raise NotImplementedError


def t_interval(differences: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the mean difference of each round and the lower and upper end of its 95% t interval.

    `differences` has shape (n_seeds, n_rounds), with two seeds or more. All three results have shape (n_rounds,).
    """
    raise NotImplementedError


def verdicts(differences: np.ndarray) -> list[str]:
    """Return one word for each round: what its interval allows to say of the strategy.

    "ahead" where the whole interval lies above 0, "behind" where the whole interval lies below 0, else "open".
    `differences` is as in `t_interval`.
    """
    raise NotImplementedError
