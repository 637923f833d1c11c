from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from altutor.data.overlap import Overlap
from altutor.errors import AltutorError


def test_only_the_first_feature_tells_the_classes_apart() -> None:
    features, labels = Overlap(n_features=4, distance=2.0, noise=1.5).draw(40_000, np.random.default_rng(0))
    difference = features[labels == 1].mean(axis=0) - features[labels == 0].mean(axis=0)
    np.testing.assert_allclose(difference, [2.0, 0.0, 0.0, 0.0], atol=0.06)
    np.testing.assert_allclose(features[labels == 0].std(axis=0), [1.0, 1.5, 1.5, 1.5], rtol=0.03)
    assert labels.mean() == pytest.approx(0.5, abs=0.01)
    assert (labels == (features[:, 0] > 0)).mean() == pytest.approx(stats.norm.cdf(1.0), abs=0.01)


def test_same_generator_same_rows() -> None:
    first, second = (Overlap().draw(50, np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_array_equal(first[1], second[1])


@pytest.mark.parametrize(
    "bad", [{"n_features": 0}, {"distance": 0.0}, {"distance": np.nan}, {"noise": -1.0}, {"noise": np.inf}]
)
def test_bad_parameters_are_named(bad: dict) -> None:
    with pytest.raises(AltutorError, match=f"{next(iter(bad))} is .*: choose"):
        Overlap(**bad)


def test_no_rows_are_refused() -> None:
    with pytest.raises(AltutorError, match="0 rows were asked for"):
        Overlap().draw(0, np.random.default_rng(0))
