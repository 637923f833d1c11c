import random

import numpy as np


def groups(texts):
    known, found = [], []
    for text in texts:
        words = text.casefold().split()
        if words not in known:
            known.append(words)
        found.append(known.index(words))
    return found


def split(group_of, picked_by, share, seed):
    group_of, by_chance = np.array(group_of), np.array(picked_by) == "chance"
    candidates = np.unique(group_of[by_chance]).tolist()
    random.Random(seed).shuffle(candidates)
    size = int(np.rint(share * len(candidates)))
    held = np.isin(group_of, candidates[: size or 1])
    return np.flatnonzero(~held), np.flatnonzero(held & by_chance)
