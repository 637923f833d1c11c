from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from altutor.claims import judge
from altutor.data.trap import probability_found
from altutor.experiments import Options, plan
from altutor.experiments.local_optimum import work
from altutor.experiments.local_optimum.claims import claims, found_by_round
from altutor.experiments.local_optimum.phase import PHASE, closed_form, phase_rows
from altutor.experiments.local_optimum.phase import points as points_of
from altutor.experiments.local_optimum.settings import (
    BUDGET,
    CELLS,
    MASSES,
    ROUNDS,
    RUNS_PER_SEED,
    SEEDS,
    SHARES,
    SHOWN,
    START_SIZES,
    STARTS,
    STRATEGIES,
    TOGETHER,
    draw,
    simulate_cell,
)
from altutor.files import dump_json
from altutor.results import Results
from altutor.study import Run, run_study
from altutor.wording import fixed

CLAIMS = {claim.id: claim for claim in claims()}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return run_study(plan("local-optimum", Options(seeds=2)), tmp_path_factory.mktemp("out"), quiet=True)


def test_scales_and_seeds() -> None:
    assert plan("local-optimum", Options()).seeds == list(range(100))
    assert plan("local-optimum", Options(scale="full")).seeds == list(range(200))
    assert plan("local-optimum", Options(seeds=3)).seeds == [0, 1, 2]


def cells_of(results: Results) -> pd.DataFrame:
    table = results.table()
    return table[table["strategy"].isin(STRATEGIES)]


def test_one_row_per_cell_seed_and_recorded_round(results: Results) -> None:
    cells = cells_of(results)
    assert not cells.duplicated(["pool", "strategy", "seed", "round"]).any()
    assert len(cells) == 2 * (len(SHOWN) * len(ROUNDS) + len(CELLS) - len(SHOWN))
    assert set(cells["round"]) == set(ROUNDS)
    assert cells["accuracy"].between(0, 1).all()
    assert (cells["mean_accuracy"].notna() == (cells["round"] == BUDGET)).all()
    starts = results.table().query("strategy == 'random start'")
    assert sorted(starts["labels"]) == sorted(2 * START_SIZES)


def test_the_file_of_a_full_study_stays_below_two_megabytes(results: Results) -> None:
    per_seed = [row for row in results.rows if row["strategy"] != PHASE]
    point = next(row for row in results.rows if row["strategy"] == PHASE)
    points = len(MASSES["full"]) * len(STARTS["full"]) * len(SHARES["full"])
    blocks = SEEDS["full"] // TOGETHER
    assert len(dump_json(per_seed)) / 2 * SEEDS["full"] + len(dump_json(point)) * points * blocks < 2_000_000


def test_a_seed_gives_the_same_rows_alone_and_beside_others(results: Results) -> None:
    of_seed_1 = [row for row in results.rows if row["seed"] == 1]
    alone = [row for row in work("quick", Run({"cells": "all"}, 1)) if row["strategy"] != PHASE]
    assert dump_json(alone) == dump_json(of_seed_1)


def test_engine_and_plain_loop_agree(results: Results) -> None:
    cells = cells_of(results).set_index(["pool", "strategy", "seed", "round"])
    for strategy in ("uncertainty", "core-set"):
        points, history = simulate_cell("trap", strategy, 1)
        row = cells.loc[("trap", strategy, 1, BUDGET)]
        assert row["accuracy"] == history.accuracy[BUDGET]
        found = history.first_round(points.hidden)
        assert np.isnan(row["found"]) if found is None else row["found"] == found


def test_cells_of_a_seed_share_pool_start_and_heldout_rows(results: Results) -> None:
    first = cells_of(results).query("round == 0")
    assert (first.groupby(["pool", "seed"])["accuracy"].nunique() == 1).all()
    assert draw("trap", 0)[0].features.tobytes() != draw("trap", 1)[0].features.tobytes()


def test_phase_diagram_follows_its_closed_form() -> None:
    rows = pd.DataFrame(phase_rows("quick", Run({}, 0, 20)))
    assert (rows["runs"] == 20 * RUNS_PER_SEED["quick"]).all()
    found = points_of(rows)
    assert len(found) == len(MASSES["quick"]) * len(STARTS["quick"]) * len(SHARES["quick"])
    alone = found.query("random_start == 0 and epsilon == 0")
    assert (alone["stuck"] == alone["runs"]).all()  # nothing random: always stuck
    # 40 runs a point: a binomial share is within 4.5 standard errors of the closed form, or within one run of it.
    error = np.sqrt(found["closed_form"] * (1 - found["closed_form"]) / 40)
    assert ((found["stuck"] / 40 - found["closed_form"]).abs() <= 4.5 * error + 1 / 40).all()
    assert closed_form(0.1, 10, 0.2) == pytest.approx(0.9**10 * (1 - 0.02) ** BUDGET)


