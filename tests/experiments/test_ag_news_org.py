"""The ORG experiment: its cells, its plan, and its claims and figures on rows whose numbers are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from altutor.claims import FULL_SCALE_ONLY, judge_all
from altutor.data.corpus import TOPICS, Corpus, Text
from altutor.errors import AltutorError
from altutor.experiments import Options, ag_news_org, plan
from altutor.experiments.ag_news_org.cells import CELLS, PROTOCOLS, SEEDS
from altutor.experiments.ag_news_org.claims import CLAIMS
from altutor.experiments.ag_news_org.measures import ALL_BLOCKS, heldout_f, minutes, over_heldout, reliability, rounds
from altutor.experiments.ag_news_org.traces import traces
from altutor.files import dump_json
from altutor.ner.annotator import Cost
from altutor.ner.loop import Cell, Protocol
from altutor.results import Results
from altutor.traces import Trace

RANDOM = Cell("random", "spans")
BEAM = Cell("beam", "spans")
CURE = Cell("beam", "binary", "proposals", "base", rehearsal=True)
BLOCKS = len(ALL_BLOCKS)
FULL_ONLY = {claim.id for claim in CLAIMS if claim.scales == ("full",)}


# Cells


@pytest.mark.parametrize("scale", CELLS)
def test_cells_are_distinct_and_make_sense(scale: str) -> None:
    cells = CELLS[scale]
    assert len(set(cells)) == len(cells)
    for cell in cells:
        if cell.feedback == "spans":
            # In a fully marked text none is left unlabelled, and nothing is suggested.
            assert (cell.suggestion, cell.unlabelled) == ("none", "outside")
        else:
            assert cell.suggestion in ("proposals", "entities")
            # The base's own prediction includes its other labels.
            assert cell.rehearsal or cell.unlabelled != "base"


def test_the_quick_scale_has_six_cells_and_one_cure_and_they_are_part_of_the_full_scale() -> None:
    assert len(CELLS["quick"]) == 7
    assert CELLS["quick"][-1] == CURE
    assert set(CELLS["quick"]) <= set(CELLS["full"])


def test_the_full_cross_is_there_for_random_and_beam() -> None:
    crossed = {
        Cell(selection, "binary", "proposals", unlabelled, rehearsal)
        for selection in ("random", "beam")
        for unlabelled, rehearsal in (
            ("unknown", False),
            ("unknown", True),
            ("outside", False),
            ("outside", True),
            ("base", True),
        )
    } | {Cell(selection, "spans", rehearsal=r) for selection in ("random", "beam") for r in (False, True)}
    assert crossed <= set(CELLS["full"])


def test_the_protocols_are_those_of_the_issue() -> None:
    full, quick = PROTOCOLS["full"], PROTOCOLS["quick"]
    assert (full.rounds, full.labels, full.candidates, SEEDS["full"]) == (4, 250, 1000, 5)
    assert (quick.rounds * quick.labels, SEEDS["quick"]) == (150, 5)
    assert full.strong_texts == 2500


# Plans


@pytest.fixture(scope="module")
def bare_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a pipeline that knows ORG and has learnt nothing."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()
    folder = tmp_path_factory.mktemp("pipelines") / "bare"
    nlp.to_disk(folder)
    return folder


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Put a small corpus in place of newswire."""
    from altutor.data import newswire

    texts = tuple(Text("Borvex fell .", TOPICS[row % 4], ((0, 6),), row) for row in range(240))
    small = Corpus("newswire", texts[:200], texts[200:], {"source": "small", "rows": 240, "sha256": "0"})
    monkeypatch.setattr(newswire, "load_newswire", lambda: small)
    return small


def options(base: Path, **settings: Any) -> Options:
    return Options(**({"data": "newswire", "base": str(base)} | settings))


def test_a_plan_has_every_cell_with_every_seed_and_whole_seeds_first(bare_base: Path, corpus: Corpus) -> None:
    made = plan("ag-news-org", options(bare_base, seeds=2))
    assert [run.seed for run in made.runs] == [0] * 7 + [1] * 7
    assert [run.cell for run in made.runs] == [asdict(cell) for cell in CELLS["quick"]] * 2
    assert len({run.key for run in made.runs}) == 14
    assert plan("ag-news-org", options(bare_base)).seeds == [0, 1, 2, 3, 4]


