"""Fine-tuning is fixed by its seed and learns what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from altutor.data.corpus import Corpus
from altutor.ner.annotator import Answer, judge, mark_all
from altutor.ner.base import load_base, recogniser
from altutor.ner.entities import gold_spans, predict, spans_of
from altutor.ner.examples import Unlabelled, make_example
from altutor.ner.training import fine_tune
from altutor.ner.uncertainty import beam_share

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.training import Example


def examples_of(nlp: Language, corpus: Corpus, n: int = 20) -> list[Example]:
    docs = [nlp.make_doc(text.text) for text in corpus.pool[:n]]
    return [
        make_example(doc, mark_all(*gold_spans(doc, text))) for doc, text in zip(docs, corpus.pool[:n], strict=True)
    ]


def tuned(folder: Path, corpus: Corpus, seed: int, **settings: float) -> bytes:
    nlp = load_base(folder)
    fine_tune(nlp, examples_of(nlp, corpus), seed=seed, **({"epochs": 2, "batch_size": 4} | settings))  # type: ignore[arg-type]
    weights: bytes = recogniser(nlp).model.to_bytes()
    return weights


def test_the_same_seed_gives_the_same_weights_and_another_seed_gives_others(
    toy_folder: Path, toy_corpus: Corpus
) -> None:
    first = tuned(toy_folder, toy_corpus, 3)
    assert tuned(toy_folder, toy_corpus, 3) == first
    assert tuned(toy_folder, toy_corpus, 4) != first


def test_the_seed_fixes_the_order_too(toy_folder: Path, toy_corpus: Corpus) -> None:
    # Without dropout nothing but the order of the texts is left to chance.
    first = tuned(toy_folder, toy_corpus, 3, dropout=0.0)
    assert tuned(toy_folder, toy_corpus, 3, dropout=0.0) == first
    assert tuned(toy_folder, toy_corpus, 4, dropout=0.0) != first


def test_what_was_drawn_before_does_not_matter(toy_folder: Path, toy_corpus: Corpus) -> None:
    import random

    import numpy as np

    first = tuned(toy_folder, toy_corpus, 3)
    random.seed(99)
    np.random.seed(99)  # noqa: NPY002
    assert tuned(toy_folder, toy_corpus, 3) == first


@pytest.mark.parametrize(("epochs", "batch_size", "updates"), [(1, 16, 2), (3, 5, 12), (2, 100, 2), (0, 4, 0)])
def test_every_epoch_sees_every_example_once_in_batches_of_texts(
    base: Language, toy_corpus: Corpus, monkeypatch: pytest.MonkeyPatch, epochs: int, batch_size: int, updates: int
) -> None:
    examples = examples_of(base, toy_corpus)
    seen: list[list[Example]] = []
    monkeypatch.setattr(base, "update", lambda batch, **_: seen.append(list(batch)))
    fine_tune(base, examples, seed=0, epochs=epochs, batch_size=batch_size)
    assert len(seen) == updates
    assert all(len(batch) <= batch_size for batch in seen)
    flat = [id(example) for batch in seen for example in batch]
    for epoch in range(epochs):
        assert sorted(flat[epoch * 20 : epoch * 20 + 20]) == sorted(map(id, examples))
    assert len(flat) == epochs * 20


def test_training_on_nothing_changes_nothing(base: Language) -> None:
    before = recogniser(base).model.to_bytes()
    fine_tune(base, [], seed=0, epochs=2)
    assert recogniser(base).model.to_bytes() == before


def test_a_name_that_the_base_misses_is_learnt(base: Language) -> None:
    doc = base.make_doc("Shares of glimmerwax fell .")
    name = (2, 3)
    assert name not in spans_of(predict(base, [doc])[0])
    fine_tune(base, [make_example(doc, mark_all([name]))] * 8, seed=0, epochs=15)
    assert predict(base, [doc])[0] == [(*name, "ORG")]


@pytest.mark.parametrize("unlabelled", ["unknown", "outside", "base"])
def test_a_rejected_span_is_unlearnt(base: Language, toy_corpus: Corpus, unlabelled: Unlabelled) -> None:
    docs = [base.make_doc(text.text) for text in toy_corpus.pool]
    found = predict(base, docs)
    i = next(i for i, entities in enumerate(found) if spans_of(entities))
    span = spans_of(found[i])[0]
    before = beam_share(base, [docs[i]])[0][span]
    answer = judge([], span)
    assert answer == Answer(rejected=(span,))
    example = make_example(docs[i], answer, unlabelled=unlabelled, predicted=found[i])
    fine_tune(base, [example] * 8, seed=0, epochs=15)
    assert span not in spans_of(predict(base, [docs[i]])[0])
    assert beam_share(base, [docs[i]])[0].get(span, 0.0) < before / 2


def test_rehearsal_keeps_a_label_that_training_on_org_alone_wipes_out(toy_folder: Path, toy_corpus: Corpus) -> None:
    kept = {}
    for rehearse in (False, True):
        nlp = load_base(toy_folder)
        docs = [nlp.make_doc(text.text) for text in toy_corpus.pool]
        before = predict(nlp, docs)
        examples = [
            make_example(doc, mark_all(*gold_spans(doc, text)), rehearse=rehearse, predicted=entities)
            for doc, text, entities in zip(docs, toy_corpus.pool, before, strict=True)
        ]
        fine_tune(nlp, examples, seed=0, epochs=5)
        people = [set(spans_of(entities, "PER")) for entities in before]
        after = [set(spans_of(entities, "PER")) for entities in predict(nlp, docs)]
        kept[rehearse] = sum(len(a & b) for a, b in zip(people, after, strict=True)) / sum(map(len, people))
    assert kept[True] > 0.8
    assert kept[False] < 0.3
