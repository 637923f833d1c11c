import numpy as np


def labels_to_target(curves, labels, target):
    below = np.flatnonzero(curves.mean(axis=0) < target)
    first = below[-1] + 1 if below.size else 0
    return labels[min(first, len(labels) - 1)]


def data_efficiency(random_curves, strategy_curves, labels, target, count_start):
    random = labels_to_target(random_curves, labels, target)
    strategy = labels_to_target(strategy_curves, labels, target)
    if random is None or strategy is None:
        return None
    if not count_start:
        random, strategy = random - labels[0], strategy - labels[0]
    return random / strategy if strategy > 0 else None
