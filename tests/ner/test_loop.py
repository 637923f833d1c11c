"""The loop, on a toy: every kind of cell runs, and keeps the rules that make cells comparable."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from altutor.experiments.ag_news_org.cells import CELLS
from altutor.ner import loop
from altutor.ner.bench import Bench
from altutor.ner.loop import Cell, Protocol, run_cell
from altutor.ner.uncertainty import SCORERS, Proposals, beam_share

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example

TINY = Protocol(rounds=2, labels=6, candidates=15, epochs=1, strong_texts=8)
RANDOM = Cell("random", "spans")
BINARY = Cell("random", "binary", "proposals", "unknown")
KINDS = {
    loop_name: cell for cell in CELLS["full"] for loop_name in ["-".join(str(value) for value in vars(cell).values())]
}
SOME = [RANDOM, Cell("committee", "spans"), replace(BINARY, selection="beam", unlabelled="base", rehearsal=True)]


@pytest.fixture(scope="session")
def all_rows(shared_bench: Bench) -> dict[str, list[dict[str, Any]]]:
    """Run every cell of the full scale once."""
    rows = {name: run_cell(shared_bench, cell, TINY, 0) for name, cell in KINDS.items()}
    shared_bench.restore(shared_bench.untouched)
    return rows


@pytest.fixture(params=KINDS)
def rows(request: pytest.FixtureRequest, all_rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the rounds of one cell, from the untouched base on."""
    return [row for row in all_rows[request.param] if row["kind"] == "round"]


def test_every_cell_has_a_row_for_the_base_and_one_a_round(rows: list[dict[str, Any]]) -> None:
    assert [row["round"] for row in rows] == [0, 1, 2]


def test_labels_are_asked_for_in_every_round_and_a_fifth_is_set_aside(rows: list[dict[str, Any]]) -> None:
    assert [row["labels"] for row in rows] == [0, 6, 12]
    assert [row["dev_n"] for row in rows] == [0, 1, 2]  # 20% of 6 is 1.2


def test_no_text_is_asked_about_twice(rows: list[dict[str, Any]], toy_corpus: Any) -> None:
    chosen = [number for row in rows for number in row["chosen"]]
    assert len(chosen) == len(set(chosen)) == rows[-1]["texts"]
    assert set(chosen) <= {text.row for text in toy_corpus.pool}


def test_the_effort_is_counted_up_and_binary_feedback_marks_no_span(rows: list[dict[str, Any]]) -> None:
    last = rows[-1]
    if last["feedback"] == "binary":
        assert (last["spans"], last["decisions"]) == (0, last["labels"])
        assert 0 <= last["accepted"] <= last["decisions"]
    else:
        assert (last["decisions"], last["accepted"]) == (0, 0)
        assert 0 < last["spans"] <= last["mentions"]
    for before, after in pairwise(rows):
        for name in ("labels", "texts", "tokens", "spans", "decisions", "accepted", "mentions"):
            assert after[name] >= before[name]
        assert after["tokens"] > before["tokens"]


def test_dev_scores_lie_from_0_to_1_and_the_base_has_none_before_the_first_question(rows: list[dict[str, Any]]) -> None:
    assert rows[0]["dev_before"] is None
    assert rows[0]["dev_after"] is None
    assert all(0.0 <= row[name] <= 1.0 for row in rows[1:] for name in ("dev_before", "dev_after"))


def test_rows_can_be_written_as_json_and_read_back(all_rows: dict[str, Any]) -> None:
    assert json.loads(json.dumps(all_rows, allow_nan=False)) == all_rows


def test_round_0_shows_the_base_that_the_cell_starts_from(all_rows: dict[str, Any], bench: Bench) -> None:
    untouched = bench.heldout_counts()
    for rows in all_rows.values():
        row = rows[0]
        shown = {name: row[name] for name in untouched}
        assert (shown == untouched) == (row["base"] == "weak")
        assert row["labels"] == row["tokens"] == 0


def test_training_changes_the_pipeline_in_every_cell(all_rows: dict[str, Any]) -> None:
    for name, rows in all_rows.items():
        first, *_, last = (row for row in rows if row["kind"] == "round")
        assert any(first[key] != last[key] for key in ("tp", "fp", "fn", "kept_tp")), name


