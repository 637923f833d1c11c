"""Spans of made-up texts, and several ways of counting which of them are right: one that is, and known mistakes."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np

from altutor.classroom.ask import alike

LABELS = ("ORG", "PER", "LOC")
FATES = ("right", "label", "border", "missed", "spurious", "empty")
Texts = list[list[tuple[int, int, str]]]


def texts(rng: np.random.Generator) -> tuple[Texts, Texts]:
    """Draw predicted and gold spans until every mistake gives scores of its own."""
    while True:
        predicted, gold = _draw(rng)
        counted = [exact(predicted, gold), *(count(predicted, gold) for count in COUNTED.values())]
        precision, recall, _ = ratios(counted[0])
        scores = [ratios(one) for one in counted] + [macro(predicted, gold)]
        scores += [(precision, recall, (precision + recall) / 2)]
        apart = all(not alike(one, other, 0.004) for one, other in combinations(scores, 2))
        if apart and len(set(counted)) == len(counted) and len({*counted[0], 0, 1}) == 5:
            return predicted, gold


def _draw(rng: np.random.Generator) -> tuple[Texts, Texts]:
    """Lay the same places out in each text, and let each place meet one of the fates."""
    starts = np.cumsum(rng.integers(5, 8, size=3)) - 4
    lengths = rng.integers(1, 4, size=3)
    predicted, gold = [], []
    for _ in range(int(rng.integers(4, 6))):
        found, marked = [], []
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
            fate = rng.choice(FATES, p=[0.3, 0.12, 0.16, 0.16, 0.12, 0.14])
            label, other = rng.choice(LABELS, size=2, replace=False).tolist()
            if fate not in ("spurious", "empty"):
                marked.append((start, start + length, label))
            if fate not in ("missed", "empty"):
                longer = int(fate == "border")
                found.append((start, start + length + longer, other if fate == "label" else label))
        predicted.append([found[i] for i in rng.permutation(len(found))])
        gold.append([marked[i] for i in rng.permutation(len(marked))])
    return predicted, gold


def exact(predicted: Texts, gold: Texts) -> tuple[int, int, int]:
    """Return how many spans are right, wrongly predicted and missed."""
    right = sum(span in marked for found, marked in zip(predicted, gold, strict=True) for span in found)
    return right, sum(map(len, predicted)) - right, sum(map(len, gold)) - right


def _tokens(texts: Texts) -> Texts:
    return [
        [(token, token + 1, label) for start, end, label in spans for token in range(start, end)] for spans in texts
    ]


def _bare(texts: Texts) -> Texts:
    return [[(start, end, "") for start, end, _ in spans] for spans in texts]


def _together(texts: Texts) -> Texts:
    return [sorted({span for spans in texts for span in spans})]


def _overlapping(predicted: Texts, gold: Texts) -> tuple[int, int, int]:
    def touches(span: Any, others: Any) -> bool:
        return any(span[0] < end and start < span[1] and span[2] == label for start, end, label in others)

    pairs = list(zip(predicted, gold, strict=True))
    right = sum(touches(span, marked) for found, marked in pairs for span in found)
    missed = sum(not touches(span, found) for found, marked in pairs for span in marked)
    return right, sum(map(len, predicted)) - right, missed


def ratios(three: tuple[int, int, int]) -> tuple[float, float, float]:
    """Return precision, recall and F."""
    right, wrong, missed = three
    return right / max(right + wrong, 1), right / max(right + missed, 1), 2 * right / max(2 * right + wrong + missed, 1)


def macro(predicted: Texts, gold: Texts) -> tuple[float, ...]:
    """Return the means of the scores of single texts."""
    each = [ratios(exact([found], [marked])) for found, marked in zip(predicted, gold, strict=True)]
    return tuple(float(number) for number in np.mean(each, axis=0))


COUNTED: dict[str, Callable[[Texts, Texts], tuple[int, int, int]]] = {
    "token-level": lambda predicted, gold: exact(_tokens(predicted), _tokens(gold)),
    "overlap-counts": _overlapping,
    "label-ignored": lambda predicted, gold: exact(_bare(predicted), _bare(gold)),
    "texts-mixed": lambda predicted, gold: exact(_together(predicted), _together(gold)),
}
