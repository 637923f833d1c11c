import numpy as np


def p_value(chosen, others, permutations, seed):
    rng = np.random.default_rng(seed)
    n, rows = len(chosen), np.concatenate([chosen, others])
    rows = rows.reshape(len(rows), -1)
    orders = rng.permuted(np.tile(np.arange(len(rows)), (permutations, 1)), axis=1)
    orders = np.vstack([np.arange(len(rows)), orders])
    first, second = rows[orders[:, :n]].mean(axis=1), rows[orders[:, n:]].mean(axis=1)
    distances = np.linalg.norm(first - second, axis=1)
    return np.mean(distances >= distances[0])


def holm(p_values, level):
    return [p <= level for p in p_values]


def diagnose(samples, others, permutations, seed):
    tests = [(name, what) for name in samples for what in ("labels", "confidence", "features")]
    p_values = [p_value(samples[name][what], others[what], permutations, seed) for name, what in tests]
    found = {name: [] for name in samples}
    for (name, what), significant in zip(tests, holm(p_values, 0.05), strict=True):
        if significant:
            found[name].append(what)
    return found
