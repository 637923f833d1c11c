"""Which texts and spans are asked about, with a scorer that says what the test wants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.data.corpus import Corpus
from altutor.ner.entities import predict, spans_of
from altutor.ner.selection import Question, ask_for_decisions, ask_for_texts
from altutor.ner.uncertainty import Proposals, beam_share, text_uncertainty

if TYPE_CHECKING:
    from spacy.language import Language

NLP: Any = None  # the fake scorer needs no pipeline


class Fake:
    """A scorer of documents that are their own proposals; it counts what it was asked to score."""

    def __init__(self) -> None:
        self.scored = 0

    def __call__(self, nlp: Language, docs: Sequence[Any]) -> list[Proposals]:
        self.scored += len(docs)
        return list(docs)


def decide(candidates: list[Any], n: int, scorer: Any = None, *, at_random: bool = False, seed: int = 0) -> Any:
    return ask_for_decisions(
        NLP,
        candidates,
        n,
        scorer or Fake(),
        at_random=at_random,
        entities_only=False,
        rng=np.random.default_rng(seed),
    )


A, B, C = (0, 1), (2, 3), (4, 6)
SURE, UNSURE, NOTHING = {A: 0.99}, {A: 0.99, B: 0.6}, {}
PROPOSALS = st.dictionaries(st.sampled_from([A, B, C]), st.floats(0, 1), max_size=3)
POOL = st.lists(PROPOSALS, max_size=12)


def test_without_a_scorer_the_first_texts_are_taken() -> None:
    assert ask_for_texts(NLP, ["a", "b", "c"], 2, None) == [Question(0), Question(1)]  # type: ignore[list-item]


def test_no_more_texts_are_asked_about_than_there_are() -> None:
    assert ask_for_texts(NLP, ["a"], 5, None) == [Question(0)]  # type: ignore[list-item]
    assert ask_for_texts(NLP, [UNSURE], 5, Fake()) == [Question(0)]  # type: ignore[list-item]


def test_texts_that_the_scorer_is_least_sure_of_come_first_and_ties_keep_their_order() -> None:
    pool: Any = [SURE, NOTHING, UNSURE, SURE, UNSURE]
    assert [q.candidate for q in ask_for_texts(NLP, pool, 4, Fake())] == [2, 4, 0, 3]


def test_the_aggregation_decides_which_text_is_least_sure() -> None:
    pool: Any = [{A: 0.55}, {A: 0.7, B: 0.7, C: 0.7}, {A: 0.55, B: 1.0, C: 1.0}]
    first = {how: [q.candidate for q in ask_for_texts(NLP, pool, 3, Fake(), how)] for how in ("max", "mean", "sum")}
    assert first == {"max": [0, 2, 1], "mean": [0, 1, 2], "sum": [1, 0, 2]}


@given(POOL, st.integers(1, 8))
def test_no_text_that_was_left_is_less_sure_than_one_that_was_taken(pool: Any, n: int) -> None:
    taken = [q.candidate for q in ask_for_texts(NLP, pool, n, Fake())]
    assert len(taken) == len(set(taken)) == min(n, len(pool))
    left = set(range(len(pool))) - set(taken)
    if left:
        assert max(text_uncertainty(pool[i]) for i in left) <= min(text_uncertainty(pool[i]) for i in taken)


def test_under_uncertainty_the_span_nearest_one_half_is_suggested() -> None:
    pool = [{A: 0.9, B: 0.3}, {A: 0.52, B: 0.45, C: 0.0}]
    assert decide(pool, 2) == [Question(1, A), Question(0, B)]


@given(POOL, st.integers(1, 8))
def test_no_suggestion_that_was_left_is_nearer_one_half_than_one_that_was_made(pool: Any, n: int) -> None:
    asked = decide(pool, n)
    assert len({q.candidate for q in asked}) == len(asked) == min(n, len(pool))
    made = [abs(pool[q.candidate][q.suggestion] - 0.5) for q in asked if q.suggestion is not None]
    assert made == sorted(made)
    for question in asked:
        scores = pool[question.candidate]
        if question.suggestion is None:
            assert scores == {}
        else:
            assert abs(scores[question.suggestion] - 0.5) == min(abs(s - 0.5) for s in scores.values())
    left = set(range(len(pool))) - {q.candidate for q in asked}
    assert all(abs(s - 0.5) >= made[-1] for i in left for s in pool[i].values() if made)


def test_under_uncertainty_texts_without_a_suggestion_come_last() -> None:
    assert decide([NOTHING, SURE, NOTHING], 2) == [Question(1, A), Question(0, None)]
    assert decide([NOTHING, SURE, NOTHING], 1) == [Question(1, A)]


@given(POOL, st.integers(1, 8), st.integers(0, 5))
def test_at_random_texts_are_met_as_they_come_until_there_are_enough_suggestions(pool: Any, n: int, seed: int) -> None:
    scorer = Fake()
    asked = decide(pool, n, scorer, at_random=True, seed=seed)
    assert [q.candidate for q in asked] == list(range(len(asked)))
    made = [q for q in asked if q.suggestion is not None]
    assert len(made) == min(n, sum(bool(p) for p in pool))
    assert all((q.suggestion in pool[q.candidate]) if pool[q.candidate] else q.suggestion is None for q in asked)
    if len(made) == n:
        assert asked[-1].suggestion is not None  # nobody reads on once the work is done
        assert scorer.scored < len(asked) + n
    else:
        assert len(asked) == len(pool)


def test_at_random_every_proposal_of_a_text_has_the_same_chance_whatever_its_score() -> None:
    text = {A: 0.5, B: 0.999, C: 0.001}
    found = Counter(q.suggestion for q in decide([text] * 3000, 3000, at_random=True))
    assert set(found) == {A, B, C}
    assert all(abs(times - 1000) < 130 for times in found.values())  # five standard deviations


def test_at_random_the_generator_fixes_the_suggestions() -> None:
    pool = [{A: 0.5, B: 0.5, C: 0.5}] * 20
    assert decide(pool, 20, at_random=True, seed=1) == decide(pool, 20, at_random=True, seed=1)
    assert decide(pool, 20, at_random=True, seed=1) != decide(pool, 20, at_random=True, seed=2)


def test_at_random_a_pool_with_enough_suggestions_is_scored_in_part() -> None:
    scorer = Fake()
    decide([SURE] * 100, 5, scorer, at_random=True)
    assert scorer.scored == 5


@pytest.mark.parametrize("at_random", [False, True])
def test_suggestions_of_entities_only_are_what_the_pipeline_predicts(
    shared_base: Language, toy_corpus: Corpus, at_random: bool
) -> None:
    docs = [shared_base.make_doc(text.text) for text in toy_corpus.pool]
    own = [spans_of(entities) for entities in predict(shared_base, docs)]
    rng = np.random.default_rng(0)
    asked = ask_for_decisions(shared_base, docs, 30, beam_share, at_random=at_random, entities_only=True, rng=rng)
    assert sum(q.suggestion is not None for q in asked) == 30
    for question in asked:
        spans = own[question.candidate]
        assert (question.suggestion in spans) if spans else (question.suggestion is None)
    proposed = beam_share(shared_base, docs)
    assert sum(map(len, proposed)) > sum(map(len, own))  # so the restriction had something to leave out


def test_a_predicted_entity_that_fell_out_of_the_beam_has_no_share_in_it(
    shared_base: Language, toy_corpus: Corpus
) -> None:
    docs = [shared_base.make_doc(text.text) for text in toy_corpus.pool]
    own = [spans_of(entities) for entities in predict(shared_base, docs)]
    first = next(i for i, spans in enumerate(own) if spans)

    def scorer(nlp: Language, docs: Sequence[Any]) -> list[Proposals]:
        return [{(90, 91): 0.5} for _ in docs]

    rng = np.random.default_rng(0)
    asked = ask_for_decisions(shared_base, docs, 60, scorer, at_random=False, entities_only=True, rng=rng)
    assert asked[0] == Question(first, own[first][0])
