import math
from itertools import combinations
from statistics import mean, median


def similarity(features):
    n = len(features)
    gaps = {(i, j): math.hypot(*(features[i] - features[j])) for i, j in combinations(range(n), 2)}
    scale = median(gaps.values())
    table = [[1.0] * n for _ in range(n)]
    for (i, j), gap in gaps.items():
        table[i][j] = table[j][i] = math.e ** (-0.5 * (gap / scale) ** 2)
    return table


def uncertainty(row):
    return sum(p * math.log(1 / p) for p in row if p > 0)


def density_scores(probabilities, features, labelled):
    return [uncertainty(row) * mean(line) for row, line in zip(probabilities, similarity(features), strict=True)]


def next_query(probabilities, features, labelled):
    ranked = sorted(
        enumerate(density_scores(probabilities, features, labelled)), key=lambda pair: pair[1], reverse=True
    )
    return next(row for row, _ in ranked if row not in labelled)
