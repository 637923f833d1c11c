import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score


def cross_validated_area(features, is_chosen, folds):
    areas = []
    for fold in np.unique(folds):
        test = folds == fold
        model = LogisticRegression(tol=1e-8, max_iter=1000).fit(features[~test], is_chosen[~test])
        scores = model.predict_proba(features[test])[:, 1]
        areas.append(roc_auc_score(is_chosen[test], scores))
    return np.mean(areas)


def shuffled_areas(features, is_chosen, folds, orders):
    return np.array([cross_validated_area(features[order], is_chosen, folds) for order in orders])


def p_value(area, shuffled):
    count = np.sum(shuffled > area)
    return (1 + count) / (1 + len(shuffled))
