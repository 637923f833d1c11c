import numpy as np


def groups(texts):
    numbers = {}
    return [numbers.setdefault(" ".join(text.lower().split()), len(numbers)) for text in texts]


def split(group_of, picked_by, share, seed):
    rng = np.random.default_rng(seed)
    candidates = sorted(set(group_of))
    count = max(1, round(share * len(candidates)))
    drawn = set(rng.choice(candidates, size=count, replace=False).tolist())
    train = [row for row, group in enumerate(group_of) if group not in drawn]
    dev = [row for row, group in enumerate(group_of) if group in drawn]
    return train, dev
