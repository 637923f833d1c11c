"""A small tagger that finds spans: trained in seconds, so that it can be cross-validated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altutor.diagnose.scores.tally import Tally

TOKEN = re.compile(r"\w+|[^\w\s]")
FEATURES = 2**18
Borders = tuple[int, int]
"""First character and the one after the last."""


class Tagger:
    """A logistic regression on each token's own and neighbouring words, shapes and endings.

    Neighbouring tokens that are tagged make up one span.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        from sklearn.feature_extraction import FeatureHasher

        tokens = [[(found.start(), found.end()) for found in TOKEN.finditer(text)] for text in texts]
        hasher = FeatureHasher(FEATURES, input_type="string", alternate_sign=False)
        self.tokens = tokens
        self.starts = np.cumsum([0, *map(len, tokens)])
        described = (words for text, borders in zip(texts, tokens, strict=True) for words in _describe(text, borders))
        self.rows: Any = hasher.transform(described)

    def fit(self, texts: NDArray[np.intp], spans: Sequence[Sequence[Borders]]) -> Any:
        """Return a model trained on some of the texts; `spans` are those of all texts."""
        from sklearn.linear_model import LogisticRegression

        inside = np.array([_inside(token, spans[text]) for text in texts for token in self.tokens[text]])
        return fitted(LogisticRegression(C=10.0, solver="liblinear"), self.rows[self._rows(texts)], inside)

    def tally(self, model: Any, texts: NDArray[np.intp], spans: Sequence[Sequence[Borders]]) -> Tally:
        """Return what counts for F in some of the texts, shape (n, 2): twice the hits, spans found plus marked."""
        tagged = model.predict(self.rows[self._rows(texts)])
        counts, at = np.zeros((len(texts), 2)), 0
        for row, text in enumerate(texts):
            tokens = self.tokens[text]
            found, marked = set(_spans(tokens, tagged[at : at + len(tokens)])), set(spans[text])
            at += len(tokens)
            counts[row] = 2 * len(found & marked), len(found) + len(marked)
        return counts

    def _rows(self, texts: NDArray[np.intp]) -> NDArray[np.intp]:
        return np.concatenate([np.arange(self.starts[text], self.starts[text + 1]) for text in texts])


def fitted(model: Any, rows: Any, answers: NDArray[Any]) -> Any:
    """Train a model of scikit-learn; where all answers are the same, one that always gives this answer."""
    from sklearn.dummy import DummyClassifier

    return (model if len(np.unique(answers)) > 1 else DummyClassifier()).fit(rows, answers)


def _describe(text: str, tokens: Sequence[Borders]) -> list[list[str]]:
    words = ["<", *(text[start:end] for start, end in tokens), ">"]
    shapes = [_shape(word) for word in words]
    return [
        [
            f"word={words[i].lower()}",
            f"before={words[i - 1].lower()}",
            f"after={words[i + 1].lower()}",
            f"shape={shapes[i]}",
            f"shapes={shapes[i - 1]} {shapes[i]} {shapes[i + 1]}",
            f"ending={words[i][-3:].lower()}",
            f"beginning={words[i][:3].lower()}",
        ]
        for i in range(1, len(words) - 1)
    ]


def _shape(word: str) -> str:
    """Return Aa, AA, aa, 00 or the sign itself."""
    if word[0].isdigit():
        return "00"
    if not word[0].isalpha():
        return word[0]
    if word[0].islower():
        return "aa"
    return "AA" if len(word) > 1 and word.isupper() else "Aa"


def _inside(token: Borders, spans: Sequence[Borders]) -> bool:
    return any(start <= token[0] and token[1] <= end for start, end in spans)


def _spans(tokens: Sequence[Borders], tagged: Any) -> list[Borders]:
    found: list[Borders] = []
    open_span = False
    for (start, end), inside in zip(tokens, tagged, strict=True):
        if inside and open_span:
            found[-1] = (found[-1][0], end)
        elif inside:
            found.append((start, end))
        open_span = bool(inside)
    return found