@pytest.mark.parametrize(("shift", "holds"), [(0.0, "yes"), (0.1, "no")])
def test_claim_of_the_phase_diagram_can_be_refuted(shift: float, holds: str) -> None:
    rng = np.random.default_rng(0)
    rows = [
        {"strategy": PHASE, "seed": seed, "hidden_mass": mass, "random_start": n, "epsilon": e, "runs": 1000}
        | {"stuck": rng.binomial(1000, closed_form(mass, n, e) * (1 - shift) + shift / 2)}
        for seed in range(10)
        for mass in (0.05, 0.15)
        for n in (0, 10)
        for e in (0.0, 0.2)
    ]
    if shift:
        rows = [{**row, "stuck": min(row["stuck"] + 100, 1000)} for row in rows]
    assert judge(CLAIMS["trap-phase-closed-form"], pd.DataFrame(rows), "quick").holds == holds


@pytest.mark.parametrize(("found", "holds"), [(100, "yes"), (90, "inconclusive"), (50, "no")])
def test_claim_that_a_way_out_finds_the_cluster_can_be_refuted(found: int, holds: str) -> None:
    table = table_of({("trap", "core-set"): [0.9] * 100}, {"core-set": [5] * found + [None] * (100 - found)})
    assert judge(CLAIMS["trap-core-set-finds"], table, "quick").holds == holds


@pytest.mark.parametrize(("lost", "holds"), [(0.0, "yes"), (0.05, "no")])
def test_claim_of_a_small_cost_can_be_refuted(lost: float, holds: str) -> None:
    noise = np.random.default_rng(0).normal(scale=0.002, size=30)
    table = table_of({("control", "committee"): [0.9] * 30, ("control", "uncertainty"): [0.9] * 30}, {})
    table["mean_accuracy"] = 0.9
    table.loc[table["strategy"] == "committee", "mean_accuracy"] = 0.9 - lost + np.resize(noise, 60)
    assert judge(CLAIMS["control-cost-committee"], table, "quick").holds == holds


def test_the_trap_traps_and_the_control_does_not(results: Results) -> None:
    table = results.table()
    last = table[(table["round"] == BUDGET) & (table["strategy"] != PHASE)].set_index(["pool", "strategy", "seed"])
    for seed in (0, 1):
        hidden = draw("trap", seed)[1].hidden.mean()
        stuck = last.loc[("trap", "uncertainty", seed)]
        assert np.isnan(stuck["found"])
        assert stuck["accuracy"] <= 1 - hidden + 1e-9  # it is wrong on all of the hidden cluster
        assert last.loc[("trap", "random", seed)]["accuracy"] > 1 - hidden / 2
        assert last.loc[("control", "uncertainty", seed)]["accuracy"] > 0.99


def table_of(final: dict[tuple[str, str], list[float]], found: dict[str, list[float | None]]) -> pd.DataFrame:
    """A table with given final accuracies by cell, and given rounds of discovery by strategy."""
    rows = []
    for (pool, strategy), values in final.items():
        for seed, accuracy in enumerate(values):
            meets = found.get(strategy, [None] * len(values))[seed] if pool == "trap" else None
            # The first round must not be taken for the last.
            for number, value in ((0, 0.0), (BUDGET, accuracy)):
                rows.append(
                    {"pool": pool, "strategy": strategy, "seed": seed, "round": number, "accuracy": value}
                    | {"found": meets}
                )
    return pd.DataFrame(rows[::-1])  # no claim may depend on the order of the rows


def test_differences_are_paired_and_of_the_last_round() -> None:
    table = table_of({("trap", "uncertainty"): [0.8, 0.7, 0.9], ("trap", "random"): [0.9, 0.9, 0.95]}, {})
    sample = CLAIMS["trap-uncertainty-below-random"].measure(table)
    np.testing.assert_allclose(sample.values, [-0.1, -0.2, -0.05])


@pytest.mark.parametrize(("gain", "holds"), [(0.1, "no"), (-0.1, "yes")])
def test_claim_of_a_loss_can_be_refuted(gain: float, holds: str) -> None:
    noise = np.random.default_rng(0).normal(scale=0.01, size=30)
    table = table_of({("trap", "uncertainty"): list(0.8 + gain + noise), ("trap", "random"): [0.8] * 30}, {})
    assert judge(CLAIMS["trap-uncertainty-below-random"], table, "quick").holds == holds


