def counts(predicted, gold):
    right = sum(len(set(found) & set(marked)) for found, marked in zip(predicted, gold, strict=True))
    return right, sum(len(found) for found in predicted) - right, sum(len(marked) for marked in gold) - right


def scores(predicted, gold):
    right, wrong, missed = counts(predicted, gold)
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f
