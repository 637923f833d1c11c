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
from altutor.experiments.local_optimum.settings import BUDGET, CELLS, ROUNDS, START_SIZES, draw
from altutor.files import dump_json
from altutor.results import Results
from altutor.study import Run, run_study

CLAIMS = {claim.id: claim for claim in claims()}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return run_study(plan("local-optimum", Options(seeds=2)), tmp_path_factory.mktemp("out"), quiet=True)


def test_scales_and_seeds() -> None:
    assert len(plan("local-optimum", Options()).runs) == 100
    assert len(plan("local-optimum", Options(scale="full")).runs) == 150
    assert plan("local-optimum", Options(seeds=3)).seeds == [0, 1, 2]


def test_one_row_per_cell_seed_and_recorded_round(results: Results) -> None:
    table = results.table()
    cells = table[table["strategy"] != "random start"]
    assert not cells.duplicated(["pool", "strategy", "seed", "round"]).any()
    assert len(cells) == 2 * len(CELLS) * len(ROUNDS)
    assert set(cells["round"]) == set(ROUNDS)
    assert cells["accuracy"].between(0, 1).all()
    starts = table[table["strategy"] == "random start"]
    assert sorted(starts["labels"]) == sorted(2 * START_SIZES)
    assert len(dump_json(results.rows)) / 2 * 150 < 900_000  # at full scale too the file stays below 1 MB


def test_a_seed_gives_the_same_rows_again(results: Results) -> None:
    rows = [row for row in results.rows if row["seed"] == 1]
    assert dump_json(work(Run({"cells": "all"}, 1))) == dump_json(rows)


def test_cells_of_a_seed_share_pool_start_and_heldout_rows(results: Results) -> None:
    table = results.table()
    first = table[(table["round"] == 0) & (table["strategy"] != "random start")]
    assert (first.groupby(["pool", "seed"])["accuracy"].nunique() == 1).all()
    assert draw("trap", 0)[0].features.tobytes() != draw("trap", 1)[0].features.tobytes()


def test_the_trap_traps_and_the_control_does_not(results: Results) -> None:
    table = results.table()
    last = table[table["round"] == BUDGET].set_index(["pool", "strategy", "seed"])
    for seed in (0, 1):
        hidden = draw("trap", seed)[1].hidden.mean()
        stuck = last.loc[("trap", "uncertainty", seed)]
        assert np.isnan(stuck["found"])
        assert stuck["accuracy"] <= 1 - hidden + 1e-9  # it is wrong on all of the hidden cluster
        assert last.loc[("trap", "random", seed)]["accuracy"] > 0.97
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
    assert set(traces) == {"trap-picture", "trap-curves", "trap-found", "trap-missed"}
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
    assert f"random {last['estimate']:.3f}" in traces["trap-curves"].alt
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
