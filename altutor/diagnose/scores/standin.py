"""A stand-in for the model that the labels are for: quick to train, so that it can be cross-validated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from altutor.diagnose.scores.tagger import Tagger, fitted
from altutor.diagnose.scores.tally import Tally
from altutor.diagnose.scores.task import Task

Rows = NDArray[np.intp]

FOLDS = 5


@dataclass(frozen=True)
class Scores:
    """How the stand-in does, text by text and always on texts that it has not seen.

    Attributes
    ----------
    dev
        Shape (n_chosen, 2): of each chosen text, by the model of the fold that it was left out of.
    others
        Shape (n_others, 2): of each other labelled text, the mean over the models of all folds.
    fold
        Shape (n_chosen,): which fold a chosen text was in.
    by_fold
        Shape (n_folds, n_others, 2): of each other labelled text, by the model of each fold.
    """

    dev: Tally
    others: Tally
    fold: Rows
    by_fold: NDArray[np.float64]


@lru_cache(maxsize=1)
def cross_validate(given: Task, seed: int = 0) -> Scores:
    """Train on four fifths of the chosen texts, five times, and look at the other fifth and at all other texts.

    Folds are stratified (by answer, or by whether a text holds a span) and shuffled with a seed, so that every part of
    a report speaks of the same dev score.
    """
    from sklearn.model_selection import StratifiedKFold

    n, n_others = len(given.texts), len(given.others)
    dev, fold, by_fold = np.zeros((n, 2)), np.zeros(n, dtype=np.intp), np.zeros((FOLDS, n_others, 2))
    there = np.arange(n, n + n_others)
    fit = (_tagger if given.kind == "spans" else _classifier)(given)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for number, (train, test) in enumerate(folds.split(np.zeros(n), _strata(given))):
        tally = fit(train)
        dev[test], fold[test] = tally(test), number
        if n_others:
            by_fold[number] = tally(there)
    return Scores(dev, by_fold.mean(axis=0), fold, by_fold)


def sentence(words: str) -> str:
    """Return words with a capital first letter, the others as they are."""
    return words[:1].upper() + words[1:]


def _tagger(given: Task) -> Callable[[Rows], Callable[[Rows], Tally]]:
    tagger, spans = Tagger([*given.texts, *given.others]), [*given.answers, *given.other_answers]

    def fit(train: Rows) -> Callable[[Rows], Tally]:
        model = tagger.fit(train, spans)
        return lambda rows: tagger.tally(model, rows, spans)

    return fit


def _classifier(given: Task) -> Callable[[Rows], Callable[[Rows], Tally]]:
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    # The vocabulary is that of all texts: it knows nothing of labels, and treats both sides alike.
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
    texts = [*given.texts, *given.others]
    try:
        table = vectorizer.fit_transform(texts)
    except ValueError:  # no text holds a word: they are all alike
        table = sparse.csr_matrix((len(texts), 1))
    answers = np.array([*given.answers, *given.other_answers], dtype=str)

    def fit(train: Rows) -> Callable[[Rows], Tally]:
        model = fitted(LogisticRegression(C=10.0, max_iter=1000), table[train], answers[train])
        return lambda rows: np.stack([model.predict(table[rows]) == answers[rows], np.ones(len(rows))], axis=1)

    return fit


def _strata(given: Task) -> NDArray[np.str_]:
    """Return what to stratify by: answers that are too rare for it are dealt with the most frequent one."""
    answers = [str(bool(spans)) for spans in given.answers] if given.kind == "spans" else given.answers
    counts = Counter(answers)
    most = counts.most_common(1)[0][0]
    return np.array([said if counts[said] >= FOLDS else most for said in answers], dtype=str)
