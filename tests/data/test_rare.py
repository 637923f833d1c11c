from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import average_precision_score

from altutor.data.rare import COMMON, HIDDEN, VISIBLE, Rare, Rows
from altutor.errors import AltutorError
from altutor.learners import logistic, train

CARD = Path(__file__).parents[2] / "docs/data/rare.md"


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"prevalence": 0.0}, "prevalence is 0.0: choose a share above 0 and at most 0.5"),
        ({"prevalence": 0.6}, "prevalence is 0.6"),
        ({"hidden": 1.0}, "hidden is 1.0: choose a share of the rare class"),
        ({"hidden": -0.1}, "hidden is -0.1"),
        ({"n_features": 1}, "n_features is 1, and must be 2 or more"),
        ({"ahead": 0.0, "lift": 0.0}, "the classes are alike"),
        ({"hidden": 0.1, "behind": 3.0}, r"would not be hidden \(ahead=2.0, behind=3.0, lift=2.5\).*choose ahead"),
    ],
)
def test_bad_parameters_are_refused_in_a_sentence(parameters: dict[str, float], words: str) -> None:
    with pytest.raises(AltutorError, match=words):
        Rare(**parameters)  # type: ignore[arg-type]


def test_where_nothing_is_hidden_the_place_of_the_hidden_mode_does_not_matter() -> None:
    assert Rare(behind=3.0).hidden == 0.0


@pytest.mark.parametrize(("prevalence", "hidden"), [(0.5, 0.0), (0.2, 0.5), (0.05, 0.3)])
def test_shares_of_the_modes(prevalence: float, hidden: float) -> None:
    rows = Rare(prevalence, hidden).draw(20_000, np.random.default_rng(1))
    counts = np.bincount(rows.mode, minlength=3)
    expected = 20_000 * np.array([1 - prevalence, prevalence * (1 - hidden), prevalence * hidden])
    assert counts[expected == 0].sum() == 0
    assert stats.chisquare(counts[expected > 0], expected[expected > 0]).pvalue > 0.001
    assert (rows.labels == (rows.mode != COMMON)).all()
    assert (rows.hidden == (rows.mode == HIDDEN)).all()


def test_modes_are_round_gaussians_about_their_centres() -> None:
    rare = Rare(0.4, 0.5)
    rows = rare.draw(5000, np.random.default_rng(0))
    for mode in (COMMON, VISIBLE, HIDDEN):
        offset = rows.features[rows.mode == mode] - rare.centres[mode]
        assert offset.shape[1] == 10
        assert stats.kstest(offset.ravel(), "norm").pvalue > 0.001
    assert not rare.centres[:, 2:].any()


def test_a_smaller_prevalence_changes_only_the_rows_that_are_no_longer_rare() -> None:
    often, seldom = (Rare(one).draw(2000, np.random.default_rng(3)) for one in (0.2, 0.05))
    same = often.labels == seldom.labels
    assert (often.labels >= seldom.labels).all()
    assert often.features[same].tobytes() == seldom.features[same].tobytes()


def test_draw_repeats_with_its_generator_and_refuses_no_rows() -> None:
    first, second = (Rare().draw(50, np.random.default_rng(3)) for _ in range(2))
    assert first.features.tobytes() == second.features.tobytes()
    with pytest.raises(AltutorError, match="0 rows"):
        Rare().draw(0, np.random.default_rng(0))


def test_start_holds_known_rare_rows_and_random_ones_but_no_hidden_one() -> None:
    shares = []
    for seed in range(200):
        rows = Rare(0.2, 0.5).draw(200, np.random.default_rng(seed))
        start = rows.start(1, 10)
        assert len(set(start)) == 11
        assert rows.mode[start[0]] == VISIBLE
        assert not rows.hidden[start].any()
        shares.append(rows.labels[start[1:]].mean())
    assert np.mean(shares) == pytest.approx(0.1 / 0.9, abs=0.02)  # of the rows that are not hidden


def rows_of(modes: list[int]) -> Rows:
    mode = np.array(modes)
    return Rows(np.zeros((len(mode), 2)), (mode != COMMON).astype(np.int64), mode)


