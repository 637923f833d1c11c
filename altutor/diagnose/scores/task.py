"""What a stand-in model can learn from the chosen texts, and what is lacking where it can learn nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from altutor.diagnose.answers.labels import marked_spans
from altutor.diagnose.material import Item, Material

Row = TypeVar("Row")

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
    limit
        A sentence (with a blank before it) that says that not all texts are used; empty where all are.
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
    limit: str


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
    for kind, model, unit, every_chosen, every_other in _answered(material):
        chosen, others = evenly(every_chosen, CAP), evenly(every_other, CAP)
        if len(chosen) < LEAST or (beside_others and len(others) < LEAST):
            continue
        texts, answers = [text for _, text, _ in chosen], [given for _, _, given in chosen]
        if (sum(map(len, answers)) if kind == "spans" else sum(_counts(answers)[1:])) < RARE:
            continue
        there, other_answers = [text for text, _ in others], [given for _, given in others]
        positions, name = [at for at, _, _ in chosen], material.labelled[0]
        cut = len(chosen) < len(every_chosen) or len(others) < len(every_other)
        limit = f" At most {CAP:,} texts of a side are used, evenly over the file." if cut else ""
        return Task(kind, model, unit, texts, answers, there, other_answers, name, positions, limit)
    return None


def lacking(material: Material, beside_others: bool = True) -> str:
    """Return which file :func:`task` needs, and how many texts it has: what follows the word "needs"."""
    kind, _, _, chosen, others = max(_answered(material), key=lambda one: len(one[3]))
    name, needs = material.labelled[0], []
    if len(chosen) < LEAST:
        needs.append(f"--selected FILE with at least {LEAST} labelled texts (it has {len(chosen) or 'none'})")
    if beside_others and len(others) < LEAST:
        have = f" ({len(others) or 'none'} of the {name} {'is' if len(others) == 1 else 'are'})" if name else ""
        needs.append(
            f"--heldout FILE or --random FILE with at least {LEAST} texts that are labelled as the chosen ones are"
            + have
        )
    of = "marked spans" if kind == "spans" else "texts whose answer is not the most frequent one"
    return " and ".join(needs) or f"--selected FILE with at least {RARE} {of}"


def _answered(material: Material) -> Iterator[tuple[str, str, str, list[tuple[int, str, Any]], list[tuple[str, Any]]]]:
    """Yield each kind of task with its model, its unit, and the chosen and other texts that have such an answer."""
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
        others = [found for item in material.labelled[1] if (found := answer(item, material.label))]
        yield kind, model, unit, chosen, others


def evenly(rows: list[Row], most: int) -> list[Row]:
    """Return at most so many rows, evenly over the list."""
    return rows if len(rows) <= most else [rows[i * len(rows) // most] for i in range(most)]


def _counts(answers: Sequence[str]) -> list[int]:
    return [count for _, count in Counter(answers).most_common()]


def _spans(item: Item, label: str | None) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """Return a completely marked text and its spans of the label, by the last answer."""
    marked = None if label is None else marked_spans(item, label)
    return None if marked is None else (item.text, tuple((span.start, span.end) for span in marked))


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