def test_the_plain_cell_alone_measures_reliability_before_and_after(all_rows: dict[str, Any]) -> None:
    for name, rows in all_rows.items():
        found = [(row["round"], row["score"]) for row in rows if row["kind"] == "reliability"]
        plain = KINDS[name] == RANDOM
        assert found == ([(number, score) for number in (0, 2) for score in SCORERS] if plain else [])


def test_reliability_rows_count_the_spans_that_a_score_proposes_on_held_out_texts(
    all_rows: dict[str, Any], bench: Bench
) -> None:
    docs, gold, _ = bench.heldout
    found = beam_share(bench.nlp, docs)
    row = next(r for r in all_rows["random-spans-none-outside-False-weak"] if r.get("score") == "beam")
    right = sum(span in spans for p, spans in zip(found, gold, strict=True) for span in p)
    assert sum(map(sum, row["n"])) == sum(map(len, found))
    assert sum(map(sum, row["right"])) == right
    assert sum(map(sum, row["sum"])) == pytest.approx(sum(sum(p.values()) for p in found), abs=0.1)


@pytest.mark.parametrize("cell", SOME, ids=lambda cell: f"{cell.selection}-{cell.feedback}")
def test_a_cell_and_a_seed_fix_every_row_whatever_ran_before(
    all_rows: dict[str, Any], bench: Bench, cell: Cell
) -> None:
    run_cell(bench, replace(cell, selection="greedy"), TINY, 7)
    assert run_cell(bench, cell, TINY, 0) == next(all_rows[name] for name, known in KINDS.items() if known == cell)


@pytest.mark.parametrize("cell", SOME, ids=lambda cell: f"{cell.selection}-{cell.feedback}")
def test_another_seed_gives_other_rows(all_rows: dict[str, Any], bench: Bench, cell: Cell) -> None:
    other = run_cell(bench, cell, TINY, 1)
    known = next(all_rows[name] for name, known in KINDS.items() if known == cell)
    assert [row.get("chosen") for row in other] != [row.get("chosen") for row in known]


