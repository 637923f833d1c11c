"""What was read: the files, what is wrong in them, and how their texts match."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from altutor.diagnose.material import Material, are_texts
from altutor.diagnose.reading import Problem, Source

LISTED = 10  # problems of a file
LABELS = 20  # of a file, the most frequent ones
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
        Of spans and of whole texts, with how often each was accepted: the 20 most frequent.
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


def facts(material: Material, compared: bool = True) -> Facts:
    """Return what was read; `compared` says whether the chosen texts were compared with others."""
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
    name, reference = material.reference if compared else ("", ())
    files = tuple(_file(role, source) for role, source in given if source is not None)
    return Facts(files, material.label, (name, len(reference)), matched)


def _file(role: str, source: Source) -> File:
    texts = {example.text for example in source.examples}
    labels = Counter[str]()
    written = are_texts(label for example in source.examples for label in example.labels)  # not to be listed
    for example in source.examples:
        if example.answer == "accept":
            labels.update(span.label for span in example.spans or ())
            labels.update(() if written else example.labels)
    there = {name for name in source.counts if name in THERE or name.endswith(" records")}
    return File(
        role,
        source.name,
        source.format,
        len(texts),
        dict(sorted(labels.items(), key=lambda one: (-one[1], one[0]))[:LABELS]),
        {name: count for name, count in source.counts.items() if name in there and count},
        {name: count for name, count in source.counts.items() if name not in there and count},
        tuple(source.problems[:LISTED]),
    )