def test_neither_config_nor_data_holds_a_path(bare_base: Path, corpus: Corpus) -> None:
    made = plan("ag-news-org", options(bare_base))
    written = dump_json([made.config, made.data, made.versions, [run.key for run in made.runs]])
    assert str(bare_base) not in written
    assert str(Path.home()) not in written
    assert made.config["base"]["name"] == "en_pipeline"
    assert made.data == corpus.source


def test_the_place_of_a_base_does_not_change_the_fingerprint_and_its_weights_do(
    bare_base: Path, corpus: Corpus, tmp_path: Path
) -> None:
    import shutil

    import spacy

    shutil.copytree(bare_base, tmp_path / "copy")
    other = spacy.blank("en")
    other.add_pipe("ner", config={"model": {"hidden_width": 32}}).add_label("ORG")
    other.initialize()
    other.to_disk(tmp_path / "other")
    first = plan("ag-news-org", options(bare_base)).fingerprint
    assert plan("ag-news-org", options(tmp_path / "copy")).fingerprint == first
    assert plan("ag-news-org", options(tmp_path / "other")).fingerprint != first


def test_unknown_data_is_refused(bare_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datasets

    def unknown(*_: Any, **__: Any) -> None:  # the real one asks the hub again and again
        raise datasets.exceptions.DatasetNotFoundError("it doesn't exist")

    monkeypatch.setattr(datasets, "load_dataset", unknown)
    with pytest.raises(AltutorError, match=r"'no-such-data'.*--data newswire"):
        plan("ag-news-org", options(bare_base, data="no-such-data"))


def test_an_unknown_base_is_refused_before_any_data_is_loaded() -> None:
    with pytest.raises(AltutorError, match="python -m spacy download en_no_such"):
        plan("ag-news-org", Options(data="no-such-data", base="en_no_such"))


def test_a_budget_larger_than_the_pool_is_refused(bare_base: Path, corpus: Corpus) -> None:
    with pytest.raises(AltutorError, match="needs 202 texts, and the pool of newswire has 200"):
        plan("ag-news-org", options(bare_base, budget=202))
    assert plan("ag-news-org", options(bare_base, budget=200)).config["labels"] == 100


def test_the_texts_of_the_strong_base_are_part_of_the_budget(bare_base: Path, corpus: Corpus) -> None:
    with pytest.raises(AltutorError, match="needs 3,500 texts"):
        plan("ag-news-org", options(bare_base, scale="full"))


def test_a_budget_that_does_not_divide_into_rounds_is_refused_and_a_near_one_named(
    bare_base: Path, corpus: Corpus
) -> None:
    with pytest.raises(AltutorError, match="--budget 150"):
        plan("ag-news-org", options(bare_base, budget=151))


@pytest.mark.parametrize("wrong", [{"seeds": 0}, {"seeds": -1}, {"budget": 0}, {"budget": -10}])
def test_zero_and_negative_numbers_are_refused(bare_base: Path, wrong: dict[str, int]) -> None:
    with pytest.raises(AltutorError, match=f"--{next(iter(wrong))} is {next(iter(wrong.values()))}"):
        plan("ag-news-org", options(bare_base, **wrong))


def test_a_round_never_asks_about_more_texts_than_it_draws(bare_base: Path, corpus: Corpus) -> None:
    made = plan("ag-news-org", options(bare_base, budget=180)).config
    assert made["candidates"] >= made["labels"]


def test_a_planned_run_can_be_done(bare_base: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = Protocol(rounds=1, labels=5, candidates=10, epochs=1)
    monkeypatch.setattr(ag_news_org, "PROTOCOLS", {"quick": tiny})
    ag_news_org._bench.cache_clear()
    made = plan("ag-news-org", options(bare_base, seeds=1))
    rows = made.work(made.runs[0])
    ag_news_org._bench.cache_clear()
    assert [row["round"] for row in rows if row["kind"] == "round"] == [0, 1]
    assert rows[0]["seed"] == 0


# Rows with known numbers: in every block 100 gold spans and 100 found, of which F x 100 are right


def round_row(cell: Cell, seed: int, number: int, **values: Any) -> dict[str, Any]:
    f, kept = round(values["f"] * 100), round(values["kept"] * 100)
    return {
        "kind": "round",
        **asdict(cell),
        "seed": seed,
        "round": number,
        "labels": 75 * number,
        "texts": 75 * number,
        "tokens": values["tokens"] * number,
        "spans": 0,
        "decisions": 75 * number if cell.feedback == "binary" else 0,
        "accepted": 30 * number if cell.feedback == "binary" else 0,
        "mentions": 150 * number,
        "dev_n": 15 * number,
        "dev_before": 0.5 if number else None,
        "dev_after": 0.5 + values["rise"] if number else None,
        "tp": [f] * BLOCKS,
        "fp": [100 - f] * BLOCKS,
        "fn": [100 - f] * BLOCKS,
        "kept_tp": [kept] * BLOCKS,
        "kept_fp": [100 - kept] * BLOCKS,
        "kept_fn": [100 - kept] * BLOCKS,
        "chosen": [],
    }


def reliability_row(score: str, seed: int, number: int, share: float) -> dict[str, Any]:
    """Score 100 spans a block 0.5 each, of which a share is right: the calibration error is |share - 0.5|."""
    bins = [0] * 10
    return {
        "kind": "reliability",
        **asdict(RANDOM),
        "seed": seed,
        "round": number,
        "score": score,
        "n": [[*bins[:5], 100, *bins[6:]]] * BLOCKS,
        "right": [[*bins[:5], round(100 * share), *bins[6:]]] * BLOCKS,
        "sum": [[*bins[:5], 50.0, *bins[6:]]] * BLOCKS,
        "near_half": [100] * BLOCKS,
        "near_half_right": [round(100 * share)] * BLOCKS,
    }


SAME = {"f": 0.5, "rise": 0.0, "kept": 1.0, "tokens": 240}
Changes = Mapping[Cell, Mapping[str, float]]


def rows_of(
    changes: Changes,
    scale: str = "full",
    seeds: int = 3,
    shares: Mapping[tuple[str, bool], float] | None = None,
    between: bool = False,
) -> list[dict[str, Any]]:
    """Return the rows of a study whose cells end as the base began, but for the changes.

    Rounds in between are left out unless asked for. ``spread`` makes F differ from seed to seed by as much.
    """
    last = PROTOCOLS[scale].rounds
    found = []
    for seed in range(seeds):
        for cell in CELLS[scale]:
            end = SAME | dict(changes.get(cell, {}))
            end["f"] += end.pop("spread", 0.0) * (seed - (seeds - 1) / 2)
            for number in range(last + 1) if between else (0, last):
                begun = SAME | {"tokens": end["tokens"]}
                found.append(round_row(cell, seed, number, **(end if number == last else begun)))
        for score in ("beam", "greedy", "committee"):
            for after in (False, True):
                share = (shares or {}).get((score, after), 0.5)
                found.append(reliability_row(score, seed, last if after else 0, share))
    return found


def results_of(rows: list[dict[str, Any]], corpus: str = "ag-news") -> Results:
    seeds = sorted({row["seed"] for row in rows})
    return Results("ag-news-org", {"corpus": corpus}, seeds, {"altutor": "0"}, {}, rows)


def judged(rows: list[dict[str, Any]], scale: str = "full", only: str | None = None) -> dict[str, dict[str, Any]]:
    claims = [claim for claim in CLAIMS if only is None or claim.id == f"org-{only}"]
    table = results_of(rows).table()
    return {verdict["id"].removeprefix("org-"): verdict for verdict in judge_all(claims, table, scale)}


def all_cells(value: Callable[[Cell], Mapping[str, float]]) -> dict[Cell, Mapping[str, float]]:
    return {cell: value(cell) for cell in CELLS["full"]}


def binary(selection: str, unlabelled: str, suggestion: str = "proposals") -> Cell:
    return Cell(selection, "binary", suggestion, unlabelled, rehearsal=unlabelled == "base")  # type: ignore[arg-type]


STRONG_RANDOM, STRONG_BEAM = Cell("random", "spans", base="strong"), Cell("beam", "spans", base="strong")
REHEARSED = Cell("random", "spans", rehearsal=True)


# Measures


def test_measures_read_the_numbers_that_were_put_in() -> None:
    rows = rows_of({RANDOM: {"f": 0.7, "kept": 0.25, "tokens": 4800}}, between=True)
    table = results_of(rows).table()
    assert heldout_f(table, RANDOM, ALL_BLOCKS).tolist() == [0.7] * 3
    assert heldout_f(table, RANDOM, ALL_BLOCKS, 0).tolist() == [0.5] * 3
    assert heldout_f(table, RANDOM, np.arange(BLOCKS) < 3, prefix="kept_").tolist() == [0.25] * 3
    assert minutes(table, RANDOM).tolist() == [4 * 4800 * 0.25 / 60] * 3
    assert minutes(table, RANDOM, Cost(read=0.5), round_=1).tolist() == [4800 * 0.5 / 60] * 3
    assert reliability(table, "beam", ALL_BLOCKS, after=True)[0, :, 5].tolist() == [2000, 1000, 1000]


def test_values_come_in_the_order_of_the_seeds_whatever_the_order_of_the_rows() -> None:
    rows = rows_of({RANDOM: {"f": 0.6, "spread": 0.1}})
    turned = results_of(rows[::-1]).table()
    assert rounds(turned, RANDOM)["seed"].tolist() == [0, 1, 2]
    assert heldout_f(turned, RANDOM, ALL_BLOCKS).tolist() == [0.5, 0.6, 0.7]


def test_held_out_texts_that_differ_widen_the_interval() -> None:
    rows = rows_of({})
    even = over_heldout(lambda t, b: heldout_f(t, RANDOM, b))(results_of(rows).table())
    for row in rows:
        if row["kind"] == "round":
            row["tp"] = [40 + block for block in range(BLOCKS)]
    uneven = over_heldout(lambda t, b: heldout_f(t, RANDOM, b))(results_of(rows).table())
    assert even.heldout_variance == 0.0
    assert uneven.heldout_variance > 0.0
    assert uneven.heldout_df == BLOCKS - 4  # five blocks in each of four topics


# Claims


def test_claim_ids_are_unique_and_every_claim_can_be_refuted() -> None:
    assert len({claim.id for claim in CLAIMS}) == len(CLAIMS)
    assert len({claim.statement for claim in CLAIMS}) == len(CLAIMS)
    assert all((abs(claim.low) < 1) != (abs(claim.high) < 1) for claim in CLAIMS)


def believer() -> list[dict[str, Any]]:
    """Return rows on which every claim holds."""
    changes = all_cells(lambda cell: {"f": 0.4, "rise": 0.1, "kept": 0.9 if cell.rehearsal else 0.05})
    for cell, f in {
        RANDOM: 0.7,
        REHEARSED: 0.7,
        BEAM: 0.45,
        Cell("greedy", "spans"): 0.6,
        Cell("committee", "spans"): 0.6,
        CURE: 0.75,
        binary("random", "base"): 0.6,
        binary("beam", "unknown", "entities"): 0.6,
        binary("greedy", "unknown"): 0.6,
        binary("committee", "unknown"): 0.6,
        STRONG_RANDOM: 0.6,
        STRONG_BEAM: 0.4,
    }.items():
        changes[cell] = {**changes[cell], "f": f}
    changes[RANDOM] = {**changes[RANDOM], "tokens": 480}
    return rows_of(changes, shares={("beam", False): 0.2, ("beam", True): 0.2})


def doubter() -> list[dict[str, Any]]:
    """Return rows on which no claim holds."""
    changes = all_cells(lambda cell: {"f": 0.6, "rise": -0.1, "kept": 0.5})
    for cell, f in {
        RANDOM: 0.45,
        REHEARSED: 0.3,
        CURE: 0.3,
        binary("random", "base"): 0.4,
        binary("beam", "unknown", "entities"): 0.4,
        binary("greedy", "unknown"): 0.4,
        binary("committee", "unknown"): 0.4,
        STRONG_RANDOM: 0.4,
    }.items():
        changes[cell] = {**changes[cell], "f": f}
    shares = {(score, after): 0.9 for score in ("greedy", "committee") for after in (False, True)}
    return rows_of(changes, shares=shares)


def test_every_claim_holds_on_rows_that_bear_it_out() -> None:
    found = judged(believer())
    assert {id_: verdict["holds"] for id_, verdict in found.items()} == dict.fromkeys(found, "yes")


def test_every_claim_fails_on_rows_that_refute_it() -> None:
    found = judged(doubter())
    assert {id_: verdict["holds"] for id_, verdict in found.items()} == dict.fromkeys(found, "no")


OUTSIDE = binary("beam", "outside")


@pytest.mark.parametrize(
    ("id_", "changes", "estimate", "holds"),
    [
        ("spans-random-gains", {RANDOM: {"f": 0.7}}, 0.2, "yes"),
        ("spans-random-gains", {RANDOM: {"f": 0.45}}, -0.05, "no"),
        ("spans-random-gains", {RANDOM: {"f": 0.55, "spread": 0.3}}, 0.05, "inconclusive"),
        ("spans-beam-below-random", {RANDOM: {"f": 0.7}, BEAM: {"f": 0.65}}, -0.05, "yes"),
        ("spans-beam-below-random", {RANDOM: {"f": 0.7}, BEAM: {"f": 0.72}}, 0.02, "no"),
        # Seeds are paired: what moves both cells alike leaves the difference sharp.
        (
            "spans-beam-below-random",
            {RANDOM: {"f": 0.6, "spread": 0.3}, BEAM: {"f": 0.55, "spread": 0.3}},
            -0.05,
            "yes",
        ),
        # 4 rounds of 240 tokens at 0.25 s are 4 minutes, of 480 tokens 8.
        ("spans-beam-below-random-per-minute", {RANDOM: {"f": 0.7}, BEAM: {"f": 0.7, "tokens": 480}}, -0.025, "yes"),
        ("spans-beam-below-random-per-minute", {RANDOM: {"f": 0.7, "tokens": 480}, BEAM: {"f": 0.7}}, 0.025, "no"),
        # A decision costs a second more: 4 x 75 decisions are 5 minutes, 9 with reading.
        ("binary-base-per-minute", {CURE: {"f": 0.68}, RANDOM: {"f": 0.54}}, 0.02 - 0.01, "yes"),
        ("binary-base-per-minute", {CURE: {"f": 0.59}, RANDOM: {"f": 0.7}}, 0.01 - 0.05, "no"),
        ("binary-beam-outside-loses", {OUTSIDE: {"f": 0.2}}, -0.3, "yes"),
        ("binary-beam-outside-loses", {OUTSIDE: {"f": 0.6}}, 0.1, "no"),
        ("binary-beam-base-gains", {CURE: {"f": 0.54}}, 0.04, "yes"),
        # The smaller one of rise and fall counts.
        ("reversal-binary-beam-outside", {OUTSIDE: {"f": 0.3, "rise": 0.25}}, 0.2, "yes"),
        ("reversal-binary-beam-outside", {OUTSIDE: {"f": 0.3, "rise": 0.05}}, 0.05, "yes"),
        ("reversal-binary-beam-outside", {OUTSIDE: {"f": 0.3, "rise": -0.05}}, -0.05, "no"),
        ("reversal-binary-beam-outside", {OUTSIDE: {"f": 0.6, "rise": 0.3}}, -0.1, "no"),
        ("dev-gap-wider", {RANDOM: {"f": 0.7, "rise": 0.25}, BEAM: {"f": 0.7, "rise": 0.3}}, 0.05, "yes"),
        ("dev-gap-wider", {RANDOM: {"f": 0.6, "rise": 0.25}, BEAM: {"f": 0.7, "rise": 0.3}}, -0.05, "no"),
        ("others-lost", {RANDOM: {"kept": 0.05}}, 0.05, "yes"),
        ("others-lost", {RANDOM: {"kept": 0.3}}, 0.3, "no"),
        ("others-kept", {REHEARSED: {"kept": 0.7}}, 0.7, "yes"),
        ("rehearsal-costs-little", {RANDOM: {"f": 0.7}, REHEARSED: {"f": 0.69}}, -0.01, "yes"),
        ("rehearsal-costs-little", {RANDOM: {"f": 0.7}, REHEARSED: {"f": 0.65}}, -0.05, "no"),
        ("strong-gain-to-loss", {STRONG_RANDOM: {"f": 0.53}, STRONG_BEAM: {"f": 0.48}}, 0.02, "yes"),
        ("strong-gain-to-loss", {STRONG_RANDOM: {"f": 0.53}, STRONG_BEAM: {"f": 0.52}}, -0.02, "no"),
    ],
)
def test_a_claim_finds_the_value_that_was_put_in(id_: str, changes: Any, estimate: float, holds: str) -> None:
    found = judged(rows_of(changes), only=id_)[id_]
    assert found["estimate"] == pytest.approx(estimate)
    assert found["holds"] == holds
    assert found["n_seeds"] == 3


@pytest.mark.parametrize(
    ("id_", "shares", "estimate", "holds"),
    [
        ("beam-half-is-not-half-base", {("beam", False): 0.25}, 0.25, "yes"),
        ("beam-half-is-not-half-base", {("beam", False): 0.5, ("beam", True): 0.1}, 0.5, "no"),
        ("beam-half-is-not-half-tuned", {("beam", False): 0.5, ("beam", True): 0.1}, 0.1, "yes"),
        ("greedy-calibrated-better-base", {("beam", False): 0.2, ("greedy", False): 0.4}, 0.1 - 0.3, "yes"),
        ("greedy-calibrated-better-base", {("beam", False): 0.4, ("greedy", False): 0.8}, 0.3 - 0.1, "no"),
        ("committee-calibrated-better-tuned", {("beam", True): 0.1, ("committee", True): 0.5}, -0.4, "yes"),
    ],
)
def test_a_reliability_claim_finds_the_value_that_was_put_in(
    id_: str, shares: Any, estimate: float, holds: str
) -> None:
    found = judged(rows_of({}, shares=shares), only=id_)[id_]
    assert found["estimate"] == pytest.approx(estimate)
    assert found["holds"] == holds


@pytest.mark.parametrize("seeds", [1, 3])
def test_the_quick_scale_decides_what_it_can_and_says_full_scale_only_of_the_rest(seeds: int) -> None:
    found = judged(rows_of({RANDOM: {"f": 0.7}}, "quick", seeds), "quick")
    assert FULL_ONLY
    for claim in CLAIMS:
        verdict = found[claim.id.removeprefix("org-")]
        if claim.id in FULL_ONLY:
            assert verdict["note"] == FULL_SCALE_ONLY
            assert verdict["estimate"] is None
            assert verdict["holds"] == "inconclusive"
        else:
            assert verdict["note"] == ("" if seeds == 3 else "needs 3 seeds")
            assert isinstance(verdict["estimate"], float)
            assert verdict["n_seeds"] == seeds
            assert (verdict["low"] is None) == (verdict["high"] is None) == (seeds == 1)
    assert found["spans-random-gains"]["holds"] == ("yes" if seeds > 1 else "inconclusive")
    assert dump_json(json.loads(dump_json(found))) == dump_json(found)


# Figures


@cache
def traced(scale: str, seeds: int, *corpus: str) -> dict[str, Trace]:
    changes = {OUTSIDE: {"f": 0.3, "rise": 0.2, "kept": 0.0}, RANDOM: {"f": 0.7, "rise": 0.1, "kept": 0.4}}
    return {trace.id: trace for trace in traces(results_of(rows_of(changes, scale, seeds, between=True), *corpus))}


@pytest.fixture
def full_traces() -> dict[str, Trace]:
    return traced("full", 2)


@pytest.mark.parametrize(("scale", "seeds"), [("quick", 1), ("full", 2)])
def test_every_trace_has_columns_of_equal_length_and_can_be_written_as_json(
    scale: str, seeds: int, tmp_path: Path
) -> None:
    found = traced(scale, seeds, *(["newswire"] if scale == "quick" else []))
    assert len(found) == 7
    for trace in found.values():
        assert len({len(column) for column in trace.columns.values()}) == 1
        assert next(iter(trace.columns.values()))
        written = json.loads(trace.write(tmp_path).read_text(encoding="utf-8"))
        assert written["columns"] == trace.columns
        assert written["seeds"] == list(range(seeds))


def test_a_single_seed_has_estimates_without_intervals() -> None:
    columns = traced("quick", 1, "newswire")["org-verdict"].columns
    assert all(estimate is not None for estimate in columns["estimate"])
    assert set(columns["low"]) == set(columns["high"]) == {None}


def test_every_estimate_lies_within_its_interval(full_traces: dict[str, Trace]) -> None:
    for trace in full_traces.values():
        columns = trace.columns
        for low, estimate, high in zip(columns["low"], columns["estimate"], columns["high"], strict=True):
            assert low <= estimate <= high


def rows_in(trace: Trace) -> list[dict[str, Any]]:
    return [dict(zip(trace.columns, values, strict=True)) for values in zip(*trace.columns.values(), strict=True)]


def test_the_verdict_shows_dev_and_held_out_change_of_every_cell(full_traces: dict[str, Trace]) -> None:
    trace = full_traces["org-verdict"]
    found = {(row["group"], row["label"], row["series"]): row["estimate"] for row in rows_in(trace)}
    assert len(found) == 2 * len(CELLS["full"])  # so no two cells share a name
    yes_no = "yes/no, unlabelled is ..."
    assert found[yes_no, "beam, not an entity", "own dev split"] == pytest.approx(0.2)
    assert found[yes_no, "beam, not an entity", "held-out texts"] == pytest.approx(-0.2)
    assert found["all spans", "random", "held-out texts"] == pytest.approx(0.2)
    assert trace.alt.endswith("clear of zero, in: beam, not an entity (yes/no).")


def test_the_curves_show_f_by_labels_and_by_minutes(full_traces: dict[str, Trace]) -> None:
    rows = [row for row in rows_in(full_traces["org-curves"]) if row["series"] == "random, all spans"]
    by_labels = [(row["x"], row["estimate"]) for row in rows if row["panel"] == "labels"]
    by_minutes = [(row["x"], row["estimate"]) for row in rows if row["panel"] == "annotator minutes"]
    assert by_labels == [(0, 0.5), (75, 0.5), (150, 0.5), (225, 0.5), (300, 0.7)]
    assert by_minutes == [(0, 0.5), (1, 0.5), (2, 0.5), (3, 0.5), (4, 0.7)]


def test_the_share_of_right_suggestions_is_that_of_each_round(full_traces: dict[str, Trace]) -> None:
    rows = rows_in(full_traces["org-accepted"])
    assert {row["x"] for row in rows} == {1, 2, 3, 4}
    assert {row["estimate"] for row in rows} == {0.4}  # 30 of 75 in every round


def test_what_is_left_of_the_other_labels_is_shown_for_every_cell(full_traces: dict[str, Trace]) -> None:
    trace = full_traces["org-others-kept"]
    found = {(row["group"], row["label"]): row["estimate"] for row in rows_in(trace)}
    assert len(found) == len(CELLS["full"])
    assert found["all spans", "random"] == pytest.approx(0.4)
    assert "from 0.00 to 1.00" in trace.alt


def test_every_topic_has_its_gain(full_traces: dict[str, Trace]) -> None:
    rows = rows_in(full_traces["org-topics"])
    assert {row["label"] for row in rows} == set(TOPICS)
    assert {row["estimate"] for row in rows if row["series"] == "random"} == {0.2}


def test_reliability_is_shown_of_every_score_before_and_after(full_traces: dict[str, Trace]) -> None:
    rows = rows_in(full_traces["org-reliability"])
    assert {(row["panel"], row["series"]) for row in rows} == {
        (score, series)
        for score in ("beam", "greedy", "committee")
        for series in ("untouched base", "after the last round")
    }
    assert {(row["x"], row["estimate"], row["spans"]) for row in rows} == {(0.5, 0.5, 100 * BLOCKS)}


def test_the_stand_in_is_named_as_such_in_every_caption() -> None:
    assert all("stand-in" in trace.caption for trace in traced("quick", 1, "newswire").values())
    assert not any("stand-in" in trace.caption for trace in traced("full", 2).values())


def test_a_variant_of_a_cell_has_a_name_of_its_own() -> None:
    from altutor.experiments.ag_news_org.trace_parts import name

    assert name(BEAM) == "beam"
    assert name(replace(BEAM, rehearsal=True)) == "beam, rehearsal"
    assert name(STRONG_BEAM) == "beam, strong base"
    assert name(binary("beam", "unknown", "entities")) == "beam, unknown, own entities"


def test_hub_and_installed_pipeline_are_read_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def load(data: str, base: str) -> None:
        asked.append((data, base))
        raise AltutorError("enough")

    monkeypatch.setattr("altutor.experiments.ag_news_org.load", load)
    for options in (Options(), Options(data="folder"), Options(base="pipeline")):
        with pytest.raises(AltutorError, match="enough"):
            plan("ag-news-org", options)
    assert asked == [
        ("fancyzhx/ag_news", "en_core_web_md"),
        ("folder", "en_core_web_md"),
        ("fancyzhx/ag_news", "pipeline"),
    ]
