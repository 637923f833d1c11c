from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from altutor.bias.density_ratio import density_ratio_weights, effective_size, reweighted
from altutor.errors import AltutorError

POSITIVE = st.floats(0.01, 100)


def biased_choice(seed: int, slope: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of a pool of 2,000, the chance of each row to be chosen, and who was."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(2000, 3)) * [1, 5, 0.1]
    chance = 1 / (1 + np.exp(1.5 - slope * features[:, 0]))
    return features, chance, rng.random(2000) < chance


def test_weights_are_the_inverse_chances() -> None:
    features, chance, chosen = biased_choice(0, 1.0)
    weights = density_ratio_weights(features[chosen], features[~chosen], np.random.default_rng(0))
    truth = chosen.mean() / chance[chosen]
    assert np.corrcoef(np.log(weights), np.log(truth))[0, 1] > 0.97
    assert np.median(np.abs(weights / truth - 1)) < 0.15
    assert (weights > chosen.mean()).all()
    assert weights.mean() == pytest.approx(1, abs=0.15)


def test_the_estimate_comes_near_the_risk() -> None:
    naive, corrected = [], []
    for seed in range(12):
        features, _, chosen = biased_choice(seed, 1.0)
        losses = (features[:, 0] > 0.5).astype(float)
        weights = density_ratio_weights(features[chosen], features[~chosen], np.random.default_rng(seed))
        naive.append(losses[chosen].mean() - losses.mean())
        corrected.append(reweighted(losses[chosen], weights) - losses.mean())
    assert np.mean(naive) > 0.2
    assert abs(np.mean(corrected)) < 0.02


def test_a_random_choice_gets_weights_near_one() -> None:
    features, _, chosen = biased_choice(3, 0.0)
    weights = density_ratio_weights(features[chosen], features[~chosen], np.random.default_rng(0))
    assert np.median(np.abs(weights - 1)) < 0.2
    assert effective_size(weights) > 0.95 * chosen.sum()


def test_same_generator_same_weights() -> None:
    features, _, chosen = biased_choice(0, 1.0)
    first, again = (
        density_ratio_weights(features[chosen], features[~chosen], np.random.default_rng(7)) for _ in range(2)
    )
    np.testing.assert_array_equal(first, again)


@given(hnp.arrays(float, 6, elements=st.floats(0, 10)), hnp.arrays(float, (2, 6), elements=POSITIVE), POSITIVE)
def test_scale_of_the_weights_does_not_matter(losses, weights, scale) -> None:
    estimate = reweighted(losses, weights)
    assert estimate.shape == (2,)
    np.testing.assert_allclose(reweighted(losses, scale * weights), estimate, rtol=1e-9, atol=1e-12)
    assert (losses.min() - 1e-9 <= estimate).all()
    assert (estimate <= losses.max() + 1e-9).all()


@given(hnp.arrays(float, (3, 5), elements=POSITIVE))
def test_effective_size_lies_between_one_and_all(weights) -> None:
    found = effective_size(weights)
    assert ((found >= 1 - 1e-9) & (found <= 5 + 1e-9)).all()
    np.testing.assert_allclose(effective_size(np.full((3, 5), weights[0, 0])), 5)


def test_bad_input_is_one_sentence() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(AltutorError, match="chosen has 3 rows and rest 20: at least 5 of each are needed"):
        density_ratio_weights(np.ones((3, 2)), np.ones((20, 2)), rng)
    with pytest.raises(AltutorError, match="chosen has 2 columns and rest 1: expected the same in both"):
        density_ratio_weights(np.ones((9, 2)), np.ones((20, 1)), rng)
    with pytest.raises(AltutorError, match="folds is 1: at least 2 are needed"):
        density_ratio_weights(np.ones((9, 2)), np.ones((20, 2)), rng, folds=1)
    with pytest.raises(AltutorError, match=r"rest\[1, 0\] is inf"):
        density_ratio_weights(np.ones((2, 1)), [[1.0], [np.inf]], rng, folds=2)
    with pytest.raises(AltutorError, match=r"A weight is 0\.0: expected weights above 0"):
        reweighted([1.0, 2.0], [1.0, 0.0])
    with pytest.raises(AltutorError, match=r"losses has shape \(3,\) and weights \(2,\)"):
        reweighted([1.0, 2.0, 3.0], [1.0, 1.0])
    with pytest.raises(AltutorError, match="weights is empty"):
        effective_size([])
