from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist, pdist

from altutor.bias.kernel import kernel_sums, median_distance


def test_median_distance_of_few_rows_and_of_many() -> None:
    rng = np.random.default_rng(0)
    few, many = rng.normal(size=(50, 3)), rng.normal(size=(3000, 3))
    assert median_distance(few, rng) == np.median(pdist(few))
    assert median_distance(many, rng) == pytest.approx(np.median(pdist(many)), rel=0.03)


def test_equal_rows_do_not_count() -> None:
    rows = np.array([[0.0]] * 8 + [[2.0]])  # most pairs have no distance
    assert median_distance(rows, np.random.default_rng(0)) == 2.0
    assert median_distance(rows[:8], np.random.default_rng(0)) == 0.0


def test_sums_over_pairs() -> None:
    rng = np.random.default_rng(0)
    rows, divisions = rng.normal(size=(7, 2)), np.array([[1, 1, 0, 0, 0, 1, 0], [0, 0, 0, 1, 1, 0, 0.0]])
    gram = np.exp(-(cdist(rows, rows) ** 2) / (2 * 0.7**2)) - np.eye(7)
    for found, one, other in zip(
        kernel_sums(rows, divisions, 0.7),
        (divisions, divisions, 1 - divisions),
        (divisions, 1 - divisions, 1 - divisions),
        strict=True,
    ):
        np.testing.assert_allclose(found, np.einsum("di,ij,dj->d", one, gram, other), atol=1e-12)
