def labels_to_target(curves, labels, target):
    found = None
    for round_ in reversed(range(len(labels))):
        scores = curves[:, round_].tolist()
        if sum(scores) / len(scores) < target:
            break
        found = labels[round_]
    return found


def data_efficiency(random_curves, strategy_curves, labels, target, count_start):
    free = 0 if count_start else labels[0]
    needs = []
    for curves in (random_curves, strategy_curves):
        count = labels_to_target(curves, labels, target)
        if count is None:
            return None
        needs.append(count - free)
    try:
        return needs[0] / needs[1]
    except ZeroDivisionError:
        return None
