def counts(predicted, gold):
    right = sum(len(set(found) & set(marked)) for found, marked in zip(predicted, gold, strict=True))
    return right, sum(map(len, predicted)) - right, sum(map(len, gold)) - right


def scores(predicted, gold):
    right, wrong, missed = counts(predicted, gold)
    precision = right / max(right + wrong, 1)
    recall = right / max(right + missed, 1)
    return precision, recall, (precision + recall) / 2
