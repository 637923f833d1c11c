"""The workbench: one corpus, one base that can be put back, held-out scores."""

from __future__ import annotations

import json
from pathlib import Path

from altutor.data.corpus import Corpus, Text
from altutor.ner.annotator import mark_all
from altutor.ner.base import load_base
from altutor.ner.bench import Bench, fingerprint
from altutor.ner.entities import predict
from altutor.ner.examples import make_example
from altutor.ner.scores import precision_recall_f
from altutor.ner.training import fine_tune


def scores(counts: dict[str, list[int]], prefix: str = "") -> tuple[float, float, float]:
    return precision_recall_f([counts[f"{prefix}{name}"] for name in ("tp", "fp", "fn")])


def disturb(bench: Bench) -> None:
    """Teach the pipeline that nothing is an entity."""
    examples = [make_example(doc, mark_all([])) for doc in bench.docs(bench.corpus.pool)]
    fine_tune(bench.nlp, examples, seed=0, epochs=5)


def test_restore_puts_the_weights_back(bench: Bench) -> None:
    before = bench.heldout_counts()
    disturb(bench)
    assert bench.heldout_counts() != before
    bench.restore(bench.untouched)
    assert bench.weights() == bench.untouched
    assert bench.heldout_counts() == before


def test_mentions_off_token_borders_are_counted_as_missed(bench: Bench) -> None:
    counts = bench.heldout_counts()
    mentions = sum(len(text.spans) for text in bench.corpus.heldout)
    lost = sum(len(bench.gold(text)[1]) for text in bench.corpus.heldout)
    assert lost > 0
    assert sum(counts["tp"]) + sum(counts["fn"]) == mentions
    assert sum(counts["fn"]) >= lost


def test_the_untouched_base_keeps_all_of_its_other_labels(bench: Bench) -> None:
    counts = bench.heldout_counts()
    assert sum(counts["kept_tp"]) > 10
    assert scores(counts, "kept_") == (1.0, 1.0, 1.0)


def test_other_labels_that_are_lost_are_counted_against_the_untouched_base(bench: Bench) -> None:
    kept = sum(bench.heldout_counts()["kept_tp"])
    disturb(bench)
    counts = bench.heldout_counts()
    assert sum(counts["kept_tp"]) + sum(counts["kept_fn"]) == kept
    assert scores(counts, "kept_")[1] < 0.5


def test_other_labels_are_scored_against_gold_where_the_corpus_has_them(bench: Bench, toy_folder: Path) -> None:
    right = proposed = wanted = 0
    for text, found in zip(bench.corpus.heldout, predict(bench.nlp, bench.docs(bench.corpus.heldout)), strict=True):
        doc = bench.docs([text])[0]
        gold = {(doc.char_span(a, b).start, doc.char_span(a, b).end, name) for a, b, name in text.others}
        others = {entity for entity in found if entity[2] != "ORG"}
        right, proposed, wanted = right + len(gold & others), proposed + len(others), wanted + len(gold)
    assert bench.heldout_counts()["other_f"] == 2 * right / (proposed + wanted)

    bare = tuple(Text(text.text, text.topic, text.spans, text.row) for text in bench.corpus.heldout)
    assert "other_f" not in Bench(Corpus("bare", (), bare), load_base(toy_folder)).heldout_counts()


def test_every_text_is_tokenized_once(bench: Bench) -> None:
    texts = bench.corpus.pool[:5]
    first = bench.docs(texts)
    assert [doc.text for doc in first] == [text.text for text in texts]
    assert all(a is b for a, b in zip(bench.docs(texts[::-1]), first[::-1], strict=True))


def test_what_the_base_finds_is_remembered_while_the_pipeline_learns(bench: Bench) -> None:
    texts = bench.corpus.pool[5:15]
    before = bench.base_entities(texts)
    assert before == predict(bench.nlp, bench.docs(texts))
    disturb(bench)
    assert bench.base_entities(texts) == before != predict(bench.nlp, bench.docs(texts))


def test_a_fingerprint_names_the_weights_and_not_the_place(bench: Bench, toy_folder: Path, tmp_path: Path) -> None:
    found = fingerprint(load_base(toy_folder))
    assert found["name"] == "en_toy_news"
    assert found["version"] == "1.0.0"
    assert str(toy_folder) not in json.dumps(found)

    elsewhere = tmp_path / "elsewhere"
    load_base(toy_folder).to_disk(elsewhere)
    assert fingerprint(load_base(elsewhere)) == found
    disturb(bench)
    assert fingerprint(bench.nlp)["sha256"] != found["sha256"]
