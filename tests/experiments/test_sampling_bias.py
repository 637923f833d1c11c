from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from altutor import figures
from altutor.claims import judge
from altutor.experiments import Options, plan
from altutor.experiments.sampling_bias import settings, work
from altutor.experiments.sampling_bias.claims import claims, gap, noticed, risk
from altutor.experiments.sampling_bias.dev import base_probabilities, dev_scores, dev_split
from altutor.experiments.sampling_bias.noticed import TESTS, notice
from altutor.experiments.sampling_bias.settings import (
    BUDGET,
    DEV_SHARE,
    FLOORS,
    LABELS,
    POOLS,
    RISK_LABELS,
    STRATEGIES,
    TESTED,
    base_rows,
    problem,
    simulate_cell,
)
from altutor.files import dump_json
from altutor.results import Results
from altutor.study import Run, run_study

CLAIMS = {claim.id: claim for claim in claims()}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return run_study(plan("sampling-bias", Options(seeds=2)), tmp_path_factory.mktemp("out"), quiet=True)


def test_one_row_per_cell_seed_and_number_of_labels(results: Results) -> None:
    table = results.table()
    cells = table[table["strategy"] != "risk"]
    assert not cells.duplicated(["pool", "strategy", "seed", "round"]).any()
    assert len(cells) == len(POOLS) * len(STRATEGIES) * 2 * len(LABELS)
    assert cells[["dev", "heldout"]].stack().between(0, 1).all()
    tested = cells[cells["p_MMD"].notna()]
    assert set(tested["strategy"]) == set(TESTED)
    assert set(tested["seed"]) == {0}  # every third seed
    risks = table[table["strategy"] == "risk"]
    assert len(risks) == len(POOLS) * len(FLOORS) * len(RISK_LABELS) * 3
    per_seed = [row for row in results.rows if row["strategy"] != "risk"]
    size = len(dump_json(per_seed)) / 2 * settings.SEEDS["full"]
    assert size < 1_000_000  # at full scale too the file stays below 1 MB


def test_a_seed_gives_the_same_rows_alone_and_beside_others(results: Results) -> None:
    of_seed_1 = [row for row in results.rows if row["seed"] == 1]
    alone = [row for row in work("quick", Run({"cells": "all"}, 1)) if row["strategy"] != "risk"]
    assert dump_json(alone) == dump_json(of_seed_1)


def test_dev_scores_are_those_of_a_model_that_never_saw_the_split() -> None:
    problems = [problem("overlap", seed) for seed in (0, 1)]
    histories = simulate_cell(problems, "uncertainty")
    scores = dev_scores(problems, histories)
    for number, one in enumerate(problems):
        asked = histories.queries[number]
        split = dev_split(one.seed)
        for labels in (LABELS[0], BUDGET):
            dev = asked[:labels][split[:labels]]
            train = np.concatenate([histories.starts[number], asked[:labels][~split[:labels]]])
            peer = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10, max_iter=1000)
            peer.fit(one.features[train], one.labels[train])
            assert scores[labels]["dev"][number] == pytest.approx(peer.score(one.features[dev], one.labels[dev]))
            assert scores[labels]["heldout"][number] == pytest.approx(peer.score(one.heldout, one.heldout_labels))


def test_dev_split_is_a_fifth_of_the_rows_at_every_size() -> None:
    splits = np.array([dev_split(seed) for seed in range(200)])
    assert splits.shape == (200, BUDGET)
    for labels in LABELS:
        assert (splits[:, :labels].sum(axis=1) == DEV_SHARE * labels).all()
    assert (splits.mean(axis=0) > 0.08).all()  # any row may be in it
    assert (splits.mean(axis=0) < 0.35).all()


def test_base_model_knows_no_hidden_row_of_the_trap() -> None:
    features, labels = base_rows("trap", 0)
    assert len(features) == settings.BASE_ROWS
    assert features[:, 0].max() < settings.TRAP.behind - 2 * settings.TRAP.radius
    assert set(labels) == {0, 1}
    one = problem("trap", 0)
    probabilities = base_probabilities("trap", [one])[0]
    far = one.features[:, 0] > settings.TRAP.behind - 2 * settings.TRAP.radius
    assert probabilities[far, 0].mean() > 0.9  # sure, and wrong


