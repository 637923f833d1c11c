"""A stand-in for the model that the labels are for: quick to train, so that it can be cross-validated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from altutor.diagnose.answers.labels import complete_spans
from altutor.diagnose.material import Item, Material
from altutor.diagnose.scores.tagger import Tagger
from altutor.diagnose.scores.tally import Tally

Row = TypeVar("Row")
Rows = NDArray[np.intp]

FOLDS = 5
LEAST = 40  # labelled texts a side
RARE = 10  # marked spans, or chosen texts with another answer than the most frequent one, at least
CAP = 2000  # texts a side, evenly over the file; more would not change the answer


@dataclass(frozen=True, eq=False)
class Task:
    """What the stand-in learns.

    Attributes
    ----------
    kind
        ``spans``, ``label`` or ``answer``.
    model, unit
        What it is and how it is scored: "F of ORG spans".
    texts, answers
        Of the chosen texts with an answer: the spans, or a word.
    others, other_answers
        Of the labelled texts that nobody chose.
    name
        What these are called: "held-out texts".
    positions
        Which of :attr:`Material.chosen` the chosen ones are.
    """

    kind: str
    model: str
    unit: str
    texts: list[str]
    answers: list[Any]
    others: list[str]
    other_answers: list[Any]
    name: str
    positions: list[int]


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


@lru_cache(maxsize=2)
def task(material: Material, beside_others: bool = True) -> Task | None:
    """Return what a stand-in can learn from the chosen texts.

    Of these the first that enough texts tell: which spans of the label a text holds, the label of the text, whether a
    suggestion was accepted.

    Parameters
    ----------
    material
        The files.
    beside_others
        Whether labelled texts that nobody chose are needed, too.

    Returns
    -------
    Task or None
        None where no question has 40 chosen texts (and as many others, where they are needed) with ten spans, or with
        ten answers that differ from the most frequent one.
    """
    if not beside_others and (found_beside := task(material)) is not None:
        return found_beside  # so that all parts of a report speak of the same scores
    name, labelled = material.labelled
    classifier = "a logistic regression on tf-idf of words and pairs of words"
    kinds: tuple[tuple[str, str, str, Callable[[Item, str | None], tuple[str, Any] | None]], ...] = (
        (
            "spans",
            f"a small tagger (logistic regression on words, shapes and neighbours) that finds {material.label} spans",
            f"F of {material.label} spans",
            _spans,
        ),
        ("label", f"{classifier} that tells the label of a text", "share of labels told right", _label),
        (
            "answer",
            f"{classifier} that tells whether a suggestion was accepted",
            "share of yes/no answers told right",
            _accepted,
        ),
    )
    for kind, model, unit, answer in kinds:
        chosen = [(at, *found) for at, item in enumerate(material.chosen) if (found := answer(item, material.label))]
        others = [found for item in labelled if (found := answer(item, material.label))]
        if len(chosen) < LEAST or (beside_others and len(others) < LEAST):
            continue
        said = [given for _, _, given in chosen]
        if (sum(map(len, said)) if kind == "spans" else sum(_counts(said)[1:])) < RARE:
            continue
        chosen, others = evenly(chosen, CAP), evenly(others, CAP)
        texts, answers = [text for _, text, _ in chosen], [given for _, _, given in chosen]
        there, other_answers = [text for text, _ in others], [given for _, given in others]
        return Task(kind, model, unit, texts, answers, there, other_answers, name, [at for at, _, _ in chosen])
    return None


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


def evenly(rows: list[Row], most: int) -> list[Row]:
    """Return at most so many rows, evenly over the list."""
    return rows if len(rows) <= most else [rows[i * len(rows) // most] for i in range(most)]


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
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    # The vocabulary is that of all texts: it knows nothing of labels, and treats both sides alike.
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
    table = vectorizer.fit_transform([*given.texts, *given.others])
    answers = np.array([*given.answers, *given.other_answers], dtype=str)

    def fit(train: Rows) -> Callable[[Rows], Tally]:
        model = LogisticRegression(C=10.0, max_iter=1000).fit(table[train], answers[train])
        return lambda rows: np.stack([model.predict(table[rows]) == answers[rows], np.ones(len(rows))], axis=1)

    return fit


def _strata(given: Task) -> NDArray[np.str_]:
    """Return what to stratify by: answers that are too rare for it are dealt with the most frequent one."""
    answers = [str(bool(spans)) for spans in given.answers] if given.kind == "spans" else given.answers
    counts = Counter(answers)
    most = counts.most_common(1)[0][0]
    return np.array([said if counts[said] >= FOLDS else most for said in answers], dtype=str)


def _counts(answers: Sequence[str]) -> list[int]:
    return [count for _, count in Counter(answers).most_common()]


def _spans(item: Item, label: str | None) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """Return a completely marked text and its spans of the label, by the last answer."""
    marked = complete_spans(item)
    if label is None or not marked:
        return None
    return item.text, tuple((span.start, span.end) for span in marked[-1] if span.label == label)


def _label(item: Item, label: str | None) -> tuple[str, str] | None:
    """Return a text and its label, by the last answer that gives exactly one."""
    given = [e.labels for e in item.examples if e.answer == "accept" and not e.binary and len(e.labels) == 1]
    return (item.text, given[-1][0]) if given else None


def _accepted(item: Item, label: str | None) -> tuple[str, str] | None:
    """Return a text with its first suggestion, and what was answered; a second one would not be independent of it."""
    for example in item.examples:
        if example.binary and example.answer != "ignore":
            suggested = [item.text[span.start : span.end] for span in example.spans or ()]
            return " ".join([*suggested, *example.labels, item.text]), example.answer
    return None