@pytest.mark.parametrize(("gap", "holds"), [(-0.05, "no"), (0.05, "no"), (0.001, "yes")])
def test_claim_of_no_loss_can_be_refuted_on_both_sides(gap: float, holds: str) -> None:
    noise = np.random.default_rng(0).normal(scale=0.002, size=30)
    table = table_of({("control", "uncertainty"): list(0.9 + gap + noise), ("control", "random"): [0.9] * 30}, {})
    assert judge(CLAIMS["control-no-loss"], table, "quick").holds == holds


@pytest.mark.parametrize(("stuck", "holds"), [(100, "yes"), (97, "inconclusive"), (80, "no")])
def test_claim_of_being_stuck_counts_runs_that_never_asked(stuck: int, holds: str) -> None:
    found = [None] * stuck + [BUDGET] * (100 - stuck)
    table = table_of({("trap", "uncertainty"): [0.85] * 100}, {"uncertainty": found})
    verdict = judge(CLAIMS["trap-uncertainty-stuck"], table, "quick")
    assert (verdict.estimate, verdict.holds) == (pytest.approx(stuck / 100), holds)


def test_share_found_steps_up_at_the_round_of_discovery() -> None:
    table = table_of({("trap", "random"): [0.9, 0.9]}, {"random": [3, None]})
    steps = found_by_round(table, "random")
    assert steps.shape == (2, BUDGET)
    assert steps.sum(axis=1).tolist() == [BUDGET - 2, 0]
    assert steps[0, 1:3].tolist() == [0.0, 1.0]


@pytest.mark.parametrize(("faster", "holds"), [(1.0, "yes"), (4.0, "no")])
def test_claim_of_the_closed_form_can_be_refuted(faster: float, holds: str) -> None:
    """Rounds of discovery drawn from the closed form itself, and from one that explores four times as often."""
    rounds = np.random.default_rng(0).geometric(0.1 * 0.15 * faster, size=600)
    found = [int(number) if number <= BUDGET else None for number in rounds]
    table = table_of({("trap", "epsilon 0.1"): [0.9] * 600}, {"epsilon 0.1": found})
    assert judge(CLAIMS["trap-epsilon-0.1-closed-form"], table, "quick").holds == holds


def test_random_starts_miss_as_often_as_chance_says(results: Results) -> None:
    starts = results.table().query("strategy == 'random start'").groupby("labels")["missed"].mean()
    for size, missed in starts.items():
        assert missed == pytest.approx(0.85**size, abs=0.12)  # 200 starts on two pools
    assert starts.is_monotonic_decreasing


def test_traces_are_complete_and_say_what_the_rows_say(results: Results, tmp_path: Path) -> None:
    traces = {trace.id: trace for trace in plan("local-optimum", Options(seeds=2)).traces(results)}
    names = "trap-picture trap-curves trap-found trap-missed trap-phase trap-ways-out"
    assert list(traces) == names.split()
    for trace in traces.values():
        assert len({len(column) for column in trace.columns.values()}) == 1
        assert trace.alt
        assert trace.caption
        assert trace.versions == results.versions
        trace.write(tmp_path)
    curves = pd.DataFrame(traces["trap-curves"].columns)
    last = curves.query("panel == 'trap' and series == 'random' and x == @BUDGET").iloc[0]
    table = results.table().query("pool == 'trap' and strategy == 'random' and round == @BUDGET")
    assert last["estimate"] == pytest.approx(table["accuracy"].mean(), abs=1e-4)
    assert f"random {fixed(last['estimate'], 3)}" in traces["trap-curves"].alt
    found = pd.DataFrame(traces["trap-found"].columns).query("series == 'epsilon 0.2'")
    np.testing.assert_allclose(found["closed_form"], probability_found(np.arange(1, BUDGET + 1), 0.2, 0.15), atol=1e-4)
    picture = traces["trap-picture"].columns
    for strategy in ("uncertainty", "random"):
        assert sorted(n for n in picture[strategy] if n is not None) == sorted([0, 0, *range(1, BUDGET + 1)])


def test_one_seed_has_open_intervals(results: Results, tmp_path: Path) -> None:
    alone = Results(**{**vars(results), "rows": [r for r in results.rows if r["seed"] == 0], "seeds": [0]})
    for trace in plan("local-optimum", Options(seeds=1)).traces(alone):
        trace.write(tmp_path)
        if trace.id == "trap-curves":
            assert set(trace.columns["low"]) == {None}
