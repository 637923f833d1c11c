"""Texts that were answered more than once: whether their answers contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Set
from statistics import mean

from altutor.diagnose.finding import Finding, Passage, Step
from altutor.diagnose.material import Item, Material, said
from altutor.diagnose.reading import Example

MANY = 0.1  # share of the texts answered more than once, at the low end of its interval; slips of a hand give less
MOST = 0.5  # share of the contradictions; a session that accounts for more is named
SHOWN = 3  # texts to read
LONGEST = 40  # characters of a session's name
Question = tuple[object, object]
"""What was suggested, or whether spans or labels of the whole text were asked for, and which."""
Given = list[tuple[Example, Hashable]]
"""The answers to one question about a text, each with what it says, in the order of the file."""


def disagreement(material: Material) -> Finding | None:
    """Count the texts whose answers contradict each other, among those that were answered more than once.

    Parameters
    ----------
    material
        Its chosen texts. Answers are comparable where they are to the same question: all spans of the text, its labels,
        or a yes or no to the same suggestion; where the file was answered in several passes, each about other labels,
        spans and labels of the same pass or of passes that share a label (what this cannot tell is said at
        :func:`altutor.diagnose.reading.passes.tell_apart`). They contradict each other where they are not equal.

    Returns
    -------
    Finding or None
        None where no text has two comparable answers.
    """
    from scipy import stats

    repeated = [(item, given) for item in material.chosen if (given := _repeated(item))]
    if not repeated:
        return None
    split = [(item, pair) for item, given in repeated if (pair := _contradiction(given.values()))]
    n, hits = len(repeated), len(split)
    interval = stats.binomtest(hits, n).proportion_ci(0.95, method="exact")
    what = (
        f"Answers contradict each other in {f'{hits:,}' if hits else 'none'} of {n:,} text{'s' * (n != 1)} that "
        f"{'were' if n != 1 else 'was'} answered more than once."
    )
    meaning = " Training on them teaches both, and how far they agree limits every score on them." if hits else ""
    return Finding(
        id="disagreement",
        section=5,
        question="Do answers contradict each other?",
        answer=what + _session(repeated, hits) + meaning,
        method=(
            "Counted; two answers contradict each other where they mark other spans, give other labels, or say yes and "
            "no to the same suggestion; passes that have no label in common are not compared. Share with the exact "
            "interval (Clopper and Pearson, 1934), for texts answered more than once that were drawn at random."
        ),
        chapter="05_org_experiment#how-far-this-goes",
        effect=hits / n,
        low=float(interval.low),
        high=float(interval.high),
        unit="share of the texts answered more than once",
        sizes={"texts answered more than once": n},
        passages=tuple(
            Passage(f"Contradictory answers{_places(pair, ': ')}", (item.text,)) for item, pair in split[:SHOWN]
        ),
        step=_step(hits, hits / len(material.chosen), what, split[0][1]) if interval.low >= MANY else None,
    )


def _repeated(item: Item) -> dict[Question, Given]:
    """Return the answers to each question about a text that was answered more than once."""
    asked = defaultdict[Question, Given](list)
    tasks: Set[frozenset[str] | None] = {example.asked for example in item.examples if example.asked} or {None}
    for example in filter(said, item.examples):
        if example.binary:
            if example.spans or example.labels:  # not where its span was lost: then what was suggested is not known
                asked[example.spans, example.labels].append((example, example.answer))
        elif example.answer == "accept":
            for task in {example.asked} if example.asked else tasks:
                if example.complete and example.spans is not None:
                    asked["spans", task].append((example, frozenset(example.spans)))
                if example.labels:
                    asked["labels", task].append((example, frozenset(example.labels)))
    return {question: given for question, given in asked.items() if len(given) > 1}


def _contradiction(questions: Iterable[Given]) -> tuple[Example, Example] | None:
    """Return the first answer of a text that another contradicts, with the first that does; None without one."""
    for (first, said_first), *others in questions:
        for other, said_other in others:
            if said_other != said_first:
                return first, other
    return None


def _session(repeated: Iterable[tuple[Item, dict[Question, Given]]], hits: int) -> str:
    """Name the session whose answers hold the fewest spans in most of the contradictions, if there is one."""
    fewest = Counter[str]()
    for _, questions in repeated:
        fewest.update({_least(given) for (kind, _), given in questions.items() if kind == "spans"} - {""})
    for session, count in fewest.most_common(1):
        if count > 1 and count > MOST * hits:
            name = session if len(session) <= LONGEST else f"{session[: LONGEST - 1]}…"
            where = "all" if count == hits else f"{count:,}"
            return f" In {where} of them the answer of session {name} holds the fewest spans."
    return ""


def _least(given: Given) -> str:
    """Return the session whose answers hold the fewest spans; empty where it has no name, or several do."""
    numbers = defaultdict[str, list[int]](list)
    for example, _ in given:
        numbers[example.session].append(len(example.spans or ()))
    ranked = sorted((mean(counts), session) for session, counts in numbers.items())
    return ranked[0][1] if len(ranked) > 1 and ranked[0][0] < ranked[1][0] else ""


def _places(pair: Iterable[Example], before: str) -> str:
    """Return where two answers stand, after `before`; nothing where their file does not say."""
    places = dict.fromkeys(example.place for example in pair if example.place)
    return before + " and ".join(places) if places else ""


def _step(hits: int, weight: float, what: str, pair: tuple[Example, Example]) -> Step:
    first = _places(pair, "; the first answers that differ are those of ")
    return Step("look", weight, what, f"Settle these {hits:,} texts before training{first}.")
