def tokens(spans):
    return {(token, label) for start, end, label in spans for token in range(start, end)}


def counts(predicted, gold):
    right = wrong = missed = 0
    for found, marked in zip(predicted, gold, strict=True):
        found, marked = tokens(found), tokens(marked)
        right += len(found & marked)
        wrong += len(found - marked)
        missed += len(marked - found)
    return right, wrong, missed


def scores(predicted, gold):
    right, wrong, missed = counts(predicted, gold)
    return (
        right / max(right + wrong, 1),
        right / max(right + missed, 1),
        2 * right / max(2 * right + wrong + missed, 1),
    )
