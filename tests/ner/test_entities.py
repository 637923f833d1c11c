"""Entities are read from a pipeline without leaving a trace, and from gold with the mentions it cannot have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.data.corpus import Corpus, Text
from altutor.ner.entities import BATCH, batches, gold_spans, overlap, predict, spans_of

if TYPE_CHECKING:
    from spacy.language import Language

SPAN = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda s: (s[0], s[0] + s[1]))


def test_predict_finds_what_the_pipeline_itself_finds(shared_base: Language, toy_corpus: Corpus) -> None:
    texts = [text.text for text in toy_corpus.heldout]
    whole = [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in shared_base.pipe(texts)]
    assert predict(shared_base, [shared_base.make_doc(text) for text in texts]) == whole
    assert {name for entities in whole for _, _, name in entities} == {"ORG", "PER"}


def test_predict_leaves_documents_unannotated(shared_base: Language, toy_corpus: Corpus) -> None:
    docs = [shared_base.make_doc(text.text) for text in toy_corpus.heldout]
    first = predict(shared_base, docs)
    assert all(token.ent_iob == 0 for doc in docs for token in doc)
    assert predict(shared_base, docs) == first


def test_predict_answers_for_empty_texts_and_for_none_at_all(shared_base: Language) -> None:
    docs = [shared_base.make_doc(text) for text in ("", "Borvex said", "")]
    found = predict(shared_base, docs)
    assert found[0] == found[2] == []
    assert len(found) == 3
    assert predict(shared_base, []) == []


def test_predict_keeps_the_order_of_the_documents(shared_base: Language, toy_corpus: Corpus) -> None:
    docs = [shared_base.make_doc(text.text) for text in toy_corpus.heldout]
    assert predict(shared_base, docs[::-1]) == predict(shared_base, docs)[::-1]


@given(lengths=st.lists(st.integers(0, 9), max_size=30), size=st.integers(1, 7))
def test_batches_hold_every_document_that_is_not_empty_once(lengths: list[int], size: int) -> None:
    docs = ["x" * length for length in lengths]  # anything with a length
    found = list(batches(docs, size))  # type: ignore[arg-type]
    where = [i for positions, _ in found for i in positions]
    assert sorted(where) == [i for i, doc in enumerate(docs) if doc]
    assert all([docs[i] for i in positions] == batch for positions, batch in found)
    assert all(len(batch) <= size for _, batch in found)


def test_batches_have_like_lengths(shared_base: Language) -> None:
    docs = [shared_base.make_doc("word " * n) for n in (9, 1, 5, 3, 7)]
    assert [where for where, _ in batches(docs, 2)] == [[1, 3], [2, 4], [0]]
    assert BATCH > 1


def test_spans_of_takes_one_label() -> None:
    entities = [(0, 1, "PER"), (2, 4, "ORG"), (5, 6, "ORG")]
    assert spans_of(entities) == [(2, 4), (5, 6)]
    assert spans_of(entities, "PER") == [(0, 1)]


@pytest.mark.parametrize(
    ("mention", "on", "off"),
    [
        ("Borvex", [(4, 5)], []),
        ("Zentra", [], [(2, 3)]),
        ("_Zentra said", [], [(2, 4)]),
    ],
)
def test_gold_spans_parts_mentions_on_token_borders_from_the_tokens_that_others_touch(
    shared_base: Language, mention: str, on: list[tuple[int, int]], off: list[tuple[int, int]]
) -> None:
    text = "So , the_Zentra said Borvex fell"
    start = text.index(mention)
    doc = shared_base.make_doc(text)
    assert gold_spans(doc, Text(text, "World", ((start, start + len(mention)),), 0)) == (on, off)


def test_gold_spans_keeps_every_mention(shared_base: Language, toy_corpus: Corpus) -> None:
    for text in toy_corpus.pool:
        on, off = gold_spans(shared_base.make_doc(text.text), text)
        assert len(on) + len(off) == len(text.spans)
        assert bool(off) == (text.row % 7 == 0)


@given(a=SPAN, b=SPAN)
def test_spans_overlap_where_they_share_a_token(a: tuple[int, int], b: tuple[int, int]) -> None:
    assert overlap(a, b) == bool(set(range(*a)) & set(range(*b)))
