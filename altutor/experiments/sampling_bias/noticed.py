"""Can one tell that the rows were chosen? From features, from labels, from a model's confidence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altutor.bias.confidence import confidence_shift
from altutor.bias.shift import label_shift
from altutor.bias.two_sample import classifier_test, mmd_test
from altutor.experiments.sampling_bias.settings import LABELS
from altutor.problems import Problem

TESTS = ("classifier", "MMD", "labels", "confidence")


def notice(
    problem: Problem, asked: NDArray[np.intp], probabilities: NDArray[np.float64], permutations: int
) -> dict[int, dict[str, float]]:
    """Return by number of labels the p-value of each test, and the area that the classifier reaches.

    The rows asked about are compared with as many others, drawn at random from the rest of the pool.
    """
    rng = np.random.default_rng([problem.seed, 15])
    found = {}
    scaled = (problem.features - problem.features.mean(axis=0)) / problem.features.std(axis=0)
    for budget in LABELS:
        chosen = asked[:budget]
        others = rng.choice(np.setdiff1d(np.arange(len(scaled)), chosen), budget, replace=False)
        by_classifier = classifier_test(scaled[chosen], scaled[others], rng, permutations=permutations)
        found[budget] = {
            "area": by_classifier.statistic,
            "p_classifier": by_classifier.p_value,
            "p_MMD": mmd_test(scaled[chosen], scaled[others], rng, permutations=permutations).p_value,
            "p_labels": label_shift(
                problem.labels[chosen], problem.labels[others], rng, permutations=permutations
            ).p_value,
            "p_confidence": confidence_shift(
                probabilities[chosen], probabilities[others], rng, permutations=permutations
            ).p_value,
        }
    return found
