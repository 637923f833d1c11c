from statistics import fmean

from numpy.random import default_rng

from altutor import strategies
from altutor.data.trap import Trap
from altutor.engine import simulate_runs
from altutor.problems import Problem

HIDDEN_MASS = 0.15
EPSILON = 0.1
BUDGET = 50
ROWS = 300
RUNS = 30
STREAM = 33

PREDICTED_TRAP = "some"
PREDICTED_CONTROL = "behind"
PREDICTED_EXPLORATION = "most"


class Bench:
    def __init__(self, hidden_mass, seeds):
        trap = Trap(hidden_mass=hidden_mass)
        rngs = [default_rng([seed, STREAM]) for seed in seeds]
        self.pools = [trap.draw(ROWS, rng) for rng in rngs]
        self.tests = [trap.draw(ROWS, rng) for rng in rngs]
        self.seeds = seeds

    def given(self):
        for pool, test, seed in zip(self.pools, self.tests, self.seeds, strict=True):
            yield Problem(
                pool.features, pool.labels, pool.start(1), heldout=test.features, heldout_labels=test.labels, seed=seed
            )

    def run(self, strategy):
        for part in simulate_runs(self.given(), strategy, budget=BUDGET, rounds=[BUDGET], block=len(self.seeds)):
            yield from zip(part.queries.tolist(), part.measures["accuracy"][:, 0], strict=True)


def chosen(epsilon):
    if epsilon > 0:
        return strategies.mixed(strategies.least_confidence, epsilon)
    return strategies.least_confidence


def share_stuck(hidden_mass, epsilon, seeds):
    bench = Bench(hidden_mass, seeds)
    runs = bench.run(chosen(epsilon))
    stuck = [
        not any(pool.cluster[row] == 2 for row in asked) for pool, (asked, _) in zip(bench.pools, runs, strict=True)
    ]
    return sum(stuck) / len(stuck)


def accuracy_gap(hidden_mass, epsilon, seeds):
    bench = Bench(hidden_mass, seeds)
    by_chance, by_choice = ([right for _, right in bench.run(one)] for one in (strategies.random, chosen(epsilon)))
    return fmean(by_chance) - fmean(by_choice)


def answers():
    seeds = range(RUNS)
    stuck = share_stuck(HIDDEN_MASS, 0.0, seeds), share_stuck(HIDDEN_MASS, EPSILON, seeds)
    gap = accuracy_gap(0.0, 0.0, seeds)
    return (
        {0.0: "none", 1.0: "all"}.get(stuck[0], "some"),
        "level" if abs(gap) <= 0.01 else ("behind", "ahead")[gap > 0],
        ("few", "some", "most")[(stuck[1] >= 0.2) + (stuck[1] > 0.8)],
    )


FOUND_TRAP, FOUND_CONTROL, FOUND_EXPLORATION = answers()
