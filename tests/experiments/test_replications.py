from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from altutor import figures
from altutor.claims import judge
from altutor.errors import AltutorError
from altutor.experiments import EXPERIMENTS, Options, plan
from altutor.experiments.replications import data_efficiency, four_clusters, high_dimension, successor
from altutor.experiments.replications.data_efficiency.settings import efficiency, labels_to
from altutor.experiments.replications.four_clusters.settings import (
    BEST,
    LINES,
    MISLED,
    SECOND,
    THIRD,
    Threshold,
    error,
)
from altutor.experiments.replications.paper import random_start, split, spread
from altutor.experiments.replications.successor.claims import gains, others, own
from altutor.experiments.replications.successor.settings import MODELS
from altutor.figures.style import RC
from altutor.files import dump_json
from altutor.results import Results
from altutor.study import run_study
from altutor.traces import Trace

NAMES = [name for name in EXPERIMENTS if name.startswith("replicate-")]
SEEDS = 2


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory):
    """Run a replication once, on few seeds."""
    done: dict[str, Results] = {}

    def of(name: str) -> Results:
        if name not in done:
            done[name] = run_study(plan(name, Options(seeds=SEEDS)), tmp_path_factory.mktemp(name), quiet=True)
        return done[name]

    return of


def test_there_are_four() -> None:
    assert NAMES == [
        "replicate-high-dimension",
        "replicate-data-efficiency",
        "replicate-four-clusters",
        "replicate-successor",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_more_seeds_at_full_scale_and_as_many_as_asked_for(name: str) -> None:
    quick, full = (plan(name, Options(scale=scale)) for scale in ("quick", "full"))
    assert len(quick.seeds) < len(full.seeds)
    assert plan(name, Options(seeds=3)).seeds == [0, 1, 2]
    assert quick.fingerprint != full.fingerprint or quick.config["scale"] == "quick"


@pytest.mark.parametrize("name", NAMES)
def test_options_for_texts_are_refused(name: str) -> None:
    for option in ({"data": "newswire"}, {"base": "x"}, {"budget": 10}):
        with pytest.raises(AltutorError, match="leave out"):
            plan(name, Options(**option))
    with pytest.raises(AltutorError, match="must be 1 or more"):
        plan(name, Options(seeds=0))


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_is_judged_and_no_row_is_twice(name: str, run) -> None:
    results = run(name)
    claims = plan(name, Options(seeds=SEEDS)).claims
    assert [verdict["id"] for verdict in results.claims] == [claim.id for claim in claims]
    assert len({claim.id for claim in claims}) == len(claims)
    for claim, verdict in zip(claims, results.claims, strict=True):
        assert (verdict["estimate"] is None) == ("quick" not in claim.scales), claim.id
    keys = [column for column in results.table() if column not in ("error", "accuracy", "efficiency", "final")]
    assert not results.table()[keys].duplicated().any()
    seeds = len(plan(name, Options(scale="full")).seeds)
    assert len(dump_json(results.rows)) / SEEDS * seeds < 1_050_000


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_gives_the_same_rows_again(name: str, run) -> None:
    made = plan(name, Options(seeds=SEEDS))
    again = min((run for run in made.runs if run.seed == 1), key=lambda run: str(run.cell.get("dimension", "")))
    rows = made.work(again)
    kept = [row for row in run(name).rows if row["seed"] == 1 and again.cell.items() <= {**row, "cells": "all"}.items()]
    assert dump_json(rows) == dump_json(kept)


@pytest.mark.parametrize("name", NAMES)
def test_traces_say_what_the_rows_say_and_can_be_drawn(name: str, run, tmp_path: Path) -> None:
    results = run(name)
    traces = plan(name, Options(seeds=SEEDS)).traces(results)
    assert len({trace.id for trace in traces}) == len(traces)
    for trace in traces:
        assert len({len(column) for column in trace.columns.values()}) == 1
        assert trace.alt
        assert trace.versions == results.versions
        trace.write(tmp_path)
        assert not words_off_the_page(trace), trace.id
    first, second = (figures.save(traces[0], tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    # The paper stands beside the run, and its measured half follows from the rows.
    assert "report" in traces[0].caption
    assert "Here:" in traces[0].caption


def words_off_the_page(trace: Trace) -> list[str]:
    """Words of a figure that are cut off, or names of points in a scatter that lie on each other."""
    with matplotlib.rc_context(RC):
        figure = figures.draw(trace)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    ticks = [text for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for text in axis.get_ticklabels(which="both")]
    boxes = {
        text.get_text(): text.get_window_extent(canvas.get_renderer())
        for text in figure.findobj(Text)
        if text.get_text() and text.get_visible() and text not in ticks
    }
    page = figure.bbox
    off = [word for word, box in boxes.items() if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0]
    names = [boxes[word] for word in trace.columns["label"]] if trace.kind == "scatter" else []
    return off + [name for i, name in enumerate(names[:10]) if name.count_overlaps(names[:i])]


@pytest.mark.parametrize("name", NAMES)
def test_one_seed_leaves_intervals_open(name: str, run) -> None:
    results = run(name)
    alone = Results(**{**vars(results), "rows": [row for row in results.rows if row["seed"] == 0], "seeds": [0]})
    for trace in plan(name, Options(seeds=1)).traces(alone):
        figures.draw(trace)


# The line with four groups


def test_best_threshold_is_best_and_the_misled_one_errs_twice_as_much() -> None:
    for line in LINES:
        assert sum(piece.mass for piece in LINES[line]) == pytest.approx(1.0)
        everywhere = [error(line, threshold) for threshold in np.linspace(-4, 4, 801)]
        assert error(line, BEST) == pytest.approx(min(everywhere)) == pytest.approx(0.025)
        assert error(line, MISLED) == pytest.approx(0.05)
        assert min(error(line, threshold) for threshold in np.linspace(-0.4, 0.4, 81)) == pytest.approx(0.05)


def test_threshold_has_the_fewest_errors() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        x, labels = rng.normal(size=9), rng.integers(2, size=9)
        learnt = Threshold().fit(x[:, None], labels)
        errors = [np.sum((x > at) != labels) for at in np.r_[x - 1e-9, x + 1e-9]]
        assert np.sum(learnt.predict(x[:, None]) != labels) == min(errors)
    wide = Threshold().fit([[0.0], [1.0], [5.0], [6.0]], [0, 0, 1, 1])
    assert wide.value == 3.0
    assert wide.predict_proba([[3.0], [5.0]])[:, 1] == pytest.approx([0.5, 1 / (1 + np.exp(-2))])
    assert Threshold().fit([[0.0], [1.0]], [1, 1]).predict([[0.0], [1.0]]).tolist() == [1, 1]


def test_start_in_the_large_groups_has_both_classes_and_no_other_group() -> None:
    pool = four_clusters.draw("wide", 3)
    start = pool.start(10, large_only=True)
    assert len(start) >= 10
    assert set(pool.labels[start]) == {0, 1}
    assert not set(pool.group[start]) & {SECOND, THIRD}
    assert len(pool.start(1)) >= 2
    assert set(pool.labels[pool.start(1)]) == {0, 1}


def test_margin_sampling_overlooks_the_second_group_of_the_wide_line(run) -> None:
    table = run("replicate-four-clusters").table()
    last = table[(table["start"] == "large") & (table["line"] == "wide") & (table["round"] == 120)]
    margin = last[last["strategy"] == "uncertainty"]
    assert margin["second"].isna().all()
    assert margin["error"].to_numpy() == pytest.approx(0.05, abs=0.003)
    assert last[last["strategy"] == "random"]["second"].notna().all()


def test_claim_of_overlooking_can_be_refuted() -> None:
    claim = next(claim for claim in four_clusters.claims() if claim.id == "four-clusters-wide-never-asked")
    cell = {"line": "wide", "start": "large", "strategy": "uncertainty", "round": 120}
    for asked, holds in ((0, "yes"), (50, "no")):
        rows = [{**cell, "seed": seed, "second": 7 if seed < asked else None} for seed in range(100)]
        assert judge(claim, pd.DataFrame(rows), "quick").holds == holds


# Successors


def test_gains_are_paired_and_parted_into_own_and_other_choices() -> None:
    rng = np.random.default_rng(0)
    rows = [
        {"task": task, "acquisition": by, "successor": to, "seed": seed, "accuracy": rng.random()}
        for seed in range(3)
        for task in ("a", "b")
        for by in ("random", *MODELS)
        for to in MODELS
    ]
    value = {(row["seed"], row["task"], row["acquisition"], row["successor"]): row["accuracy"] for row in rows}
    table = pd.DataFrame(rows).sample(frac=1, random_state=0)  # no claim may depend on the order of the rows
    to_random, to_own = gains(table, "random"), gains(table, "itself")
    assert to_random.shape == (3, 2, 4, 4)
    expected = value[2, "b", MODELS[1], MODELS[3]] - value[2, "b", "random", MODELS[3]]
    assert to_random[2, 1, 1, 3] == pytest.approx(expected)
    expected = value[1, "a", MODELS[0], MODELS[2]] - value[1, "a", MODELS[2], MODELS[2]]
    assert to_own[1, 0, 0, 2] == pytest.approx(expected)
    assert own(to_own) == pytest.approx(np.zeros((3, 8)))
    assert own(to_random).shape == (3, 8)
    assert others(to_random).shape == (3, 24)


def test_all_models_get_the_same_start_and_sets_of_one_size() -> None:
    task = successor.TASKS[0]
    rows = successor.settings.draw(task.name, 0)
    learners = successor.settings.models(0)
    sets = [successor.settings.acquire(task, rows, name, learners, 0) for name in ("random", *MODELS)]
    first = successor.settings.start(rows.labels)
    assert all(chosen[: len(first)] == first for chosen in sets)
    assert {len(set(chosen)) for chosen in sets} == {len(first) + task.budget}
    assert len({tuple(chosen) for chosen in sets}) > 3


# High dimension


def test_first_feature_is_the_class_and_the_separation_is_kept() -> None:
    for separation in ("small", "large"):
        problem = high_dimension.draw(20, separation, 0)
        first = problem.features[:, 0]
        assert ((first > 0) == (problem.labels == 1)).all()
        assert np.abs(first).mean() == pytest.approx({"small": 0.798, "large": 3.004}[separation], abs=0.1)
        assert problem.features[:, 1:].std() == pytest.approx(1.0, abs=0.02)
        assert set(problem.labels[list(problem.start)]) == {0, 1}


def test_labels_at_the_bayes_boundary_carry_less_of_the_feature_that_matters(run) -> None:
    table = run("replicate-high-dimension").table()
    last = table[(table["round"] == 90) & (table["separation"] == "small") & (table["dimension"] == 200)]
    signal = last.groupby("strategy")["signal"].mean()
    assert signal["Bayes"] < 0.5 * signal["random"]
    assert last.groupby("strategy")["error"].mean()["Bayes"] > last.groupby("strategy")["error"].mean()["random"]


# Data efficiency


def test_efficiency_is_the_ratio_of_labels_for_the_same_error() -> None:
    slow = np.array([0.5, 0.4, 0.3, 0.2, 0.1])  # 10, 15, 20, 25, 30 labels
    fast = np.array([0.5, 0.1, 0.1, 0.1, 0.1])
    assert efficiency(slow, fast) == pytest.approx(30 / 15)
    assert efficiency(fast, slow) == pytest.approx(15 / 30)
    assert efficiency(slow, slow) == 1.0
    worse = np.array([0.5, 0.45, 0.4, 0.35, 0.3])
    assert efficiency(slow, worse) == pytest.approx(20 / 30)  # the error that both reach is 0.3
    assert labels_to(slow, 0.25) == pytest.approx(22.5)
    assert labels_to(slow, 0.6) == 10.0


def test_tasks_are_binary_and_the_budget_fits_their_pools() -> None:
    for task in data_efficiency.TASKS:
        features, labels = data_efficiency.load(task)
        assert features.shape[0] == len(labels)
        assert set(labels) == {0, 1}
        queries = data_efficiency.settings.budget(len(labels))
        assert 0 < queries <= len(labels) / 3
        assert queries % data_efficiency.BATCH == 0


def test_noise_flips_that_share_and_leaves_the_features() -> None:
    features, labels = data_efficiency.load(data_efficiency.TASKS[-1])
    clean, noisy = (data_efficiency.draw(features, labels, noise, 0) for noise in (0.0, 0.1))
    np.testing.assert_array_equal(clean.features, noisy.features)
    assert np.mean(clean.labels != noisy.labels) == pytest.approx(0.1, abs=0.05)


@pytest.mark.parametrize(("slope", "holds"), [(1.0, "yes"), (-1.0, "no")])
def test_claim_of_a_correlation_can_be_refuted(slope: float, holds: str) -> None:
    claim = next(claim for claim in data_efficiency.claims() if claim.id == "efficiency-rank-correlation")
    rng = np.random.default_rng(0)
    rows = [
        {
            "task": str(i),
            "noise": 0.0,
            "seed": seed,
            "final": 0.1 / (i + 1),
            "efficiency": 20 + slope * (i + rng.random()),
        }
        for seed in range(30)
        for i in range(10)
    ]
    assert judge(claim, pd.DataFrame(rows), "quick").holds == holds


# What they share


def test_split_parts_all_rows_and_standardizes_on_the_pool() -> None:
    features = np.random.default_rng(0).normal(3.0, 2.0, size=(90, 3))
    features[:, 2] = 5.0
    made = split(features, np.arange(90), 1)
    assert sorted([*made.labels, *made.heldout_labels]) == list(range(90))
    assert len(made.labels) == 60
    assert made.features[:, :2].mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert made.features[:, :2].std(axis=0) == pytest.approx([1, 1])
    assert (made.features[:, 2] == 0).all()
    assert (made.heldout[:, 2] == 0).all()


def test_random_start_has_both_classes() -> None:
    assert random_start(np.array([0, 1, 0, 1]), 2) == [0, 1]
    assert random_start(np.array([0, 0, 0, 1]), 2) == [0, 3]


def test_spread_is_rounded_and_open_for_one_seed() -> None:
    assert spread([0.25]) == (0.25, None, None)
    estimate, low, high = spread([0.1, 0.2, 0.3])
    assert low < estimate < high
