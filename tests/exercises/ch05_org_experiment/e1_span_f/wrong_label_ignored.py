def counts(predicted, gold):
    right = wrong = missed = 0
    for found, marked in zip(predicted, gold, strict=True):
        found = {(start, end) for start, end, _ in found}
        marked = {(start, end) for start, end, _ in marked}
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
