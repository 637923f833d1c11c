def touches(span, others):
    return any(span[0] < other[1] and other[0] < span[1] and span[2] == other[2] for other in others)


def counts(predicted, gold):
    right = wrong = missed = 0
    for found, marked in zip(predicted, gold, strict=True):
        for span in found:
            if touches(span, marked):
                right += 1
            else:
                wrong += 1
        missed += sum(not touches(span, found) for span in marked)
    return right, wrong, missed


def scores(predicted, gold):
    right, wrong, missed = counts(predicted, gold)
    return (
        right / max(right + wrong, 1),
        right / max(right + missed, 1),
        2 * right / max(2 * right + wrong + missed, 1),
    )
