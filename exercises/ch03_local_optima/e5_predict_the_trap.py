"""Predict what becomes of uncertainty sampling in three situations, then run it and compare.

The situations are the trap with the hidden mass HIDDEN_MASS, the control without a hidden cluster (hidden mass 0),
and the trap with exploration at the rate EPSILON.

1. Fill in the three PREDICTED constants before you run anything. Every option earns the point: a prediction is there
   to be compared with what happens.
2. Write `share_stuck` and `accuracy_gap`, which run the loop with the package as the chapter does.
3. Call them for the seeds 0 to RUNS - 1, and fill in the three FOUND constants.

The problem of a seed: make `rng = np.random.default_rng([seed, STREAM])`; draw ROWS rows of the trap with it for the
pool, and then another ROWS rows with it for the held-out set. The start is one row of each visible cluster, as
`start(1)` of the drawn rows gives it. The seed is also the seed of the run's chances. BUDGET queries follow, one a
round. The strategy is least confidence; where epsilon is above 0, random queries are mixed in with that probability.
"""

HIDDEN_MASS = 0.15
EPSILON = 0.1
BUDGET = 50
ROWS = 300
RUNS = 30
STREAM = 33

# How many runs on the trap are stuck after BUDGET queries, without exploration?
PREDICTED_TRAP = None  # one of "none", "some", "all"
# On the control after BUDGET queries: is the held-out accuracy of random sampling behind that of uncertainty sampling
# (by more than 0.01), level with it, or ahead of it (by more than 0.01)?
PREDICTED_CONTROL = None  # one of "behind", "level", "ahead"
# How many runs on the trap with exploration at the rate EPSILON are stuck: under 20%, 20% to 80%, or over 80%?
PREDICTED_EXPLORATION = None  # one of "few", "some", "most"

# The same questions, answered by your runs
FOUND_TRAP = None
FOUND_CONTROL = None
FOUND_EXPLORATION = None


def share_stuck(hidden_mass: float, epsilon: float, seeds: list[int]) -> float:
    """Return the share of stuck runs, from 0 to 1; there is one run for each seed.

    A run is stuck if none of its BUDGET queries was about the hidden cluster.
    """
    raise NotImplementedError


def accuracy_gap(hidden_mass: float, epsilon: float, seeds: list[int]) -> float:
    """Return the mean over seeds of a difference: accuracy of random sampling minus that of the strategy.

    Both are held-out accuracies after the last query, from 0 to 1, and both strategies get the same problems.
    """
    raise NotImplementedError
