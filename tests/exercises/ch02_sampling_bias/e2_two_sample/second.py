from scipy.stats import mannwhitneyu
from sklearn.linear_model import LogisticRegression


def one_fold(features, is_chosen, folds, fold):
    model = LogisticRegression(tol=1e-8, max_iter=1000)
    model.fit(features[folds != fold], is_chosen[folds != fold])
    chosen = model.decision_function(features[(folds == fold) & (is_chosen == 1)])
    others = model.decision_function(features[(folds == fold) & (is_chosen == 0)])
    return mannwhitneyu(chosen, others).statistic / (len(chosen) * len(others))


def cross_validated_area(features, is_chosen, folds):
    numbers = sorted(set(folds.tolist()))
    return sum(one_fold(features, is_chosen, folds, fold) for fold in numbers) / len(numbers)


def shuffled_areas(features, is_chosen, folds, orders):
    found = []
    for order in orders:
        moved = features.copy()
        for row, source in enumerate(order):
            moved[row] = features[source]
        found.append(cross_validated_area(moved, is_chosen, folds))
    return found


def p_value(area, shuffled):
    every = [area, *shuffled]
    return sum(not one < area for one in every) / len(every)
