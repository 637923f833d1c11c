import numpy as np

from altutor.data.trap import Trap
from altutor.engine import simulate_runs
from altutor.problems import Problem
from altutor.strategies import least_confidence, random

ROWS = 300
STREAM = 33


def problems(seeds, hidden_mass):
    trap = Trap(hidden_mass=hidden_mass)
    made = []
    for seed in seeds:
        rng = np.random.default_rng([seed, STREAM])
        pool, heldout = trap.draw(ROWS, rng), trap.draw(ROWS, rng)
        made.append(Problem(pool.features, pool.labels, pool.start(1), heldout.features, heldout.labels, seed))
    return made


def accuracies(seeds, budget, hidden_mass):
    made = problems(seeds, hidden_mass)
    return {
        name: np.concatenate(
            [part.measures["accuracy"] for part in simulate_runs(made, strategy, budget, rounds=range(1, budget + 1))]
        )
        for name, strategy in {"uncertainty": least_confidence, "random": random}.items()
    }


def curves(seeds, budget, hidden_mass):
    return {name: values.mean(axis=0) for name, values in accuracies(seeds, budget, hidden_mass).items()}


def final_gap(seeds, budget, hidden_mass):
    runs = accuracies(seeds, budget, hidden_mass)
    gaps = runs["random"][:, -1] - runs["uncertainty"][:, -1]
    return gaps.mean(), gaps.std(ddof=1) / np.sqrt(len(gaps))
