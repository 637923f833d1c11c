from __future__ import annotations

import numpy as np
import pytest
from every_draw import every_draw
from scipy import stats

from altutor.bias.risk import lure
from altutor.bias.risk_interval import lure_interval
from altutor.errors import AltutorError

LOSSES = np.array([1.0, 0.0, 0.3, 0.2, 0.9, 0.1, 0.6])
SCORES = np.array([0.9, -1.0, 0.3, 0.5, 0.7, -0.7, 0.0])


@pytest.mark.parametrize("scores", [SCORES, 0 * SCORES], ids=["uneven", "even"])
@pytest.mark.parametrize("drawn", [2, 3, 4, 6])
def test_standard_error_is_never_too_small_on_average(scores, drawn) -> None:
    seen, chances, probability = every_draw(LOSSES, scores, drawn)
    found = lure_interval(seen, chances, len(LOSSES))
    variance = probability @ (found.estimate - LOSSES.mean()) ** 2
    assert probability @ found.standard_error**2 >= variance * (1 - 1e-12)
    if drawn in (3, 4):
        assert probability @ found.standard_error**2 <= variance * (1 + 2 / drawn)


def test_estimate_and_ends() -> None:
    seen, chances, _ = every_draw(LOSSES, SCORES, 3)
    found = lure_interval(seen, chances, len(LOSSES), level=0.9)
    np.testing.assert_array_equal(found.estimate, lure(seen, chances, len(LOSSES)))
    half = stats.t.ppf(0.95, 2) * found.standard_error
    np.testing.assert_allclose([found.low, found.high], [found.estimate - half, found.estimate + half])


def test_even_chances_give_nearly_the_standard_error_of_a_simple_sample() -> None:
    rng = np.random.default_rng(0)
    losses, size = rng.random((500, 200)), 1000  # independent losses: any order is an even draw
    found = lure_interval(losses, 1 / (size - np.arange(200)), size)
    simple = losses.std(axis=1, ddof=1) / np.sqrt(200) * np.sqrt(1 - 200 / size)
    assert found.standard_error.mean() == pytest.approx(simple.mean(), rel=0.02)


def coverage(concentration: float, drawn: int) -> float:
    """Share of 2,000 draws from a pool of 500 whose interval holds its risk; rows with a large loss are likelier."""
    rng = np.random.default_rng(1)
    losses = rng.gamma(2.0, size=500)
    score = losses**concentration * rng.gamma(4.0, size=500) ** concentration
    keys = np.log(score) + rng.gumbel(size=(2000, 500))  # the largest keys, in order, are a draw without replacement
    rows = np.argsort(-keys, axis=1)[:, :drawn]
    drawn_score = score[rows]
    chances = drawn_score / (score.sum() - drawn_score.cumsum(axis=1) + drawn_score)
    found = lure_interval(losses[rows], chances, 500)
    assert found.estimate.mean() == pytest.approx(losses.mean(), abs=4 * found.estimate.std() / 2000**0.5)
    return float(((found.low <= losses.mean()) & (losses.mean() <= found.high)).mean())


def test_many_labels_with_mild_chances_are_covered() -> None:
    assert coverage(0.5, 150) == pytest.approx(0.95, abs=0.015)


def test_few_labels_with_steep_chances_are_not() -> None:
    assert coverage(3.0, 20) < 0.8  # what the docstring warns of


def test_the_ends_of_a_draw() -> None:
    one = lure_interval([0.4], [0.1], 10)
    assert (one.low, one.high) == (-np.inf, np.inf)
    assert one.estimate == pytest.approx(0.4)
    whole = lure_interval([[0.4, 0.2]], [0.3, 1.0], 2)
    assert whole.low == whole.high == pytest.approx(0.3)


def test_level_is_checked() -> None:
    with pytest.raises(AltutorError, match=r"level is 95: a confidence level lies between 0 and 1"):
        lure_interval([0.4, 0.1], [0.5, 0.5], 4, level=95)
