"""From a file, a folder or a hub name to its examples."""

from __future__ import annotations

import difflib
from collections import Counter
from pathlib import Path
from typing import Any

from altutor.diagnose.reading import hub, places, prodigy, tables
from altutor.diagnose.reading.collecting import Collector
from altutor.diagnose.reading.docbin import read_docbin
from altutor.diagnose.reading.duplicates import note_duplicates
from altutor.diagnose.reading.formats import container, kind_of
from altutor.diagnose.reading.json_values import json_lines, json_list
from altutor.diagnose.reading.model import Source
from altutor.diagnose.reading.passes import tell_apart
from altutor.diagnose.reading.pieces import Progress
from altutor.diagnose.reading.refusals import FIRST, without_text
from altutor.errors import AltutorError


def read(where: str | Path, *, label: str | None = None, progress: Progress | None = None) -> Source:
    """Read annotations, or texts without any, from any of the known formats.

    Parameters
    ----------
    where
        A file, a folder with a data set, or a name on the hub; of the latter two ``NAME:SPLIT`` names a split.
    label
        The label that the practitioner asks about. It must be among those of the file, unless that has none; examples
        with other labels are kept.
    progress
        Called with the share of the file that is read.

    Returns
    -------
    Source

    Raises
    ------
    AltutorError
        When nothing can be read, no text or no accepted answer is left, or the label is unknown.
    """
    into = Collector()
    path, split = places.find(str(where))
    if path is None or path.is_dir():
        hub.read_dataset(str(path or str(where).removesuffix(f":{split}" if split else "")), split, into, progress)
        name = "Hugging Face dataset"
    else:
        name = _read_file(path, into, progress)
    prodigy.settle(into)
    into.settle()
    tell_apart(into.examples)
    note_duplicates(into)
    source = Source(str(where), name, into.examples, into.notes.problems, into.notes.counts)
    _count(source)
    _require(source, label)
    if progress is not None:
        progress(1.0)
    return source


def _read_file(path: Path, into: Collector, progress: Progress | None) -> str:
    """Read a file, and return the name of its format."""
    built = container(path)
    if built == "DocBin":
        read_docbin(path, into, progress)
        return "spaCy DocBin"
    if built in ("parquet", "arrow"):
        hub.read_dataset(str(path), "", into, progress)
        return f"{built} data set"
    if built in tables.SEPARATORS.values():
        tables.read_table(path, into, progress)
        return built
    seen, strange = Counter[str](), list[Any]()
    for place, record in (json_lines if built == "JSONL" else json_list)(path, into.notes, progress):
        into.notes.counts["records"] += 1
        # Records of one file are mostly of one kind, but a kind is not fixed: files of two tools may be joined.
        kind = kind_of(record)
        if kind is None:
            what = "There is no text." if isinstance(record, dict) else "The record is not a JSON object."
            into.notes.add("records without a text", place, what)
            strange += [record] * (len(strange) < FIRST)
            continue
        seen[kind.name] += 1
        kind.read(record, place, into)
    if not seen:
        raise without_text(path, built, into.notes.counts["records"], strange)
    if len(seen) > 1:
        into.notes.counts.update({f"{name} records": number for name, number in seen.items()})
    return _named(seen.most_common(1)[0][0], built)


def _named(kind: str, built: str) -> str:
    return built if kind == "plain" else f"{kind} {built}"


def _count(source: Source) -> None:
    """Count the answers."""
    counts = source.counts
    counts["examples"] = len(source.examples)
    for example in source.examples:
        said = example.binary or example.complete or example.spans is not None or bool(example.labels)
        said = said or example.answer != "accept"
        counts[example.answer if said else "texts without an answer"] += 1
        counts["yes/no answers"] += example.binary
        counts["spans"] += len(example.spans or ())
        counts["examples that say nothing of spans"] += example.spans is None
        counts["texts with a label of the whole"] += bool(example.labels)


def _require(source: Source, label: str | None) -> None:
    """Refuse a source of which nothing is left."""
    if not source.examples:
        first = source.problems[0] if source.problems else None
        why = f"; the first problem, {first.place}: {first.what}" if first else ""
        raise AltutorError(f"{source.name} ({source.format}) holds no texts{why.rstrip('.')}: name a file with texts.")
    if not source.counts["accept"] and (source.counts["reject"] or source.counts["ignore"]):
        unknown = source.counts["unknown answers"]
        read = f" ({unknown:,} of them since their answer is not accept, reject or ignore)" if unknown else ""
        raise AltutorError(
            f"{source.name} ({source.format}) has no accepted answers: {source.counts['reject']:,} were rejected and "
            f"{source.counts['ignore']:,} ignored{read}; name a file with some that were accepted."
        )
    labels = source.labels
    if label is not None and labels and label not in labels:
        close = difflib.get_close_matches(label, labels, n=1, cutoff=0.5) or [
            name for name in labels if name.lower() == label.lower()
        ]
        hint = f"did you mean {close[0]}?" if close else "name one of them with --label."
        shown = ", ".join(labels[:20]) + (f" and {len(labels) - 20} more" if len(labels) > 20 else "")
        raise AltutorError(f"{source.name} has no label {label} (it has {shown}): {hint}")
