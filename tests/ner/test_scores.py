"""Exact spans, counted in blocks: against sets, and against spaCy's own scorer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.data.corpus import TOPICS, Corpus, Text
from altutor.ner.annotator import Answer
from altutor.ner.entities import gold_spans, predict, spans_of
from altutor.ner.scores import BLOCKS_PER_TOPIC, blocks, count, dev_score, precision_recall_f

if TYPE_CHECKING:
    from spacy.language import Language

SPANS = st.sets(st.tuples(st.integers(0, 6), st.integers(7, 12)), max_size=5).map(sorted)
TEXT = st.tuples(SPANS, SPANS, st.integers(0, 19), st.integers(0, 2))


def texts_of(topics: list[str]) -> list[Text]:
    return [Text("", topic, (), row) for row, topic in enumerate(topics)]


@given(st.lists(TEXT, max_size=12))
def test_counts_are_those_of_sets(texts: list[tuple[Any, Any, int, int]]) -> None:
    predicted, gold, block, lost = ([text[i] for text in texts] for i in range(4))
    found = count(predicted, gold, block, lost)
    assert found.shape == (3, len(TOPICS) * BLOCKS_PER_TOPIC)
    for number in range(found.shape[1]):
        # One set over all texts of the block, in place of a sum over texts.
        p = {(i, span) for i, b in enumerate(block) if b == number for span in predicted[i]}
        g = {(i, span) for i, b in enumerate(block) if b == number for span in gold[i]}
        missing = sum(n for n, b in zip(lost, block, strict=True) if b == number)
        assert found[:, number].tolist() == [len(p & g), len(p - g), len(g - p) + missing]


@given(st.lists(TEXT, max_size=12))
def test_precision_recall_and_f_agree_with_each_other_and_with_the_sets(texts: list[tuple[Any, Any, int, int]]) -> None:
    predicted, gold, block, _ = ([text[i] for text in texts] for i in range(4))
    p, r, f = precision_recall_f(count(predicted, gold, block))
    proposed, wanted = sum(map(len, predicted)), sum(map(len, gold))
    hits = sum(span in g for q, g in zip(predicted, gold, strict=True) for span in q)
    assert p == (hits / proposed if proposed else 0.0)
    assert r == (hits / wanted if wanted else 0.0)
    assert f == pytest.approx(2 * p * r / (p + r) if p + r else 0.0)


def test_scores_are_those_of_spacys_scorer(shared_base: Language, toy_corpus: Corpus) -> None:
    from spacy.scorer import get_ner_prf
    from spacy.tokens import Span
    from spacy.training import Example

    predicted, gold, examples = [], [], []
    for text in toy_corpus.heldout:
        doc = shared_base.make_doc(text.text)
        predicted.append(spans_of(predict(shared_base, [doc])[0]))
        gold.append(gold_spans(doc, text)[0])
        pair = [doc.copy(), doc.copy()]
        for side, spans in zip(pair, (predicted[-1], gold[-1]), strict=True):
            side.set_ents([Span(side, start, end, label="ORG") for start, end in spans])
        examples.append(Example(*pair))
    theirs = get_ner_prf(examples)
    ours = precision_recall_f(count(predicted, gold, blocks(toy_corpus.heldout)))
    assert 0.1 < ours[2] < 0.9
    assert ours == pytest.approx((theirs["ents_p"], theirs["ents_r"], theirs["ents_f"]))


def test_another_label_at_the_same_place_is_another_entity() -> None:
    found = count([[(0, 1, "ORG")]], [[(0, 1, "PER")]], [0])
    assert found[:, 0].tolist() == [0, 1, 1]


def test_no_text_counts_nothing_and_scores_0() -> None:
    found = count([], [], blocks([]))
    assert found.sum() == 0
    assert precision_recall_f(found) == (0.0, 0.0, 0.0)


@given(st.lists(st.sampled_from(TOPICS), max_size=120))
def test_every_topic_has_five_blocks_of_equal_size(topics: list[str]) -> None:
    found = blocks(texts_of(topics))
    assert len(found) == len(topics)
    for number, topic in enumerate(TOPICS):
        own = [int(b) for b, t in zip(found, topics, strict=True) if t == topic]
        assert {b // 5 for b in own} <= {number}
        sizes = [own.count(number * 5 + i) for i in range(5)]
        assert max(sizes) - min(sizes) <= 1
    assert BLOCKS_PER_TOPIC == 5


def org(*spans: tuple[int, int]) -> list[tuple[int, int, str]]:
    return [(*span, "ORG") for span in spans]


def test_the_dev_score_of_marked_texts_is_the_f_of_their_spans() -> None:
    answers = [Answer(accepted=((0, 1), (2, 3)), complete=True), Answer(complete=True)]
    assert dev_score(answers, [org((0, 1)), org((4, 5))]) == pytest.approx(0.5)  # 1 hit, 1 false, 1 missed
    assert dev_score(answers, [org((0, 1), (2, 3)), []]) == 1.0
    assert dev_score(answers, [[(0, 1, "PER")], []]) == 0.0


def test_the_dev_score_of_decisions_is_the_share_agreed_with() -> None:
    answers = [
        Answer(accepted=((0, 1),)),
        Answer(accepted=((0, 1),)),
        Answer(rejected=((0, 1),)),
        Answer(rejected=((0, 1),)),
    ]
    found = [org((0, 1), (5, 6)), org((0, 2)), org((0, 1)), [(0, 1, "PER")]]
    assert [dev_score([a], [f]) for a, f in zip(answers, found, strict=True)] == [1.0, 0.0, 0.0, 1.0]
    assert dev_score(answers, found) == 0.5


def test_a_pipeline_that_finds_nothing_agrees_with_every_rejection() -> None:
    assert dev_score([Answer(rejected=((0, 1),))] * 3 + [Answer(accepted=((0, 1),))], [[]] * 4) == 0.75


def test_an_empty_dev_split_has_no_score() -> None:
    assert math.isnan(dev_score([], []))


def test_texts_without_any_span_score_0_where_nothing_could_be_found() -> None:
    assert dev_score([Answer(complete=True)], [[]]) == 0.0


@given(st.lists(st.tuples(SPANS, SPANS), min_size=1, max_size=6))
def test_dev_f_is_the_f_of_the_held_out_scores(texts: list[tuple[Any, Any]]) -> None:
    answers = [Answer(accepted=tuple(gold), complete=True) for _, gold in texts]
    expected = precision_recall_f(count([p for p, _ in texts], [g for _, g in texts], [0] * len(texts)))[2]
    assert dev_score(answers, [org(*p) for p, _ in texts]) == pytest.approx(expected)
