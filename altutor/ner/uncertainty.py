"""How sure is a pipeline of an ORG span? Three scores, and from them the uncertainty of a text.

Each scorer returns for every document the ORG spans that it proposes, with a score from 0 to 1. Whether such a score
is a probability is a question for :mod:`altutor.ner.reliability`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from altutor.ner.base import recogniser
from altutor.ner.entities import Entity, Span, batches

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Proposals = dict[Span, float]
"""Proposed spans of one document with their scores, in the order of the spans."""
Scorer = Callable[["Language", Sequence["Doc"]], list[Proposals]]
Aggregate = Literal["max", "mean", "sum"]

BEAM_WIDTH = 8
BEAM_DENSITY = 1e-4
COMMITTEE = 5
COMMITTEE_DROPOUT = 0.2


def beam_share(
    nlp: Language, docs: Sequence[Doc], *, width: int = BEAM_WIDTH, density: float = BEAM_DENSITY, label: str = "ORG"
) -> list[Proposals]:
    """Score a span by the share of the beam's parses, weighted by their probability, that hold it.

    Parameters
    ----------
    width
        Parses that are kept.
    density
        Parses less likely than this share of the best are dropped.

    Notes
    -----
    spaCy's ``beam_parse``, the score that Prodigy's ``ner.teach`` asks by. A parser that was trained greedily has not
    learnt to compare whole parses, so nothing makes this share a probability.
    """
    ner = recogniser(nlp)
    found: list[Proposals] = [{} for _ in docs]
    for where, batch in batches(docs):
        scored = ner.scored_ents(ner.beam_parse(batch, beam_width=width, beam_density=density))
        for i, entities in zip(where, scored, strict=True):
            spans = {(start, end): float(score) for (start, end, name), score in entities.items() if name == label}
            found[i] = {span: min(spans[span], 1.0) for span in sorted(spans)}
    return found


def greedy_probability(nlp: Language, docs: Sequence[Doc], *, label: str = "ORG") -> list[Proposals]:
    """Score each span that the pipeline finds by the product of the probabilities of the transitions that made it.

    A transition's probability is the softmax of the parser's scores over the transitions that the state allows.
    """
    return [
        {(start, end): score for (start, end, _), score in entities.items()}
        for entities in greedy_entities(nlp, docs, label)
    ]


def greedy_entities(nlp: Language, docs: Sequence[Doc], label: str | None = None) -> list[dict[Entity, float]]:
    """Return the entities that the pipeline finds, of one label or of all, each with its greedy probability."""
    ner = recogniser(nlp)
    # Not `ner.move_names`: it leaves out the internal move `U-`, so its positions are not the columns of the scores.
    moves = [ner.moves.get_class_name(column) for column in range(ner.moves.n_moves)]
    found: list[dict[Entity, float]] = [{} for _ in docs]
    for where, batch in batches(docs):
        step_model = ner.model.predict(batch)
        states, scores = _greedy(ner, step_model, batch)
        ner.set_annotations(batch, states)
        for i, doc, steps in zip(where, batch, scores, strict=True):
            for entity in doc.ents:
                if label in (None, entity.label_):
                    span = entity.start, entity.end
                    found[i][*span, entity.label_] = _span_probability(moves, steps, *span, entity.label_)
            doc.set_ents([], default="missing")
    return found


def committee_share(
    nlp: Language,
    docs: Sequence[Doc],
    *,
    members: int = COMMITTEE,
    dropout: float = COMMITTEE_DROPOUT,
    label: str = "ORG",
) -> list[Proposals]:
    """Score a span by the share of a committee that finds it; the members are the pipeline under different dropout.

    Parameters
    ----------
    members
        Predictions per document.
    dropout
        Share of units that each member lacks; masks come from NumPy's global generator, which the caller seeds.

    Notes
    -----
    Query by committee (Seung, Opper and Sompolinsky, 1992) with dropout at prediction (Gal and Ghahramani, 2016).
    ``greedy_parse(drop=...)`` would not do: dropout layers are inactive at prediction, so the model is run as in
    training.
    """
    from thinc.api import set_dropout_rate

    ner = recogniser(nlp)
    found: list[Proposals] = [{} for _ in docs]
    set_dropout_rate(ner.model, dropout)
    for where, batch in batches(docs):
        votes: list[Counter[Span]] = [Counter() for _ in batch]
        for _ in range(members):
            step_model, _ = ner.model.begin_update(batch)
            ner.set_annotations(batch, _greedy(ner, step_model, batch, keep=False)[0])
            for doc, vote in zip(batch, votes, strict=True):
                vote.update((ent.start, ent.end) for ent in doc.ents if ent.label_ == label)
                doc.set_ents([], default="missing")
        for i, vote in zip(where, votes, strict=True):
            found[i] = {span: vote[span] / members for span in sorted(vote)}
    return found


def text_uncertainty(proposals: Proposals, aggregate: Aggregate = "max") -> float:
    """Return the uncertainty of a text: that of its spans, aggregated.

    A span with score p has uncertainty 1 - |2p - 1|, from 0 (sure) to 1. A text without a proposed span has 0.
    """
    if not proposals:
        return 0.0
    spans = [1.0 - abs(2.0 * score - 1.0) for score in proposals.values()]
    return {"max": max(spans), "mean": sum(spans) / len(spans), "sum": sum(spans)}[aggregate]


def _greedy(
    ner: Any, step_model: Any, batch: list[Doc], keep: bool = True
) -> tuple[list[Any], list[NDArray[np.float32]]]:
    """Parse greedily; return the final states and, per document, the scores of all moves at each of its tokens."""
    final = states = ner.moves.init_batch(batch)
    lengths = np.array([len(doc) for doc in batch])
    scores = []
    while states:
        step = step_model.predict(states)
        states = ner.transition_states(states, step)
        if keep:
            scores.append(step)
    step_model.clear_memory()
    if not keep:
        return final, []
    # Every transition of `ner` consumes one token, so at step t the documents longer than t are those still open.
    table = np.zeros((len(batch), len(scores), scores[0].shape[1]), dtype=np.float32)
    for t, step in enumerate(scores):
        table[lengths > t, t] = step
    return final, [table[i, : lengths[i]] for i in range(len(batch))]


def _span_probability(moves: list[str], scores: NDArray[np.float32], start: int, end: int, label: str) -> float:
    """Return the probability of the transitions from `start` to `end`, given scores of shape (n_tokens, n_moves)."""
    last_token = len(scores) - 1
    logarithm = 0.0
    for token in range(start, end):
        if token == start:
            firsts = "UO" if token == last_token else "BUO"
            allowed = [move for move in moves if move[0] in firsts and move != "U-"]
        else:
            allowed = [f"L-{label}"] if token == last_token else [f"I-{label}", f"L-{label}"]
        chosen = allowed.index(f"{_action(token, start, end)}-{label}")
        row = scores[token, [moves.index(move) for move in allowed]].astype(float)
        row -= row.max()
        logarithm += row[chosen] - np.log(np.exp(row).sum())
    return float(np.exp(logarithm))


def _action(token: int, start: int, end: int) -> str:
    """Return the transition that a token of a span needs: Begin, In, Last or Unit."""
    if end - start == 1:
        return "U"
    return "B" if token == start else "L" if token == end - 1 else "I"


SCORERS: dict[str, Scorer] = {"beam": beam_share, "greedy": greedy_probability, "committee": committee_share}
"""The scorers by the name of the selection that uses them."""