class Watched:
    """Remembers which texts were candidates, and which were trained on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.candidates: list[list[str]] = []
        self.trained_on: list[list[str]] = []
        for name in ("ask_for_texts", "ask_for_decisions"):
            monkeypatch.setattr(loop, name, self.asking(getattr(loop, name)))
        monkeypatch.setattr(loop, "fine_tune", self.training(loop.fine_tune))

    def asking(self, ask: Any) -> Any:
        def watched(nlp: Language, docs: Sequence[Doc], *rest: Any, **more: Any) -> Any:
            self.candidates.append([doc.text for doc in docs])
            return ask(nlp, docs, *rest, **more)

        return watched

    def training(self, train: Any) -> Any:
        def watched(nlp: Language, examples: Sequence[Example], **settings: Any) -> Any:
            self.trained_on.append([example.reference.text for example in examples])
            return train(nlp, examples, **settings)

        return watched


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


def test_the_same_seed_draws_the_same_candidates_in_round_1_under_every_selection_and_feedback(
    bench: Bench, watched: Watched
) -> None:
    cells = [RANDOM, Cell("beam", "spans"), Cell("greedy", "spans"), BINARY, replace(BINARY, selection="committee")]
    for cell in cells:
        run_cell(bench, cell, replace(TINY, rounds=1), 0)
    assert len(watched.candidates) == len(cells)
    assert len(watched.candidates[0]) == 15
    assert all(found == watched.candidates[0] for found in watched.candidates)


def test_candidates_differ_from_seed_to_seed_and_from_round_to_round(bench: Bench, watched: Watched) -> None:
    for seed in (0, 1):
        run_cell(bench, RANDOM, TINY, seed)
    assert len({tuple(found) for found in watched.candidates}) == 4


@pytest.mark.parametrize("cell", [RANDOM, BINARY, Cell("beam", "spans", base="strong")])
def test_dev_texts_are_never_trained_on(bench: Bench, watched: Watched, cell: Cell) -> None:
    run = loop._Run(bench, cell, replace(TINY, labels=10, candidates=20), 0)
    for _ in range(2):
        run.ask()
        run.train()
    dev = {text.row for text, _ in run.dev}
    taught = {text.row for text, _ in run.train_on}
    assert (len(dev), len(taught)) == (4, 16)
    assert not dev & taught
    assert watched.trained_on[-1] == [text.text for text, _ in run.train_on]


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_the_share_set_aside_is_the_protocols(bench: Bench, share: float) -> None:
    last = run_cell(bench, BINARY, replace(TINY, dev_share=share), 0)[-1]
    assert last["dev_n"] == round(share * 6) * 2
    assert (last["dev_after"] is None) == (share == 0.0)


def test_every_round_trains_afresh_on_everything_labelled_so_far(bench: Bench, watched: Watched) -> None:
    rows = run_cell(bench, RANDOM, replace(TINY, dev_share=0.0), 0)
    texts = {text.row: text.text for text in bench.corpus.pool}
    chosen = [[texts[number] for number in row["chosen"]] for row in rows if row["kind"] == "round"]
    assert watched.trained_on == [chosen[1], chosen[1] + chosen[2]]


def test_the_texts_of_the_strong_base_belong_to_nothing_else(bench: Bench, watched: Watched) -> None:
    rows = run_cell(bench, Cell("random", "spans", base="strong"), replace(TINY, candidates=60, labels=26), 0)
    texts = {text.row: text.text for text in bench.corpus.pool}
    assert len(watched.trained_on[0]) == 8
    asked = [number for row in rows for number in row["chosen"]]
    assert len(set(asked)) == 52  # all that the strong base left
    # Toy texts may be equal, so rows are compared by how often a text is there.
    everything = sorted(watched.trained_on[0] + [texts[number] for number in asked])
    assert everything == sorted(texts.values())
    assert len(watched.candidates[0]) == 60 - 8


def test_a_strong_base_is_what_every_round_starts_from(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[bytes] = []
    original = loop.fine_tune

    def spying(nlp: Language, examples: Any, **settings: Any) -> None:
        starts.append(bench.weights())
        original(nlp, examples, **settings)

    monkeypatch.setattr(loop, "fine_tune", spying)
    run = loop._Run(bench, Cell("beam", "spans", base="strong"), TINY, 0)
    for _ in range(2):
        run.ask()
        run.train()
    assert starts[0] == bench.untouched
    assert starts[1] == starts[2] == run.start != bench.untouched


def test_scoring_a_round_leaves_the_trained_pipeline_in_place(bench: Bench) -> None:
    run = loop._Run(bench, RANDOM, TINY, 0)
    run.ask()
    run.train()
    assert run.row() == run.row()


def test_a_text_without_a_suggestion_costs_its_reading_time_and_is_no_label(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def every_other(nlp: Language, docs: Sequence[Doc]) -> list[Proposals]:
        return [{(0, 1): 0.5} if len(doc) % 2 else {} for doc in docs]

    monkeypatch.setitem(SCORERS, "beam", every_other)
    first = run_cell(bench, BINARY, TINY, 0)[1]
    texts = {text.row: text for text in bench.corpus.pool}
    shown = bench.docs([texts[number] for number in first["chosen"]])
    silent = sum(len(doc) % 2 == 0 for doc in shown)
    assert silent > 0
    assert first["texts"] == first["labels"] + silent == len(shown)
    assert first["decisions"] == first["labels"] == 6
    assert first["tokens"] == sum(map(len, shown))


def test_a_pipeline_that_suggests_nothing_makes_the_annotator_read_for_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SCORERS, "beam", lambda nlp, docs: [{} for _ in docs])
    for selection, texts in (("random", 15), ("beam", 6)):
        rows = run_cell(bench, replace(BINARY, selection=selection), replace(TINY, rounds=1), 0)
        assert (rows[1]["labels"], rows[1]["dev_n"], rows[1]["texts"]) == (0, 0, texts)
        assert rows[1]["tokens"] > 0
        assert rows[1]["tp"] == rows[0]["tp"]


def test_the_last_round_takes_what_is_left_of_a_small_pool(bench: Bench) -> None:
    rows = run_cell(bench, Cell("beam", "spans"), Protocol(rounds=2, labels=40, candidates=50, epochs=1), 0)
    assert [row["labels"] for row in rows] == [0, 40, 60]
