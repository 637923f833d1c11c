"""What was read: the files, what is wrong in them, and how their texts match."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from altutor.diagnose.finding import Finding, Step
from altutor.diagnose.material import Material
from altutor.diagnose.reading import Problem, Source

LISTED = 10  # problems of a file
FEW = 0.05  # of the chosen texts: so many may be missing from the pool
# Counts of a source that say what is there; every other one counts something that is wrong.
THERE = {
    "records",
    "examples",
    "accept",
    "reject",
    "ignore",
    "texts without an answer",
    "yes/no answers",
    "yes/no answers known by their shape",
    "spans",
    "examples that say nothing of spans",
    "texts with a label of the whole",
    "texts that several sessions answered",
    "spans whose offsets counted some characters twice (corrected)",
}


@dataclass(frozen=True)
class File:
    """One file of the report.

    Attributes
    ----------
    role
        "chosen texts", "pool", "random texts" or "held-out texts".
    name, format
        As it was given, and what it was recognised as.
    texts
        Distinct texts.
    labels
        Of spans and of whole texts, with how often each was accepted.
    counts
        What is there: examples, answers, spans.
    wrong
        How often each kind of problem was met.
    problems
        The first of them.
    """

    role: str
    name: str
    format: str
    texts: int
    labels: dict[str, int]
    counts: dict[str, int]
    wrong: dict[str, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Facts:
    """What the report was made from.

    Attributes
    ----------
    files
        In the order chosen, pool, random, held-out; those that were given.
    label
        The entity label that was asked about.
    compared
        What the chosen texts were compared with, and how many texts that is; "" and 0 where there is nothing.
    matched
        Counts: chosen texts, those in the pool, other texts of the pool, and chosen texts that are held out or random,
        too.
    """

    files: tuple[File, ...]
    label: str | None
    compared: tuple[str, int]
    matched: dict[str, int]


def facts(material: Material) -> Facts:
    """Return what was read."""
    given = (
        ("chosen texts", material.selected),
        ("pool", material.pool),
        ("random texts", material.random),
        ("held-out texts", material.heldout),
    )
    matched = {"chosen texts": len(material.chosen)}
    if material.pool is not None:
        matched |= {
            "of them in the pool": len(material.chosen) - material.outside,
            "other texts of the pool": len(material.rest),
        }
    if material.random is not None:
        matched |= {"random texts that nobody chose": len(material.randomly)}
        matched |= {"random texts that were chosen, too": material.leaked_random}
    if material.heldout is not None:
        matched |= {"held-out texts that nobody chose": len(material.held)}
        matched |= {"held-out texts that were chosen, too": material.leaked}
    name, reference = material.reference
    files = tuple(_file(role, source) for role, source in given if source is not None)
    return Facts(files, material.label, (name, len(reference)), matched)


def outside(material: Material) -> Finding | None:
    """Return how many chosen texts the pool does not have; None without a pool, or where it has all of them.

    Texts are matched by a hash of the text itself, so that other white space or other entities make another text.
    """
    n = len(material.chosen)
    if material.pool is None or not material.outside:
        return None
    share = material.outside / n
    what = f"{material.outside:,} of {n:,} chosen texts are not in the pool, letter by letter."
    if material.outside == n:
        what = "No chosen text is in the pool, letter by letter."
    return Finding(
        id="outside",
        section=1,
        question="Are the chosen texts in the pool?",
        answer=f"{what} Were the two preprocessed differently, or is this another pool? A difference that is found "
        "below may come from that.",
        method="Two texts are the same where a hash of the whole text is the same. No test.",
        chapter="02_sampling_bias#two-distributions",
        effect=share,
        unit="share of the chosen texts",
        sizes={"chosen texts": n, "texts of the pool": len(material.rest) + n - material.outside},
        step=None
        if share < FEW
        else Step("look", share, what, "Give the pool as it was when the texts were chosen, with the same cleaning."),
    )


def _file(role: str, source: Source) -> File:
    texts = {example.text for example in source.examples}
    labels = Counter[str]()
    for example in source.examples:
        if example.answer == "accept":
            labels.update(span.label for span in example.spans or ())
            labels.update(example.labels)
    there = {name for name in source.counts if name in THERE or name.endswith(" records")}
    return File(
        role,
        source.name,
        source.format,
        len(texts),
        dict(sorted(labels.items(), key=lambda one: (-one[1], one[0]))),
        {name: count for name, count in source.counts.items() if name in there and count},
        {name: count for name, count in source.counts.items() if name not in there and count},
        tuple(source.problems[:LISTED]),
    )
