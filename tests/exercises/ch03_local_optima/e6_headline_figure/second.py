from statistics import fmean, stdev

from numpy.random import default_rng

import altutor.engine
import altutor.strategies
from altutor.data import trap
from altutor.problems import Problem

ROWS = 300
STREAM = 33


def problem(seed, hidden_mass):
    rng = default_rng((seed, STREAM))
    pool = trap.Trap(hidden_mass).draw(ROWS, rng)
    test = trap.Trap(hidden_mass).draw(ROWS, rng)
    start = [next(row for row, cluster in enumerate(pool.cluster) if cluster == visible) for visible in (0, 1)]
    return Problem(pool.features, pool.labels, start, heldout=test.features, heldout_labels=test.labels, seed=seed)


def lines(strategy, seeds, budget, hidden_mass):
    found = []
    for part in altutor.engine.simulate_runs((problem(seed, hidden_mass) for seed in seeds), strategy, budget):
        found += part.measures["accuracy"].tolist()
    return found


def curves(seeds, budget, hidden_mass):
    both = {}
    for name, strategy in (
        ("random", altutor.strategies.random),
        ("uncertainty", altutor.strategies.margin),
    ):
        both[name] = [fmean(column) for column in zip(*lines(strategy, seeds, budget, hidden_mass), strict=True)]
    return both


def final_gap(seeds, budget, hidden_mass):
    chance = lines(altutor.strategies.random, seeds, budget, hidden_mass)
    choice = lines(altutor.strategies.least_confidence, seeds, budget, hidden_mass)
    differences = [one[-1] - other[-1] for one, other in zip(chance, choice, strict=True)]
    return [fmean(differences), stdev(differences) * len(seeds) ** -0.5]