def test_dev_split_errs_in_both_directions(results: Results) -> None:
    table = results.table()
    assert gap(table, "overlap", "uncertainty", BUDGET).mean() < -0.03
    assert gap(table, "trap", "uncertainty", BUDGET).mean() > 0.1


def test_notice_compares_chosen_rows_with_others_of_the_pool() -> None:
    one = problem("overlap", 0)
    probabilities = base_probabilities("overlap", [one])[0]
    surest = np.argsort(probabilities.max(axis=1))  # the least sure rows first: easy to notice by confidence
    found = notice(one, surest[:BUDGET], probabilities, 39)
    assert set(found) == set(LABELS)
    assert found[BUDGET]["p_confidence"] == pytest.approx(2 / 40)
    assert all({f"p_{test}" for test in TESTS} < set(values) for values in found.values())


@pytest.mark.parametrize(
    ("name", "dev", "heldout", "holds"),
    [
        ("overlap-uncertainty-dev-too-low", 0.7, 0.8, "yes"),
        ("overlap-uncertainty-dev-too-low", 0.9, 0.8, "no"),
        ("trap-uncertainty-dev-too-high", 1.0, 0.8, "yes"),
        ("trap-uncertainty-dev-too-high", 0.85, 0.8, "no"),
    ],
)
def test_claims_of_a_gap_can_be_refuted(name: str, dev: float, heldout: float, holds: str) -> None:
    noise = np.random.default_rng(0).normal(scale=0.01, size=30)
    table = pd.DataFrame(
        {"pool": name.split("-")[0], "strategy": "uncertainty", "seed": range(30), "round": BUDGET}
        | {"dev": dev + noise, "heldout": heldout}
    )
    assert judge(CLAIMS[name], table, "quick").holds == holds


@pytest.mark.parametrize(("error", "holds"), [(0.0, "yes"), (0.05, "no")])
def test_claim_of_an_unbiased_estimate_can_be_refuted(error: float, holds: str) -> None:
    noise = np.random.default_rng(0).normal(scale=0.002, size=8)
    table = pd.DataFrame(
        {"pool": "overlap", "strategy": "risk", "seed": range(8), "floor": FLOORS[-1], "estimator": "LURE"}
        | {"labels": RISK_LABELS[-1], "error": error + noise}
    )
    assert judge(CLAIMS["risk-lure-unbiased"], table, "quick").holds == holds


def test_lure_is_unbiased_where_the_naive_rate_is_not(results: Results) -> None:
    table = results.table()
    naive, lure = (risk(table, "trap", FLOORS[-1], name, RISK_LABELS[-1])["error"] for name in ("naive", "LURE"))
    assert naive.iloc[0] < -0.1  # the hidden rows are hardly ever drawn
    assert abs(lure.iloc[0]) < 0.08
    even = risk(table, "trap", 1.0, "LURE", RISK_LABELS[-1])["error"].iloc[0]
    assert even == pytest.approx(risk(table, "trap", 1.0, "naive", RISK_LABELS[-1])["error"].iloc[0], abs=1e-6)


def test_a_test_notices_where_its_p_value_is_small() -> None:
    table = pd.DataFrame(
        {"pool": "trap", "strategy": "uncertainty", "seed": range(4), "round": 20, "p_MMD": [0.01, 0.05, 0.2, np.nan]}
    )
    assert noticed(table, "trap", "uncertainty", "MMD", 20).tolist() == [1.0, 1.0, 0.0]


def test_traces_are_complete_and_can_be_drawn(results: Results, tmp_path: Path) -> None:
    for trace in plan("sampling-bias", Options(seeds=2)).traces(results):
        assert len({len(column) for column in trace.columns.values()}) == 1
        assert trace.alt
        assert trace.caption
        assert trace.versions == results.versions
        assert len(figures.save(trace, tmp_path)) == 2
