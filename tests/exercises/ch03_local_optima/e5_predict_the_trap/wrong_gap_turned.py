import numpy as np

from altutor.data.trap import Trap
from altutor.engine import simulate_runs
from altutor.problems import Problem
from altutor.strategies import least_confidence, mixed, random

HIDDEN_MASS = 0.15
EPSILON = 0.1
BUDGET = 50
ROWS = 300
RUNS = 30
STREAM = 33

PREDICTED_TRAP = "all"
PREDICTED_CONTROL = "level"
PREDICTED_EXPLORATION = "few"


def problems(hidden_mass, seeds):
    trap = Trap(hidden_mass=hidden_mass)
    made, hidden = [], []
    for seed in seeds:
        rng = np.random.default_rng([seed, STREAM])
        pool, heldout = trap.draw(ROWS, rng), trap.draw(ROWS, rng)
        made.append(Problem(pool.features, pool.labels, pool.start(1), heldout.features, heldout.labels, seed))
        hidden.append(pool.hidden)
    return made, np.array(hidden)


def share_stuck(hidden_mass, epsilon, seeds):
    made, hidden = problems(hidden_mass, seeds)
    parts = simulate_runs(made, mixed(least_confidence, epsilon), BUDGET, rounds=(0,))
    queries = np.concatenate([part.queries for part in parts])
    return 1 - np.take_along_axis(hidden, queries, axis=1).any(axis=1).mean()


def accuracy_gap(hidden_mass, epsilon, seeds):
    made, _ = problems(hidden_mass, seeds)

    def last(strategy):
        parts = simulate_runs(made, strategy, BUDGET, rounds=(BUDGET,))
        return np.concatenate([part.measures["accuracy"][:, -1] for part in parts])

    return (last(mixed(least_confidence, epsilon)) - last(random)).mean()


FOUND_TRAP = "all"
FOUND_CONTROL = "level"
FOUND_EXPLORATION = "most" if share_stuck(HIDDEN_MASS, EPSILON, range(RUNS)) > 0.8 else "some"
