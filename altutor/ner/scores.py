"""Precision, recall and F of exact spans, counted in blocks of texts so that a held-out set can be resampled."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from altutor.data.corpus import TOPICS, Text
from altutor.ner.annotator import Answer
from altutor.ner.entities import Entity, Span, spans_of

BLOCKS_PER_TOPIC = 5


def blocks(texts: Sequence[Text]) -> NDArray[np.int64]:
    """Return the block of each text, shape (n_texts,): five blocks a topic, dealt out in turn.

    Block b belongs to topic ``b // 5``, so scores per topic are sums over blocks too.
    """
    dealt = dict.fromkeys(TOPICS, 0)
    found = []
    for text in texts:
        found.append(TOPICS.index(text.topic) * BLOCKS_PER_TOPIC + dealt[text.topic] % BLOCKS_PER_TOPIC)
        dealt[text.topic] += 1
    return np.array(found, dtype=np.int64)


def count(
    predicted: Sequence[Collection[Span | Entity]],
    gold: Sequence[Collection[Span | Entity]],
    block: ArrayLike,
    never_found: Sequence[int] | None = None,
) -> NDArray[np.int64]:
    """Count true positives, false positives and false negatives.

    Parameters
    ----------
    predicted, gold
        Spans (or entities) of each text.
    block
        The block of each text, shape (n_texts,).
    never_found
        Gold mentions of each text that no pipeline can find, because they are not on token borders.

    Returns
    -------
    numpy.ndarray
        Shape (3, n_blocks): true positives, false positives, false negatives.
    """
    hits = [len(set(p) & set(g)) for p, g in zip(predicted, gold, strict=True)]
    lost = never_found if never_found is not None else [0] * len(gold)
    per_text = [(h, len(p) - h, len(g) - h + n) for h, p, g, n in zip(hits, predicted, gold, lost, strict=True)]
    found = np.zeros((3, len(TOPICS) * BLOCKS_PER_TOPIC), dtype=np.int64)
    np.add.at(found.T, np.asarray(block, dtype=np.int64), np.array(per_text, dtype=np.int64).reshape(-1, 3))
    return found


def precision_recall_f(counts: ArrayLike) -> tuple[float, float, float]:
    """Return precision, recall and F from counts of shape (3, ...), summed over all but the first axis.

    A ratio without a denominator is 0.
    """
    tp, fp, fn = np.asarray(counts).reshape(3, -1).sum(axis=1).tolist()
    return tp / max(tp + fp, 1), tp / max(tp + fn, 1), 2 * tp / max(2 * tp + fp + fn, 1)


def dev_score(answers: Sequence[Answer], predicted: Sequence[Collection[Entity]], label: str = "ORG") -> float:
    """Score a pipeline on annotations of its own dev split, as a practitioner would.

    Complete answers: F of the spans. Decisions: the share that the pipeline agrees with, by finding exactly the
    accepted span or by not finding the rejected one.

    Parameters
    ----------
    answers
        The dev split; all complete or none.
    predicted
        The pipeline's entities in each of its texts.
    label
        The label that was asked about.

    Returns
    -------
    float
        From 0 to 1; NaN for an empty split.
    """
    if not answers:
        return float("nan")
    spans = [set(spans_of(entities, label)) for entities in predicted]
    if answers[0].complete:
        hits = sum(len(found & set(answer.accepted)) for found, answer in zip(spans, answers, strict=True))
        sizes = sum(len(found) + len(answer.accepted) for found, answer in zip(spans, answers, strict=True))
        return 2 * hits / max(sizes, 1)
    agreed = [
        all(span in found for span in answer.accepted) and not any(span in found for span in answer.rejected)
        for found, answer in zip(spans, answers, strict=True)
    ]
    return sum(agreed) / len(agreed)
