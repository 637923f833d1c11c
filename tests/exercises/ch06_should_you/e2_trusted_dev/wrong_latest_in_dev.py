def groups(texts):
    numbers = {}
    return [numbers.setdefault(" ".join(text.lower().split()), len(numbers)) for text in texts]


def split(group_of, picked_by, share, seed):
    candidates = sorted({group for group, who in zip(group_of, picked_by, strict=True) if who == "chance"})
    count = max(1, round(share * len(candidates)))
    drawn = set(candidates[-count:])
    train = [row for row, group in enumerate(group_of) if group not in drawn]
    dev = [row for row, group in enumerate(group_of) if group in drawn and picked_by[row] == "chance"]
    return train, dev
