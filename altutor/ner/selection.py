"""Which texts, and which span of each, the annotator is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altutor.ner.entities import Span, predict, spans_of
from altutor.ner.uncertainty import Aggregate, Proposals, Scorer, text_uncertainty

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Question:
    """A text that the annotator is shown.

    Attributes
    ----------
    candidate
        Its position among the candidates.
    suggestion
        The span to accept or reject. None where all spans are to be marked, or where there is nothing to suggest: then
        a binary annotator reads the text and goes on to the next.
    """

    candidate: int
    suggestion: Span | None = None


def ask_for_texts(
    nlp: Language, candidates: Sequence[Doc], n: int, scorer: Scorer | None, aggregate: Aggregate = "max"
) -> list[Question]:
    """Choose n texts to be marked in full: the first n without a scorer, else those it is least sure of.

    Parameters
    ----------
    candidates
        Texts in random order, which also breaks ties.
    n
        How many to choose.
    scorer
        Proposes and scores spans; None chooses at random.
    aggregate
        How a text's uncertainty comes from that of its spans; the experiment uses the maximum.

    Returns
    -------
    list of Question
        At most n, the most uncertain first.
    """
    if scorer is None:
        return [Question(i) for i in range(min(n, len(candidates)))]
    uncertainty = [text_uncertainty(proposals, aggregate) for proposals in scorer(nlp, candidates)]
    return [Question(int(i)) for i in np.argsort(-np.array(uncertainty), kind="stable")[:n]]


def ask_for_decisions(
    nlp: Language,
    candidates: Sequence[Doc],
    n: int,
    scorer: Scorer,
    *,
    at_random: bool,
    entities_only: bool,
    rng: np.random.Generator,
) -> list[Question]:
    """Choose n suggestions, one a text.

    Parameters
    ----------
    candidates
        Texts in random order.
    scorer
        Proposes and scores the spans.
    at_random
        Take the texts as they come and suggest any of the proposals with equal chance; otherwise suggest the span whose
        score is nearest 0.5 and take the texts in which it is nearest.
    entities_only
        Suggest only what the pipeline itself would predict, with the scorer's score.

    Returns
    -------
    list of Question
        At most n with a suggestion, and those without one that the annotator met on the way.
    """
    if at_random:
        asked: list[Question] = []
        for i, proposals in _as_they_come(nlp, candidates, n, scorer, entities_only):
            spans = list(proposals)
            asked.append(Question(i, spans[rng.integers(len(spans))] if spans else None))
            if sum(question.suggestion is not None for question in asked) == n:
                break  # here, not at the next candidate: that would score one more chunk
        return asked
    proposed = _propose(nlp, candidates, scorer, entities_only)
    nearest = [min(p, key=lambda span: abs(p[span] - 0.5)) if p else None for p in proposed]
    distance = [abs(p[s] - 0.5) if s is not None else np.inf for p, s in zip(proposed, nearest, strict=True)]
    order = np.argsort(distance, kind="stable")[:n]
    return [Question(int(i), nearest[i]) for i in order]


def _as_they_come(
    nlp: Language, candidates: Sequence[Doc], n: int, scorer: Scorer, entities_only: bool
) -> Iterator[tuple[int, Proposals]]:
    """Yield candidates with their proposals, scoring no more of them than are needed."""
    for start in range(0, len(candidates), n):
        chunk = candidates[start : start + n]
        yield from enumerate(_propose(nlp, chunk, scorer, entities_only), start)


def _propose(nlp: Language, docs: Sequence[Doc], scorer: Scorer, entities_only: bool) -> list[Proposals]:
    proposed = scorer(nlp, docs)
    if not entities_only:
        return proposed
    own = [spans_of(entities) for entities in predict(nlp, docs)]
    # A greedy parse that fell out of the beam has no share in it.
    return [{span: p.get(span, 0.0) for span in spans} for p, spans in zip(proposed, own, strict=True)]
