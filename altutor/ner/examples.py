"""From an answer to a training example, and what the tokens mean that nobody labelled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from altutor.ner.annotator import Answer
from altutor.ner.base import REJECTED
from altutor.ner.entities import Entity, Span, overlap

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.training import Example

Unlabelled = Literal["unknown", "outside", "base"]
"""The three meanings of an unlabelled token: nothing is known of it, it is not an entity, it is what the base says."""


def make_example(
    doc: Doc,
    answer: Answer,
    *,
    unlabelled: Unlabelled = "outside",
    rehearse: bool = False,
    predicted: Iterable[Entity] = (),
    label: str = "ORG",
) -> Example:
    """Return the example that a pipeline learns from.

    Parameters
    ----------
    doc
        The unannotated text; not changed.
    answer
        What the annotator said. Where it is complete, tokens outside its spans are known not to be `label`.
    unlabelled
        What other tokens mean after an answer that is not complete. ``base`` lays the answer over `predicted`: its
        spans of any label stay, except that a span of `label` that shares a token with the answered span goes; its
        tokens are then unknown.
    rehearse
        Whether `predicted` spans of other labels are merged in (pseudo-rehearsal), so that they are not unlearnt.
    predicted
        What the untouched base finds in the text; used for ``base`` and for rehearsal.
    label
        The label that was asked about.

    Returns
    -------
    spacy.training.Example
    """
    from spacy.tokens import Span as SpacySpan
    from spacy.training import Example

    answered = [*answer.accepted, *answer.rejected, *answer.unclear]
    denied: list[Span] = list(answer.rejected)
    kept = [(start, end, label) for start, end in answer.accepted]
    lay_over = unlabelled == "base" and not answer.complete
    for start, end, name in predicted:
        wanted = lay_over or (rehearse and name != label)
        # A rejected span is not `label`; another label's span there is no contradiction.
        against = answered if name == label else [*answer.accepted, *answer.unclear]
        if wanted and not any(overlap((start, end), span) for span in against):
            kept.append((start, end, name))
        elif wanted and name == label:
            denied.append((start, end))
    reference = doc.copy()
    # A set, since two mentions off token borders may touch the same token ("HP/Compaq").
    unknown = {t for a, b in answer.unclear for t in range(a, b)}
    if lay_over:
        covered = [(start, end) for start, end, _ in kept]
        # A rejection may mean wrong borders: nothing is known of the tokens that the base would have marked.
        unknown |= {t for a, b in denied for t in range(a, b) if not _inside(t, covered)}
    reference.set_ents(
        [SpacySpan(reference, start, end, label=name) for start, end, name in sorted(kept)],
        missing=[reference[t : t + 1] for t in sorted(unknown)],
        default="missing" if unlabelled == "unknown" and not answer.complete else "outside",
    )
    reference.spans[REJECTED] = [SpacySpan(reference, start, end, label=label) for start, end in answer.rejected]
    return Example(doc.copy(), reference)


def _inside(token: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= token < end for start, end in spans)
