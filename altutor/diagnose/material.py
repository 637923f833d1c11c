"""What a report is made from: the files of a practitioner, matched text by text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from altutor.diagnose.reading import Example, Source, read
from altutor.diagnose.reading.fields import hash_of
from altutor.errors import AltutorError

FEW_LABELS = 5  # so few may all differ and be labels

Progress = Callable[[float], None]
Reading = Callable[[str], Progress]
"""Given the name of what is read, returns what to tell the share that is read."""


@dataclass(frozen=True)
class Item:
    """A text with all that was said about it, in the order of the file."""

    text: str
    examples: tuple[Example, ...]

    @property
    def judged(self) -> bool:
        """Whether somebody said something about it, other than to skip it."""
        return any(said(example) for example in self.examples)


@dataclass(frozen=True, eq=False)  # told apart by identity, so that what is made from it can be kept
class Material:
    """The files, matched by their texts; no text stands twice in one list.

    Attributes
    ----------
    selected, pool, random, heldout
        The files as they were read; None where none was given.
    label
        The entity label that is asked about; None where no spans were marked.
    chosen
        Every text of `selected`, in the order of the first answer about it.
    rest
        The texts of `pool` that were not chosen.
    randomly, held
        The texts of `random` and `heldout` that were not chosen.
    outside
        How many chosen texts the pool does not have; 0 without a pool.
    leaked, leaked_random
        How many texts of `heldout` and of `random` were chosen, too.
    """

    selected: Source
    pool: Source | None
    random: Source | None
    heldout: Source | None
    label: str | None
    chosen: tuple[Item, ...]
    rest: tuple[str, ...]
    randomly: tuple[Item, ...]
    held: tuple[Item, ...]
    outside: int
    leaked: int
    leaked_random: int

    @cached_property
    def reference(self) -> tuple[str, tuple[str, ...]]:
        """The texts that the chosen ones are compared with, and what they are called; no texts where there are none."""
        if self.rest:
            return "other texts of the pool", self.rest
        for name, items in (("random texts", self.randomly), ("held-out texts", self.held)):
            if items:
                return name, tuple(item.text for item in items)
        return "", ()

    @cached_property
    def labelled(self) -> tuple[str, tuple[Item, ...]]:
        """The labelled texts that nobody chose, and what they are called: held-out ones, or else random ones."""
        for name, items in (("held-out texts", self.held), ("random texts", self.randomly)):
            judged = tuple(item for item in items if item.judged)
            if judged:
                return name, judged
        return "", ()


def load(
    selected: str | Path,
    *,
    pool: str | Path | None = None,
    random: str | Path | None = None,
    heldout: str | Path | None = None,
    label: str | None = None,
    reading: Reading | None = None,
) -> Material:
    """Read the files and match their texts.

    Parameters
    ----------
    selected
        The annotations of the chosen texts: a file, a folder or a hub name (see :func:`altutor.diagnose.reading.read`).
    pool
        What they were chosen from; labels are not needed and not used.
    random, heldout
        Labelled texts that nobody chose.
    label
        The entity label to ask about; by default the one that `selected` has most often.
    reading
        Shows progress.

    Returns
    -------
    Material

    Raises
    ------
    AltutorError
        When a file cannot be read, holds no text or no accepted answer, or has not the label; when labelled texts that
        nobody chose have spans, but none of the label, as where a label has two names.
    """

    def one(where: str | Path | None, wanted: str | None) -> Source | None:
        if where is None:
            return None
        return read(where, label=wanted, progress=reading(str(where)) if reading else None)

    source = one(selected, label)
    assert source is not None
    material = match(source, one(pool, None), one(random, None), one(heldout, None), label)
    for option, others in (("--random", material.random), ("--heldout", material.heldout)):
        _require_label(others, option, material.label)
        _require_shared_label(material.selected, others, option)
    return material


def match(
    selected: Source,
    pool: Source | None = None,
    random: Source | None = None,
    heldout: Source | None = None,
    label: str | None = None,
) -> Material:
    """Match the texts of sources that were read; parameters and result are those of :func:`load`."""
    chosen = _items(selected.examples)
    others = _items(pool.examples) if pool else {}
    randomly, held = _items(random.examples if random else ()), _items(heldout.examples if heldout else ())
    return Material(
        selected,
        pool,
        random,
        heldout,
        label or _most_frequent(selected.examples),
        tuple(chosen.values()),
        tuple(item.text for key, item in others.items() if key not in chosen),
        tuple(item for key, item in randomly.items() if key not in chosen),
        tuple(item for key, item in held.items() if key not in chosen),
        sum(key not in others for key in chosen) if pool else 0,
        sum(key in chosen for key in held),
        sum(key in chosen for key in randomly),
    )


def said(example: Example) -> bool:
    """Return whether an example is an answer, and not a text that nobody labelled or one that was skipped."""
    if example.answer == "ignore":
        return False
    return example.binary or example.spans is not None or bool(example.labels) or example.answer == "reject"


def _require_label(source: Source | None, option: str, label: str | None) -> None:
    if source is None or label is None or label in source.labels:
        return
    if any(example.spans is not None and said(example) for example in source.examples):
        has = f"it has {', '.join(source.labels)}" if source.labels else "no span is marked in it"
        raise AltutorError(
            f"{source.name} holds no span of the label {label} ({has}): use one name for it in all files, name another "
            f"label with --label, or leave out {option}."
        )


def _require_shared_label(selected: Source, source: Source | None, option: str) -> None:
    ours, theirs = (
        {label for example in one.examples for label in example.labels} if one else set() for one in (selected, source)
    )
    if source is not None and ours and theirs and not ours & theirs:
        raise AltutorError(
            f"{source.name} has none of the labels of {selected.name} (it has {_some(theirs)}, not {_some(ours)}): use "
            f"the same names in all files, or leave out {option}."
        )


def _some(labels: set[str]) -> str:
    return ", ".join(sorted(labels)[:3]) + (" …" if len(labels) > 3 else "")


def are_texts(labels: Iterable[str]) -> bool:
    """Return whether the labels of whole texts are texts themselves, such as summaries: most stand only once."""
    given = list(labels)
    return len(set(given)) > max(FEW_LABELS, len(given) / 2)


def _items(examples: Iterable[Example]) -> dict[str, Item]:
    """Return the distinct texts by their hash, each with its examples."""
    found: dict[str, list[Example]] = {}
    for example in examples:
        found.setdefault(hash_of(example.text), []).append(example)
    return {key: Item(given[0].text, tuple(given)) for key, given in found.items()}


def _most_frequent(examples: Iterable[Example]) -> str | None:
    """Return the label of most spans, the first in the alphabet of those that tie."""
    counts = Counter(span.label for example in examples for span in example.spans or ())
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None
