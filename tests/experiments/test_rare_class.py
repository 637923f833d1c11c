from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from altutor import figures
from altutor.claims import judge
from altutor.experiments import Options, plan
from altutor.experiments.rare_class import settings, summaries, work
from altutor.experiments.rare_class.claims import AP, cell, claims, gain
from altutor.experiments.rare_class.crossings import crossing, labels_needed
from altutor.experiments.rare_class.settings import (
    BUDGET,
    GROUPS,
    HIDDEN_AT,
    LONG_ROUNDS,
    PREVALENCES,
    ROUNDS,
    SHARES,
    STRATEGIES,
    draw,
    simulate_cell,
)
from altutor.experiments.rare_class.trace_thresholds import hidden_share, label_ratio
from altutor.experiments.rare_class.traces import traces
from altutor.files import dump_json
from altutor.results import Results
from altutor.study import Run, run_study
from altutor.wording import fixed

CLAIMS = {claim.id: claim for claim in claims()}
QUICK = ["rare-picture", "rare-by-prevalence", "rare-curves", "rare-found", "rare-labels-needed", "rare-hidden-share"]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A block of five seeds and one of two."""
    return run_study(plan("rare-class", Options(seeds=7)), tmp_path_factory.mktemp("out"), quiet=True)


@pytest.fixture(scope="module")
def table(results: Results) -> pd.DataFrame:
    return results.table()


def test_scales_seeds_and_runs() -> None:
    quick, full = plan("rare-class", Options()), plan("rare-class", Options(scale="full"))
    assert len(quick.seeds) == 50
    assert len(full.seeds) == 600
    assert len(quick.runs) == 7 * 10
    assert len(full.runs) == 7 * 4 * 20
    assert {name for group in GROUPS["full"] for name in group} == set(STRATEGIES)
    assert len({run.key for run in full.runs}) == len(full.runs)


def test_one_row_per_cell_block_and_recorded_round(table: pd.DataFrame) -> None:
    assert not table.duplicated(["prevalence", "hidden", "strategy", "seed", "round"]).any()
    assert sorted(table["seed"].unique()) == [0, 5]
    assert table.groupby("seed")["runs"].unique().apply(list).to_dict() == {0: [5], 5: [2]}
    plain = table[table["hidden"] == 0]
    for strategy, group in plain.groupby("strategy"):
        rounds = ROUNDS + (LONG_ROUNDS if strategy == "random" else ())
        assert sorted(group["round"].unique()) == list(rounds)
        assert len(group) == 2 * len(PREVALENCES) * len(rounds)
    hidden = table[table["hidden"] > 0]
    assert set(hidden["prevalence"]) == set(HIDDEN_AT["quick"])
    assert len(hidden) == 2 * 2 * len(SHARES)
    for measure in (AP, "f", "accuracy"):
        assert table[measure].between(0, 1).all()


def test_full_results_stay_below_a_megabyte(results: Results) -> None:
    size = len(dump_json(results.rows)) / len(results.rows)
    others = len(STRATEGIES) - 1
    rows = len(PREVALENCES) * (len(ROUNDS + LONG_ROUNDS) + others * len(ROUNDS))
    rows += len(HIDDEN_AT["full"]) * len(SHARES) * 2
    assert size * rows * 600 / settings.TOGETHER["full"] < 1_000_000


def test_a_block_gives_the_same_rows_again_and_is_the_mean_of_its_seeds(results: Results, table: pd.DataFrame) -> None:
    run = Run({"prevalence": 0.05, "strategies": " ".join(GROUPS["quick"][0])}, 5, 2)
    kept = [row for row in results.rows if row["seed"] == 5 and row["prevalence"] == 0.05]
    assert dump_json(work("quick", run)) == dump_json(kept)
    alone = [simulate_cell(0.05, 0.0, "uncertainty", [seed])[1].measures[AP][0, -1] for seed in (5, 6)]
    assert cell(table, 0.05, 0.0, "uncertainty").loc[5, AP] == pytest.approx(np.mean(alone), abs=6e-5)


def test_strategies_share_pool_start_and_heldout_rows(table: pd.DataFrame) -> None:
    first = table[table["round"] == 0]
    assert (first.groupby(["prevalence", "seed"])[AP].nunique() == 1).all()
    assert draw(0.05, 0.0, 0)[0].features.tobytes() != draw(0.05, 0.0, 1)[0].features.tobytes()


def test_data_and_strategies_draw_from_streams_of_their_own() -> None:
    tickets = [np.random.default_rng([3, stream]).random(5).tolist() for stream in range(4)]
    assert np.random.default_rng([3, settings._DATA]).random(5).tolist() not in tickets


def test_rows_count_rare_and_missed_rows() -> None:
    pools, histories = simulate_cell(0.2, 0.5, "random", [0, 1])
    (row,) = summaries(pools, histories)
    counts = [pool.labels[queries].sum() for pool, queries in zip(pools, histories.queries, strict=True)]
    assert row["rare"] == np.mean(counts)
    assert row["missed"] == 0  # 100 random queries at a share of 0.1
    assert row["round"] == BUDGET
    pools, histories = simulate_cell(0.2, 0.0, "uncertainty", [0])
    early, late = (summary for summary in summaries(pools, histories) if summary["round"] in (25, BUDGET))
    assert early["rare"] == pools[0].labels[histories.queries[0, :25]].sum() < late["rare"]
    assert "missed" not in late


def test_random_sampling_meets_the_prevalence_and_uncertainty_more(table: pd.DataFrame) -> None:
    for prevalence in PREVALENCES:
        met = cell(table, prevalence, 0.0, "random", LONG_ROUNDS[-1])["rare"].mean() / LONG_ROUNDS[-1]
        assert met == pytest.approx(prevalence, rel=0.3)
        if prevalence <= 0.1:
            asked = cell(table, prevalence, 0.0, "uncertainty")["rare"].mean() / BUDGET
            assert asked > 3 * prevalence


def made_up(lead: dict[float, float], scale: str = "full", blocks: int = 8, noise: float = 0.004) -> pd.DataFrame:
    """Return a table in which uncertainty sampling ends a given step ahead of random sampling by hidden share.

    Random sampling gains 0.05 with each doubling of the queries.
    """
    rng = np.random.default_rng(0)
    rows = []
    for prevalence in PREVALENCES:
        for strategy in [name for group in GROUPS[scale] for name in group]:
            hidden = SHARES if strategy in settings.PAIR and prevalence in HIDDEN_AT[scale] else ()
            for share in (0.0, *hidden):
                for seed in range(blocks):
                    for number in ROUNDS + LONG_ROUNDS if strategy == "random" else ROUNDS:
                        score = 0.5 + 0.05 * np.log2((1 + number) / (1 + BUDGET))
                        score += lead[share] * (strategy != "random") + rng.normal(scale=noise)
                        rows.append(
                            {"prevalence": prevalence, "hidden": share, "strategy": strategy, "seed": 30 * seed}
                            | {"runs": 30, "round": number, AP: score, "f": score, "accuracy": score}
                            | {"rare": 10.0, "missed": 29 if share else None}
                        )
    return pd.DataFrame(rows[::-1])  # nothing may depend on the order of the rows


LEAD = {0.0: 0.1, 0.1: 0.08, 0.2: 0.04, 0.3: 0.0, 0.5: -0.1, 0.7: -0.3}


@pytest.mark.parametrize("name", CLAIMS)
def test_every_claim_is_judged_at_full_scale(name: str) -> None:
    verdict = judge(CLAIMS[name], made_up(LEAD), "full")
    assert verdict.estimate is not None
    assert np.isfinite(verdict.estimate)


@pytest.mark.parametrize(
    ("name", "lead", "holds"),
    [
        ("rare-uncertainty-wins", {0.0: 0.05}, "yes"),
        ("rare-uncertainty-wins", {0.0: -0.05}, "no"),
        ("rare-balanced-little-difference", {0.0: 0.0}, "yes"),
        ("rare-balanced-little-difference", {0.0: 0.1}, "no"),
        ("rare-twice-the-labels", {0.0: 0.06}, "yes"),
        ("rare-twice-the-labels", {0.0: 0.04}, "no"),
        ("rare-f", {0.0: -0.05}, "no"),
        ("rare-accuracy-blind", {0.0: 0.05}, "no"),
        ("rare-hidden-tenth-still-wins", {0.1: 0.05}, "yes"),
        ("rare-hidden-tenth-still-wins", {0.1: -0.05}, "no"),
        ("rare-hidden-half-loses", {0.5: -0.05}, "yes"),
        ("rare-hidden-half-loses", {0.5: 0.05}, "no"),
        ("rare-hidden-never-asked", {}, "yes"),
    ],
)
def test_claims_can_be_refuted(name: str, lead: dict[float, float], holds: str) -> None:
    assert judge(CLAIMS[name], made_up(LEAD | lead), "full").holds == holds


def test_differences_are_paired_by_block() -> None:
    rows = [
        {"prevalence": 0.05, "hidden": 0.0, "strategy": strategy, "seed": seed, "round": BUDGET, AP: value}
        for strategy, values in {"uncertainty": [0.8, 0.7], "random": [0.6, 0.3]}.items()
        for seed, value in zip((0, 5), values, strict=True)
    ]
    np.testing.assert_allclose(gain(pd.DataFrame(rows[::-1]), 0.05), [0.2, 0.4])


def test_labels_needed_by_hand() -> None:
    """0.05 for each doubling: what is 0.1 ahead needs four times the queries, but for the 1 in log(1 + queries)."""
    ratio = label_ratio(made_up(LEAD), 0.01, "uncertainty")
    assert ratio.estimate == pytest.approx(4.03, rel=0.05)
    assert ratio.low < ratio.estimate < ratio.high
    never = label_ratio(made_up(LEAD | {0.0: 0.9}), 0.01, "uncertainty")
    assert (never.estimate, never.low, never.high) == (np.inf, np.inf, np.inf)


def test_hidden_share_where_the_advantage_ends() -> None:
    turn = hidden_share(made_up(LEAD | {0.3: 0.04, 0.5: -0.04}), 0.05)
    assert turn.estimate == pytest.approx(0.4, abs=0.01)
    assert 0.37 < turn.low < turn.estimate < turn.high < 0.43


def test_crossings_are_the_places_that_the_test_does_not_rule_out() -> None:
    rng = np.random.default_rng(0)
    covered = 0
    for _ in range(300):
        slopes = 0.3 - np.array([0.0, 0.5, 1.0]) + rng.normal(scale=0.2, size=(10, 1))
        found = crossing([0.0, 0.5, 1.0], slopes)
        covered += found.low <= 0.3 <= found.high
    assert 0.92 <= covered / 300 <= 0.98


def test_crossings_beyond_what_was_measured() -> None:
    won = np.array([[0.3, 0.2], [0.3, 0.25]])
    assert crossing([0, 1], won + 1).low == np.inf
    wide = crossing([0, 1], np.array([[0.3, 0.2], [0.3, -0.1]]))
    assert (wide.estimate, wide.high) == (np.inf, np.inf)
    assert wide.low < 1.0
    lost = crossing([0, 1], np.array([[-1.0, -2.0], [-1.1, -2.0]]))
    assert (lost.estimate, lost.low, lost.high) == (0.0, 0.0, 0.0)
    alone = labels_needed([0, 1, 3], np.array([[0.0, 0.5, 1.0]]), np.array([0.75]))
    assert alone.estimate == pytest.approx(np.sqrt(2 * 4) - 1, abs=0.01)
    assert (alone.low, alone.high) == (0.0, np.inf)


def check(found: list, folder: Path) -> None:
    for trace in found:
        assert len({len(column) for column in trace.columns.values()}) == 1
        assert trace.alt
        assert trace.caption
        assert not {"nan", "inf", "None"} & set(f"{trace.alt} {trace.caption}".replace(",", " ").split())
        trace.write(folder)  # no number that JSON does not know
        assert figures.draw(trace).axes


def test_traces_say_what_the_rows_say_and_can_be_drawn(results: Results, table: pd.DataFrame, tmp_path: Path) -> None:
    found = {trace.id: trace for trace in traces(results)}
    assert list(found) == QUICK
    check(list(found.values()), tmp_path)
    last = pd.DataFrame(found["rare-by-prevalence"].columns).query(f"panel == '{AP}' and series == 'random'").iloc[-1]
    value = cell(table, last["x"], 0.0, "random")[AP].mean()
    assert last["estimate"] == pytest.approx(value, abs=1e-4)
    assert f"random {fixed(value, 3)}" in found["rare-by-prevalence"].alt
    picture = found["rare-picture"].columns
    for strategy in settings.PAIR:
        asked = sorted(number for number in picture[strategy] if number is not None)
        assert asked == [0] * 11 + list(range(1, BUDGET + 1))


@pytest.mark.parametrize("lead", [LEAD, LEAD | {0.0: 0.9, 0.7: 0.1, 0.5: 0.1}], ids=["crosses", "never crosses"])
def test_full_scale_traces_can_be_drawn(results: Results, lead: dict[float, float], tmp_path: Path) -> None:
    config = {**results.config, "scale": "full"}
    rows = made_up(lead).to_dict("records")
    found = traces(Results(**{**vars(results), "rows": rows, "config": config}))
    assert [trace.id for trace in found] == [*QUICK, "rare-hidden-line"]
    check(found, tmp_path)
    needed = pd.DataFrame(found[4].columns)
    assert set(needed["series"]) == set(STRATEGIES) - {"random"}
    assert needed["estimate"].isna().all() == (lead[0.0] == 0.9)


def test_one_block_has_open_intervals(results: Results, tmp_path: Path) -> None:
    alone = Results(**{**vars(results), "rows": [row for row in results.rows if row["seed"] == 0], "seeds": [0]})
    found = traces(alone)
    assert set(found[1].columns["low"]) == {None}
    check(found, tmp_path)
