def average_precision(scores, labels):
    rows = sorted(zip(scores.tolist(), labels.tolist(), strict=True), reverse=True)
    total, rare = 0.0, 0
    for rank, (_, label) in enumerate(rows, 1):
        if label:
            rare += 1
            total += rare / rank
    return total / rare


def f_score(scores, labels, threshold):
    right = missed = false = 0
    for score, label in zip(scores, labels, strict=True):
        if label and score >= threshold:
            right += 1
        elif label:
            missed += 1
        elif score >= threshold:
            false += 1
    return right / (right + (missed + false) / 2)


def constant_accuracy(labels):
    return 1 - sum(labels.tolist()) / len(labels)
