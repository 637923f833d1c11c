"""Three scores of a span, each against a slow or independent way to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altutor.data.corpus import Corpus
from altutor.ner.base import recogniser
from altutor.ner.entities import predict, spans_of
from altutor.ner.uncertainty import (
    SCORERS,
    Proposals,
    beam_share,
    committee_share,
    greedy_probability,
    text_uncertainty,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@pytest.fixture
def docs(shared_base: Language, toy_corpus: Corpus) -> list[Doc]:
    return [shared_base.make_doc(text.text) for text in toy_corpus.heldout]


def parameters(nlp: Language) -> bytes:
    """Return the weights alone: the bytes of a model hold its dropout rate too."""
    layers = recogniser(nlp).model.walk()
    return b"".join(layer.get_param(name).tobytes() for layer in layers for name in layer.param_names)


def own(nlp: Language, docs: list[Doc]) -> list[list[tuple[int, int]]]:
    return [spans_of(entities) for entities in predict(nlp, docs)]


def walked(nlp: Language, doc: Doc, label: str = "ORG") -> Proposals:
    """Parse one document move by move; spaCy itself says which moves a state allows, and which column is whose."""
    ner = recogniser(nlp)
    names = [ner.moves.get_class_name(column) for column in range(ner.moves.n_moves)]
    step_model = ner.model.predict([doc])
    state = ner.moves.init_batch([doc])[0]
    found: Proposals = {}
    start, probability, token = 0, 1.0, 0
    while not state.is_final():
        scores = step_model.predict([state])[0].astype(float)
        valid = [column for column, name in enumerate(names) if ner.moves.is_valid(state, name)]
        odds = np.exp(scores[valid] - scores[valid].max())
        best = int(odds.argmax())
        move = names[valid[best]]
        if move[0] in "BU":
            start, probability = token, 1.0
        probability *= odds[best] / odds.sum()
        if move in (f"L-{label}", f"U-{label}"):
            found[start, token + 1] = probability
        ner.moves.apply_transition(state, move)
        token += 1
    return found


@pytest.mark.parametrize("label", ["ORG", "PER"])
def test_greedy_probability_is_the_product_of_softmaxes_over_the_moves_that_spacy_allows(
    shared_base: Language, docs: list[Doc], label: str
) -> None:
    found = greedy_probability(shared_base, docs, label=label)
    expected = [walked(shared_base, doc, label) for doc in docs]
    assert [list(proposals) for proposals in found] == [list(proposals) for proposals in expected]
    scores = [score for proposals in found for score in proposals.values()]
    assert len(scores) > 20
    assert scores == pytest.approx([score for p in expected for score in p.values()], abs=1e-4)


def test_greedy_probability_knows_the_moves_of_the_last_token(shared_base: Language) -> None:
    # One token: it cannot begin an entity that goes on. Two: the second cannot be inside one that goes on.
    docs = [shared_base.make_doc(text) for text in ("Borvex", "Quillon Labs", "Ostrava Steel Mills")]
    found = greedy_probability(shared_base, docs)
    for doc, proposals in zip(docs, found, strict=True):
        assert proposals == pytest.approx(walked(shared_base, doc), abs=1e-4)
    assert any(end == len(doc) for doc, p in zip(docs, found, strict=True) for _, end in p)


def test_greedy_probability_proposes_the_pipelines_own_entities(shared_base: Language, docs: list[Doc]) -> None:
    assert [list(p) for p in greedy_probability(shared_base, docs)] == own(shared_base, docs)


@pytest.mark.parametrize("name", SCORERS)
def test_every_score_lies_from_0_to_1(shared_base: Language, docs: list[Doc], name: str) -> None:
    scores = [score for proposals in SCORERS[name](shared_base, docs) for score in proposals.values()]
    assert scores
    assert all(0.0 <= score <= 1.0 for score in scores)


@pytest.mark.parametrize("name", SCORERS)
def test_every_scorer_leaves_documents_unannotated_and_the_pipeline_as_it_was(
    shared_base: Language, docs: list[Doc], name: str
) -> None:
    before = parameters(shared_base)
    entities = predict(shared_base, docs)
    SCORERS[name](shared_base, docs)
    assert all(token.ent_iob == 0 for doc in docs for token in doc)
    assert parameters(shared_base) == before
    assert predict(shared_base, docs) == entities


@pytest.mark.parametrize("name", SCORERS)
def test_every_scorer_answers_for_empty_texts_and_for_none_at_all(shared_base: Language, name: str) -> None:
    docs = [shared_base.make_doc(text) for text in ("", "Zentra said Borvex fell .", "")]
    found = SCORERS[name](shared_base, docs)
    assert found[0] == found[2] == {}
    assert found[1]
    assert SCORERS[name](shared_base, []) == []


@pytest.mark.parametrize("name", SCORERS)
def test_every_scorer_gives_the_spans_of_a_text_in_order(shared_base: Language, docs: list[Doc], name: str) -> None:
    for proposals in SCORERS[name](shared_base, docs):
        assert list(proposals) == sorted(proposals)


def same_for_all(nlp: Language, docs: list[Doc], name: str, **settings: float) -> None:
    together = SCORERS[name](nlp, docs, **settings)
    alone = [SCORERS[name](nlp, [doc], **settings)[0] for doc in docs]
    for a, b in zip(together, alone, strict=True):
        for span in {**a, **b}:
            # A parse at the very border of the beam may be in or out: its share is below the tolerance.
            assert a.get(span, 0.0) == pytest.approx(b.get(span, 0.0), abs=1e-4)


def test_scores_do_not_depend_on_the_other_texts_or_on_their_order(shared_base: Language, docs: list[Doc]) -> None:
    same_for_all(shared_base, docs, "beam")
    same_for_all(shared_base, docs, "greedy")
    same_for_all(shared_base, docs, "committee", dropout=0.0)


def test_results_come_in_the_order_of_the_documents(shared_base: Language, docs: list[Doc]) -> None:
    assert len({len(doc) for doc in docs}) > 5
    for name in ("beam", "greedy"):
        turned = SCORERS[name](shared_base, docs[::-1])[::-1]
        for a, b in zip(SCORERS[name](shared_base, docs), turned, strict=True):
            assert a == pytest.approx(b, abs=1e-4)


def test_a_beam_of_one_parse_proposes_the_greedy_parse(shared_base: Language, docs: list[Doc]) -> None:
    found = beam_share(shared_base, docs, width=1)
    assert [list(proposals) for proposals in found] == own(shared_base, docs)
    assert {score for proposals in found for score in proposals.values()} == {1.0}


def test_a_wider_beam_proposes_more(shared_base: Language, docs: list[Doc]) -> None:
    assert sum(map(len, beam_share(shared_base, docs))) > sum(map(len, own(shared_base, docs)))


def test_a_higher_density_drops_unlikely_parses(shared_base: Language, docs: list[Doc]) -> None:
    sparse = beam_share(shared_base, docs, density=0.9)
    assert sum(map(len, sparse)) < sum(map(len, beam_share(shared_base, docs)))


def test_beam_shares_of_spans_that_exclude_each_other_sum_to_no_more_than_1(
    shared_base: Language, docs: list[Doc]
) -> None:
    for doc, proposals in zip(docs, beam_share(shared_base, docs), strict=True):
        for token in range(len(doc)):
            assert sum(p for (start, end), p in proposals.items() if start <= token < end) <= 1.0 + 1e-6


def test_a_committee_without_dropout_is_the_pipeline(shared_base: Language, docs: list[Doc]) -> None:
    found = committee_share(shared_base, docs, dropout=0.0)
    assert found == [dict.fromkeys(spans, 1.0) for spans in own(shared_base, docs)]


def test_a_committee_with_dropout_is_of_two_minds(shared_base: Language, docs: list[Doc]) -> None:
    np.random.seed(0)  # noqa: NPY002 (the generator that thinc draws its masks from)
    found = committee_share(shared_base, docs, dropout=0.3)
    assert any(score < 1.0 for proposals in found for score in proposals.values())


def test_a_committee_is_fixed_by_numpys_global_seed(shared_base: Language, docs: list[Doc]) -> None:
    found = []
    for seed in (0, 0, 1):
        np.random.seed(seed)  # noqa: NPY002
        found.append(committee_share(shared_base, docs, dropout=0.3))
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize("members", [1, 3, 4])
def test_committee_shares_are_multiples_of_one_vote(shared_base: Language, docs: list[Doc], members: int) -> None:
    found = committee_share(shared_base, docs, members=members, dropout=0.3)
    shares = {score for proposals in found for score in proposals.values()}
    assert shares <= {votes / members for votes in range(1, members + 1)}
    assert 1.0 in shares


PROPOSALS = st.dictionaries(
    st.tuples(st.integers(0, 20), st.integers(21, 40)), st.floats(0.0, 1.0, allow_nan=False), max_size=6
)


@given(PROPOSALS)
def test_a_texts_uncertainty_grows_from_mean_to_max_to_sum(proposals: Proposals) -> None:
    mean, most, total = (text_uncertainty(proposals, how) for how in ("mean", "max", "sum"))
    assert 0.0 <= mean <= most + 1e-12
    assert most <= 1.0
    assert most <= total <= len(proposals)


@given(PROPOSALS)
def test_a_span_that_is_surely_wrong_is_as_certain_as_one_that_is_surely_right(proposals: Proposals) -> None:
    turned = {span: 1.0 - score for span, score in proposals.items()}
    for how in ("max", "mean", "sum"):
        assert text_uncertainty(turned, how) == pytest.approx(text_uncertainty(proposals, how))


@given(PROPOSALS, st.floats(0.0, 1.0))
def test_one_more_span_never_makes_a_text_surer_by_max_or_sum(proposals: Proposals, score: float) -> None:
    more = proposals | {(100, 101): score}
    for how in ("max", "sum"):
        assert text_uncertainty(more, how) >= text_uncertainty(proposals, how) - 1e-12


def test_uncertainty_of_known_scores() -> None:
    assert text_uncertainty({}) == 0.0
    assert text_uncertainty({(0, 1): 0.5}) == 1.0
    assert text_uncertainty({(0, 1): 0.0, (2, 3): 1.0}) == 0.0
    proposals = {(0, 1): 0.9, (2, 3): 0.4}
    assert text_uncertainty(proposals) == pytest.approx(0.8)
    assert text_uncertainty(proposals, "mean") == pytest.approx(0.5)
    assert text_uncertainty(proposals, "sum") == pytest.approx(1.0)