def test_a_start_of_rare_rows_alone_takes_the_first_common_row() -> None:
    rows = rows_of([VISIBLE, VISIBLE, VISIBLE, HIDDEN, VISIBLE, COMMON, COMMON])
    assert rows.start(1, 2) == [4, 0, 5]
    assert rows.start(2, 3) == [4, 2, 0, 1, 5]


@pytest.mark.parametrize(
    ("modes", "known", "random", "words"),
    [
        ([COMMON, HIDDEN, COMMON], 1, 1, "3 rows hold 0 of the visible rare class and 2 common ones: draw more rows"),
        ([VISIBLE, VISIBLE, HIDDEN], 1, 1, "hold 2 of the visible rare class and 0 common ones"),
        ([VISIBLE, COMMON], 1, 2, "1 known rare rows and 2 random ones"),
        ([VISIBLE, COMMON], 0, 1, "0 known and 1 random rows .* ask for 1 or more"),
    ],
)
def test_a_start_that_cannot_be_made(modes: list[int], known: int, random: int, words: str) -> None:
    with pytest.raises(AltutorError, match=words):
        rows_of(modes).start(known, random)


def test_a_model_of_the_visible_mode_is_surest_of_the_hidden_rows() -> None:
    """What the data card says of the mechanism."""
    rare = Rare(0.2, 0.5)
    rows = rare.draw(20_000, np.random.default_rng(0))
    seen = ~rows.hidden
    model = train(logistic, rows.features[seen], rows.labels[seen])
    score = rows.features @ model.coef_[0] / np.linalg.norm(model.coef_)
    below = score[rows.mode == COMMON].mean() - score[rows.hidden].mean()
    assert below == pytest.approx(rare.depth, abs=0.1)
    assert model.predict_proba(rows.features[rows.hidden])[:, 1].max() < 0.01


@pytest.mark.parametrize(("prevalence", "hidden", "angle"), [(0.05, 0.0, 2.0), (0.2, 0.3, 1.7), (0.01, 0.5, 2.2)])
def test_closed_form_is_the_average_precision_of_many_rows(prevalence: float, hidden: float, angle: float) -> None:
    rare = Rare(prevalence, hidden)
    rows = rare.draw(300_000, np.random.default_rng(0))
    score = rows.features[:, :2] @ [np.cos(angle), np.sin(angle)]
    assert rare.average_precision(angle) == pytest.approx(average_precision_score(rows.labels, score), abs=0.01)


def test_without_a_hidden_mode_the_best_line_points_at_the_rare_class() -> None:
    rare = Rare(0.05)
    towards = float(np.arctan2(rare.lift, -rare.ahead))
    assert rare.average_precision() == pytest.approx(rare.average_precision(towards), abs=1e-4)


def table(mark: str) -> list[list[float]]:
    text = CARD.read_text(encoding="utf-8").split(f"<!-- {mark} -->")[1].split("\n\n")[0]
    return [[float(cell) for cell in re.findall(r"[\d.]+", line)] for line in text.strip().splitlines()[2:]]


def test_tables_of_the_card_are_those_of_the_code() -> None:
    best, hidden = table("best"), table("hidden")
    assert [len(best), len(hidden)] == [7, 9]
    for prevalence, expected in best:
        assert Rare(prevalence).average_precision() == pytest.approx(expected, abs=0.0051)
    for prevalence, share, visible, expected in hidden:
        rare = Rare(prevalence, share)
        towards = float(np.arctan2(rare.lift, -rare.ahead))
        assert rare.average_precision(towards) == pytest.approx(visible, abs=0.0051)
        assert rare.average_precision() == pytest.approx(expected, abs=0.0051)


def test_defaults_keep_what_the_card_says_of_them() -> None:
    assert 0.02 < stats.norm.sf(Rare(0.5).separation / 2) < 0.1
    assert 0.5 < Rare(0.005).average_precision() < 0.9
    assert Rare(hidden=0.3).depth > 2.5
    assert all(
        best > visible + 0.1
        for prevalence, share, visible, best in table("hidden")
        if share >= 0.3 and prevalence >= 0.05
    )
    defaults = Rare()
    card = CARD.read_text(encoding="utf-8")
    for name in ("prevalence", "hidden", "ahead", "behind", "lift", "n_features"):
        assert f"| `{name}` | {getattr(defaults, name):g} |" in card
