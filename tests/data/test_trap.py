from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import linprog

from altutor.data.trap import HIDDEN, VISIBLE_0, Trap, probability_found, probability_missed
from altutor.errors import AltutorError
from altutor.learners import logistic, train

RING = np.exp(2j * np.pi * np.arange(90) / 90)
CIRCLE = np.column_stack([RING.real, RING.imag])


def separable(ahead: float, behind: float, lift: float, radius: float, hidden: bool) -> bool:
    """Whether a line separates the discs, by a linear program over points of their rims."""
    class_1 = np.concatenate([c + radius * CIRCLE for c in [(-ahead, lift), (behind, lift)][: 1 + hidden]])
    class_0 = radius * CIRCLE
    sides = np.concatenate([np.ones(len(class_1)), -np.ones(len(class_0))])
    rows = np.column_stack([np.concatenate([class_1, class_0]), np.ones(len(sides))])
    found = linprog(np.zeros(3), A_ub=-sides[:, None] * rows, b_ub=-np.ones(len(sides)), bounds=(None, None))
    return found.status == 0


@settings(max_examples=60, deadline=None)
@given(
    ahead=st.floats(-4, 4),
    behind=st.floats(-4, 8),
    lift=st.floats(-4, 4),
    radius=st.floats(0.2, 2),
    hidden_mass=st.sampled_from([0.0, 0.2]),
)
def test_refuses_exactly_what_a_linear_program_cannot_separate(
    ahead: float, behind: float, lift: float, radius: float, hidden_mass: float
) -> None:
    expected = separable(ahead, behind, lift, 0.99 * radius, hidden_mass > 0)
    assume(expected == separable(ahead, behind, lift, 1.01 * radius, hidden_mass > 0))  # not on the very edge
    try:
        Trap(hidden_mass, ahead, behind, lift, radius)
        accepted = True
    except AltutorError:
        accepted = False
    assert accepted == expected


def test_refusal_says_what_to_change() -> None:
    with pytest.raises(AltutorError, match=r"No line separates .*lift=2.*choose a lift above 2, two radii"):
        Trap(lift=2.0)
    assert Trap(lift=2.01).margin == pytest.approx(0.01)


def test_control_without_hidden_cluster_may_lie_where_the_trap_may_not() -> None:
    shape = {"ahead": 3.0, "behind": 3.0, "lift": 0.5}
    assert Trap(hidden_mass=0.0, **shape).margin > 0
    with pytest.raises(AltutorError, match="No line separates"):
        Trap(**shape)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [({"hidden_mass": -0.1}, "hidden_mass"), ({"hidden_mass": 1.0}, "hidden_mass"), ({"radius": 0.0}, "radius is 0")],
)
def test_parameters_out_of_range(parameters: dict[str, float], words: str) -> None:
    with pytest.raises(AltutorError, match=words):
        Trap(**parameters)


def test_rows_lie_evenly_in_the_discs_and_one_line_separates_them() -> None:
    trap = Trap()
    points = trap.draw(5000, np.random.default_rng(0))
    distance = np.linalg.norm(points.features - trap.centres[points.cluster], axis=1)
    assert stats.kstest((distance / trap.radius) ** 2, "uniform").pvalue > 0.001  # area within a distance
    assert (points.labels == (points.cluster != VISIBLE_0)).all()
    assert ((points.features[:, 1] > trap.lift / 2) == (points.labels == 1)).all()


def test_shares_of_the_clusters() -> None:
    points = Trap(hidden_mass=0.2).draw(20_000, np.random.default_rng(1))
    assert stats.chisquare(np.bincount(points.cluster), [8000, 8000, 4000]).pvalue > 0.001
    assert points.hidden.sum() == (points.cluster == HIDDEN).sum()


def test_control_has_no_hidden_row() -> None:
    assert not Trap(hidden_mass=0.0).draw(1000, np.random.default_rng(0)).hidden.any()


def test_draw_repeats_with_its_generator_and_refuses_no_rows() -> None:
    first, second = (Trap().draw(50, np.random.default_rng(3)) for _ in range(2))
    assert first.features.tobytes() == second.features.tobytes()
    with pytest.raises(AltutorError, match="0 rows"):
        Trap().draw(0, np.random.default_rng(0))


def test_start_is_visible_and_of_both_classes() -> None:
    points = Trap().draw(200, np.random.default_rng(0))
    start = points.start(3)
    assert points.labels[start].tolist() == [1, 1, 1, 0, 0, 0]
    assert not points.hidden[start].any()
    with pytest.raises(AltutorError, match="start of 500 rows a class"):
        points.start(500)


def test_first_boundary_leaves_the_hidden_cluster_on_the_wrong_side_whatever_the_start() -> None:
    """What the data card says of the default parameters, over pairs of points on the rims."""
    trap = Trap()
    visible, zero, hidden = (centre + trap.radius * CIRCLE for centre in trap.centres)
    one, other = visible[:, None], zero[None]  # all pairs
    towards_1 = one - other
    middle = (one + other) / 2
    reach = np.einsum("ijk,hk->ijh", towards_1, hidden) - (towards_1 * middle).sum(-1)[..., None]
    assert reach.max() < 0  # the bisector of any pair has the whole hidden disc on the side of class 0


def test_logistic_regression_on_two_points_is_their_bisector() -> None:
    pair = np.array([[-2.5, 2.9], [0.4, -0.3]])
    model = train(logistic, pair, [1, 0])
    np.testing.assert_allclose(model.predict_proba([pair.mean(axis=0)]), [[0.5, 0.5]], atol=1e-4)
    direction = model.coef_[0] / np.linalg.norm(model.coef_)
    np.testing.assert_allclose(direction, (pair[0] - pair[1]) / np.linalg.norm(pair[0] - pair[1]), atol=1e-3)


def test_closed_forms_by_counting_independent_draws() -> None:
    rng = np.random.default_rng(0)
    met = rng.random((20_000, 30)) < 0.15
    for n in (1, 5, 30):
        assert probability_missed(n, 0.15) == pytest.approx(1 - met[:, :n].any(axis=1).mean(), abs=0.015)
    explored = met & (rng.random(met.shape) < 0.2)
    for t in (1, 10, 30):
        assert probability_found(t, 0.2, 0.15) == pytest.approx(explored[:, :t].any(axis=1).mean(), abs=0.015)


def test_closed_forms_at_their_ends() -> None:
    assert probability_missed(0, 0.15) == 1.0
    assert probability_found(100, 0.0, 0.15) == 0.0
    assert probability_found([0, 1], 1.0, 0.15) == pytest.approx([0.0, 0.15])
