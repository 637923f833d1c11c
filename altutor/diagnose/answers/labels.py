"""What was labelled in the chosen texts, beside labelled texts that nobody chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from altutor.bias.holm import holm
from altutor.bias.means import MeanShift, mean_shift
from altutor.bias.shift import share_difference
from altutor.diagnose.answers.columns import by_number, share_columns
from altutor.diagnose.finding import Finding, Step, take_scores
from altutor.diagnose.material import Item, Material, said
from altutor.diagnose.reading import Example, Span
from altutor.traces import Trace
from altutor.wording import fixed, percent

PERMUTATIONS = 1999
LEAST = 10  # texts a side; with fewer no difference that matters would show
TINY = 0.1  # a share of the texts; less is no reason to change anything
SHOWN = 15  # labels in the picture
MEANS = "Scores on a dev split of the chosen texts are scores on texts of that kind."
CHAPTER = "02_sampling_bias#the-dev-split-is-chosen-too"


def density(material: Material, rng: np.random.Generator) -> Finding | None:
    """Compare how many spans of the label were marked a text.

    Parameters
    ----------
    material
        Of the chosen texts, and of the labelled ones that nobody chose, those count in which an accepted answer marks
        all spans of the label.
    rng
        Draws the permutations.

    Returns
    -------
    Finding or None
        None without a label, or with fewer than ten such texts on a side.
    """
    name, labelled = material.labelled
    label = material.label
    if label is None:
        return None
    chosen, others = marked(material.chosen, label), marked(labelled, label)
    if min(len(chosen), len(others)) < LEAST:
        return None
    shift = mean_shift(chosen, others, rng, permutations=PERMUTATIONS)
    here, there = fixed(float(chosen.mean()), 2), fixed(float(others.mean()), 2)
    what = f"The chosen texts hold {here} {label} spans each, the {name} {there}."
    return Finding(
        id="density",
        section=2,
        question=f"Do the chosen texts hold more or fewer {label} spans?",
        answer=f"{what} {preference(shift)} {MEANS}",
        method=(
            f"Spans a text, in texts where all {label} spans are marked, by the last such answer; difference of the "
            f"means with Welch's interval (1947), p-value from {PERMUTATIONS:,} permutations of who was chosen."
        ),
        chapter=CHAPTER,
        effect=shift.difference,
        low=shift.low,
        high=shift.high,
        unit=f"{label} spans a text",
        sizes={"chosen texts": len(chosen), name: len(others)},
        p_value=shift.p_value,
        trace=Trace(
            id="diagnose-density",
            kind="dots",
            title=f"Marked {label} spans a text: chosen texts and {name}",
            caption=(
                f"Share of the texts that hold so many marked {label} spans, in the chosen texts and in the {name}, "
                "with 95% intervals (Wilson, 1927). Where the two dots of a row lie outside each other's intervals, "
                "chance alone hardly explains it."
            ),
            alt=f"Dots with intervals, a row for each number of spans. Mean of the chosen texts {here}, of the {name} "
            f"{there}.",
            columns=by_number({"chosen texts": chosen, name: others}, f"{label} spans"),
            labels={"x": "share of texts"},
        ),
        step=judge_on(name, len(others), shift.distance, what),
    )


def marginals(material: Material, rng: np.random.Generator) -> Finding | None:
    """Compare which share of the texts has each label.

    Labels of whole texts are compared where there are any. Labels of spans are compared where there are two at least:
    of a single one :func:`density` tells more.

    Parameters
    ----------
    material
        A yes/no answer tells of its own label alone, an accepted choice of labels of all of them. Of spans only those
        texts count in which an accepted answer marks all of the label.
    rng
        Not used, since the test is exact; every test of the report takes one.

    Returns
    -------
    Finding or None
        None where no label can be compared on ten texts of each side.
    """
    name, labelled = material.labelled
    shares = _compare(material.chosen, labelled)
    if not shares:
        return None
    adjusted = holm([share.p_value for share in shares])
    order = sorted(range(len(shares)), key=lambda i: (adjusted[i], -abs(shares[i].difference), shares[i].label))
    first, clear = shares[order[0]], int((adjusted < 0.05).sum())
    here, there = percent(first.chosen / first.n_chosen), percent(first.others / first.n_others)
    what = f"{here} of the chosen texts and {there} of the {name} have the label {first.label}."
    return Finding(
        id="marginals",
        section=2,
        question="Does each label occur as often?",
        answer=(
            f"{what} Compared were {len(shares)} label{'s' * (len(shares) > 1)}; the shares of {clear or 'none'} of "
            f"them differ by more than chance explains. {MEANS}"
        ),
        method=(
            "Share of the texts with each label; Fisher's exact test of each, adjusted for how many labels there are "
            "(Holm, 1979); difference with Newcombe's interval (1998, method 10). Effect and interval are those of the "
            "label with the smallest p-value."
        ),
        chapter=CHAPTER,
        effect=first.difference,
        low=first.low,
        high=first.high,
        unit=f"difference of shares (label {first.label})",
        sizes={"chosen texts": first.n_chosen, name: first.n_others},
        p_value=float(adjusted[order[0]]),
        trace=Trace(
            id="diagnose-marginals",
            kind="dots",
            title=f"Share of texts with each label: chosen texts and {name}",
            caption=(
                f"Share of the texts that have each label, in the chosen texts and in the {name}, with 95% intervals "
                "(Wilson, 1927). Labels are sorted by p-value, the smallest on top"
                + (f"; the first {SHOWN} of {len(shares)} are shown." if len(shares) > SHOWN else ".")
                + " The further the two dots of a row lie apart, the more the choice changed how often that label "
                "occurs."
            ),
            alt=f"Dots with intervals, a row for each label. On top {first.label}: {here} of the chosen texts, {there} "
            f"of the {name}.",
            columns=share_columns(
                row
                for share in (shares[i] for i in order[:SHOWN])
                for row in (
                    (share.label, "chosen texts", share.chosen, share.n_chosen),
                    (share.label, name, share.others, share.n_others),
                )
            ),
            labels={"x": "share of texts"},
        ),
        step=judge_on(name, first.n_others, abs(first.difference), what),
    )


def complete_spans(item: Item) -> list[tuple[Span, ...]]:
    """Return the spans of each answer that marks all entities of a text, or all of the labels that it is about."""
    return [example.spans for example in item.examples if example.spans is not None and _marks_all(example)]


def marked_spans(item: Item, label: str) -> tuple[Span, ...] | None:
    """Return the spans of a label in a text, by the last answer that marks all of them; None where none does.

    Where a file was answered in several passes, each about other labels, an answer of another pass tells nothing.
    """
    given = [
        example.spans
        for example in item.examples
        if example.spans is not None and _marks_all(example) and (example.asked is None or label in example.asked)
    ]
    return tuple(span for span in given[-1] if span.label == label) if given else None


def marked(items: Iterable[Item], label: str) -> NDArray[np.float64]:
    """Return how many spans of a label each text has of which they are known, shape (n_such_texts,)."""
    found = (marked_spans(item, label) for item in items)
    return np.array([len(spans) for spans in found if spans is not None], dtype=float)


def preference(shift: MeanShift) -> str:
    """Return in a sentence what the choice preferred, when texts are counted by their spans."""
    if shift.low <= 0 <= shift.high:
        return "The interval of the difference holds 0: no preference is seen."
    return f"The choice preferred texts with {'more' if shift.low > 0 else 'fewer'} of them."


def judge_on(labelled: str, n: int, weight: float, what: str) -> Step | None:
    """Return what to do where the chosen texts differ; None where they hardly do.

    Parameters
    ----------
    labelled, n
        What the labelled texts are called that nobody chose, and how many there are; 0 where there are none.
    weight
        How much the sides differ, from 0 to 1.
    what
        The finding.
    """
    if weight < TINY:
        return None
    return Step("look", weight, what, take_scores(labelled, n))


@dataclass(frozen=True)
class _Share:
    """How many texts have a label, of those of which it is known."""

    label: str
    chosen: int
    n_chosen: int
    others: int
    n_others: int
    p_value: float
    difference: float
    low: float
    high: float


def _compare(chosen: Sequence[Item], labelled: Sequence[Item]) -> list[_Share]:
    """Compare every label that is known of enough texts on both sides; a label that no text has is left out."""
    everything = (*chosen, *labelled)
    of_texts = sorted({label for item in everything for example in item.examples for label in example.labels})
    of_spans = sorted({span.label for item in everything for spans in complete_spans(item) for span in spans})
    shares = [_share(label, label, chosen, labelled, _text_has) for label in of_texts]
    if len(of_spans) > 1:
        again = " (spans)" if set(of_texts) & set(of_spans) else ""
        shares += [_share(label, label + again, chosen, labelled, _spans_have) for label in of_spans]
    return [share for share in shares if share is not None]


def _share(
    label: str,
    name: str,
    chosen: Iterable[Item],
    labelled: Iterable[Item],
    has: Callable[[Item, str], bool | None],
) -> _Share | None:
    from scipy import stats

    here, there = ([known for item in items if (known := has(item, label)) is not None] for items in (chosen, labelled))
    if min(len(here), len(there)) < LEAST or not any(here + there):
        return None
    hits, others = sum(here), sum(there)
    p_value = stats.fisher_exact([[hits, len(here) - hits], [others, len(there) - others]]).pvalue
    interval = share_difference(hits, len(here), others, len(there))
    return _Share(name, hits, len(here), others, len(there), float(p_value), *interval)


def _text_has(item: Item, label: str) -> bool | None:
    """Return whether a text has a label by the last answer that tells; None where none does."""
    has = None
    for example in item.examples:
        if example.binary:
            if not example.spans and label in example.labels and said(example):
                has = example.answer == "accept"
        elif example.answer == "accept" and example.labels and (example.asked is None or label in example.asked):
            has = label in example.labels
    return has


def _spans_have(item: Item, label: str) -> bool | None:
    """Return whether a text holds a span of a label; None where that is not known."""
    spans = marked_spans(item, label)
    return None if spans is None else bool(spans)


def _marks_all(example: Example) -> bool:
    return example.complete and not example.binary and example.answer == "accept"
