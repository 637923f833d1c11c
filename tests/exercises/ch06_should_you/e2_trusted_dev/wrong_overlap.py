import numpy as np


def groups(texts):
    numbers = {}
    return [numbers.setdefault(" ".join(text.lower().split()), len(numbers)) for text in texts]


def split(group_of, picked_by, share, seed):
    rng = np.random.default_rng(seed)
    candidates = sorted({group for group, who in zip(group_of, picked_by, strict=True) if who == "chance"})
    count = max(1, round(share * len(candidates)))
    drawn = set(rng.choice(candidates, size=count, replace=False).tolist())
    train = list(range(len(group_of)))
    dev = [row for row, group in enumerate(group_of) if group in drawn and picked_by[row] == "chance"]
    return train, dev
