import numpy as np

HIDDEN_MASS = 0.15
BUDGET = 40


def make(n, seed):
    rng = np.random.default_rng(seed)
    centres = np.array([[-3.0, 1.5], [0.0, -1.5], [9.0, 1.5]])
    group = rng.choice(3, size=n, p=[0.375, 0.375, 0.25])
    features = centres[group] + rng.uniform(-0.7, 0.7, (n, 2))
    labels = (group != 1).astype(int)
    start = [int(np.flatnonzero(group == number)[0]) for number in (0, 1, 2)]
    return features, labels, start
