from __future__ import annotations

import numpy as np
import pytest
from every_draw import every_draw
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from altutor.bias.risk import lure, lure_weights, naive, pure, pure_weights
from altutor.errors import AltutorError

UNIT = st.floats(0, 1)


@st.composite
def pools(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, int]:
    size = draw(st.integers(1, 5))
    losses, scores = (draw(hnp.arrays(float, size, elements=UNIT)) for _ in range(2))
    return losses, scores, draw(st.integers(1, size))


@settings(max_examples=60, deadline=None)
@given(pools())
def test_both_are_exactly_unbiased(pool) -> None:
    losses, scores, drawn = pool
    seen, chances, probability = every_draw(losses, scores, drawn)
    assert probability.sum() == pytest.approx(1, abs=1e-12)
    for estimate in (pure, lure):
        expected = probability @ estimate(seen, chances, len(losses))
        assert expected == pytest.approx(losses.mean(), abs=1e-12)


def test_a_pool_of_six_and_a_biased_mean() -> None:
    losses, scores = np.array([1.0, 0.0, 0.0, 0.2, 0.9, 0.1]), np.array([2.0, -1.0, 0.3, 0.5, 1.5, -0.7])
    seen, chances, probability = every_draw(losses, scores, 3)
    assert probability @ naive(seen) > losses.mean() + 0.05
    assert probability @ pure(seen, chances, 6) == pytest.approx(losses.mean(), abs=1e-12)
    assert probability @ lure(seen, chances, 6) == pytest.approx(losses.mean(), abs=1e-12)


def test_weights_average_to_one() -> None:
    _, chances, probability = every_draw(np.array([0.5, 0.1, 0.9, 0.3, 0.0]), np.array([1.0, 0, 0.4, 0.2, 0.8]), 3)
    np.testing.assert_allclose(probability @ lure_weights(chances, 5), 1, atol=1e-12)  # at each position
    assert probability @ pure_weights(chances, 5).sum(axis=1) == pytest.approx(3, abs=1e-12)  # over a run


def test_weights_by_hand() -> None:
    q = [0.5, 0.25]  # N = 4, M = 2
    np.testing.assert_allclose(pure_weights(q, 4), [1 / 2 + 1 / 4, 1 / 1])
    np.testing.assert_allclose(lure_weights(q, 4), [1 + 2 / 3 * (1 / (4 * 0.5) - 1), 1 + 2 / 2 * (1 / (3 * 0.25) - 1)])


@given(hnp.arrays(float, st.integers(1, 30), elements=UNIT), st.integers(0, 100))
def test_even_chances_give_the_mean(losses, rest) -> None:
    size = len(losses) + rest
    chances = 1 / (size - np.arange(len(losses)))
    assert lure(losses, chances, size) == pytest.approx(naive(losses), abs=1e-12)


@given(hnp.arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 9)), elements=UNIT), st.data())
def test_the_whole_pool_gives_its_risk(losses, data) -> None:
    chances = data.draw(hnp.arrays(float, losses.shape, elements=st.floats(0.001, 1)))
    np.testing.assert_allclose(lure(losses, chances, losses.shape[1]), losses.mean(axis=1), atol=1e-12)


@given(st.integers(1, 4), st.integers(1, 6), st.integers(0, 20), st.integers(0, 2**32 - 1))
def test_runs_do_not_touch_each_other(runs, drawn, rest, seed) -> None:
    rng = np.random.default_rng(seed)
    losses, chances = rng.random((2, runs, drawn)), rng.uniform(0.01, 1, (runs, drawn))  # two losses of each draw
    for estimate in (pure, lure):
        together = estimate(losses, chances, drawn + rest)
        assert together.shape == (2, runs)
        alone = [[estimate(losses[i, r], chances[r], drawn + rest) for r in range(runs)] for i in range(2)]
        np.testing.assert_allclose(together, alone, rtol=1e-12)


@pytest.mark.parametrize(
    ("losses", "chances", "size", "message"),
    [
        ([], [], 3, r"chances is empty \(shape \(0,\)\)"),
        ([0.1, np.nan], [0.5, 0.5], 3, r"losses\[1\] is nan: expected finite numbers"),
        ([[0.1, 0.2]], [0.5, np.inf], 3, r"chances\[1\] is inf"),
        ([0.1, 0.2], [0.5, 0.0], 3, "A chance is 0.0: expected probabilities above 0 and at most 1"),
        ([0.1, 0.2], [0.5, 1.01], 3, "A chance is 1.01"),
        ([0.1, 0.2], [0.5, 0.5], 1, "2 rows cannot be drawn from a pool of 1 without replacement"),
        ([0.1, 0.2, 0.3], [0.5, 0.5], 3, r"losses has shape \(3,\) and chances \(2,\)"),
        (np.ones((2, 2)), np.full((3, 2), 0.5), 3, r"losses has shape \(2, 2\) and chances \(3, 2\)"),
        (["a", "b"], [0.5, 0.5], 3, "losses: expected a dense array of numbers"),
        (0.1, [0.5], 3, r"losses has shape \(\): expected \(\.\.\., M\)"),
    ],
)
@pytest.mark.parametrize("estimate", [pure, lure])
def test_bad_input_is_one_sentence(estimate, losses, chances, size, message) -> None:
    with pytest.raises(AltutorError, match=message):
        estimate(losses, chances, size)


def test_naive_refuses_no_losses() -> None:
    with pytest.raises(AltutorError, match="losses is empty"):
        naive(np.empty((3, 0)))
