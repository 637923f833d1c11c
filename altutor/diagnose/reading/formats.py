"""Which format a file has, told from what is in it; its name decides only where that is not enough."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from altutor.diagnose.reading import hub, label_studio, plain, prodigy, tables
from altutor.diagnose.reading.collecting import Collector
from altutor.diagnose.reading.pieces import MARK, PIECE
from altutor.errors import AltutorError

LOOKED_FOR = (
    "Prodigy, doccano or plain JSONL (one JSON object a line), a JSON list (Label Studio), CSV or TSV with a column "
    "'text', a .spacy DocBin, a data set (folder, parquet or arrow)"
)
MAGIC = {  # how files begin that are something else
    b"\x1f\x8b": "a gzip archive: unpack it first",
    b"PK\x03\x04": "a zip archive or a spreadsheet: unpack it, or save the sheet as CSV",
    b"%PDF": "a PDF",
    b"\xff\xfe": "text in UTF-16: save it as UTF-8",
    b"\xfe\xff": "text in UTF-16: save it as UTF-8",
    b"\x89PNG": "a picture",
    b"SQLite format 3": "a database: export it with the tool that wrote it (prodigy db-out)",
}
DEFLATED = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name for people, how to tell it and why, and what reads it."""

    name: str
    why: str
    fits: Callable[[Mapping[str, Any]], bool]
    read: Callable[[Mapping[str, Any], str, Collector], None]


KINDS = (
    Kind("Prodigy", "records have an answer or Prodigy's hashes", prodigy.is_task, prodigy.read_task),
    Kind("Label Studio", "records have data and annotations", label_studio.is_task, label_studio.read_task),
    Kind(
        "Label Studio (short form)",
        "records have annotation_id and lead_time",
        label_studio.is_short,
        plain.read_record,
    ),
    Kind("doccano", "records have a text and a list of labels", plain.is_doccano, plain.read_record),
    Kind("plain", "records have a text", plain.is_record, plain.read_record),
)


def kind_of(record: Any) -> Kind | None:
    """Return the kind of a record, or None where it is none of the known ones."""
    if not isinstance(record, Mapping):
        return None
    return next((kind for kind in KINDS if kind.fits(record)), None)


def container(path: Path) -> str:
    """Return how a file is built: "DocBin", "parquet", "arrow", "JSONL", "JSON", "CSV", "CSV with semicolons" or "TSV".

    Raises
    ------
    AltutorError
        When it is empty, or none of these.
    """
    try:
        with path.open("rb") as file:
            begin = file.read(64)
    except OSError as error:
        raise AltutorError(f"Cannot read {path} ({error.strerror or error}): name a file that you may read.") from error
    suffix = path.suffix.lower()
    if not begin:
        raise AltutorError(f"{path} is empty: name a file with at least one text.")
    for magic, what in MAGIC.items():
        if begin.startswith(magic):
            raise unrecognised(path, what)
    if begin.startswith(DEFLATED) or suffix == ".spacy":
        return "DocBin"
    if begin.startswith(b"PAR1") or suffix == ".parquet":
        return "parquet"
    if begin.startswith(b"ARROW1") or suffix == ".arrow":
        return "arrow"
    return _text_container(path, suffix)


def _text_container(path: Path, suffix: str) -> str:
    with path.open("rb") as file:
        begin = file.read(PIECE).removeprefix(MARK).decode("utf-8", "replace")
    first = next((line for line in begin.split("\n") if line and not line.isspace()), None)
    if first is None:
        raise AltutorError(f"{path} is empty, but for white space: name a file with at least one text.")
    mark = first.lstrip()[:1]
    if suffix in (".jsonl", ".ndjson"):
        return "JSONL"
    if mark == "[":
        return "JSON"
    if mark == "{":
        return "JSON" if not _whole(first) and (suffix == ".json" or first.strip() == "{") else "JSONL"
    if suffix == ".json":
        return "JSON"
    found = tables.header(first)
    if found is not None:
        return tables.SEPARATORS[found[0]]
    if suffix in (".csv", ".tsv"):
        raise unrecognised(path, f"a table without a column 'text', with the first row {first.strip()[:80]!r}")
    raise unrecognised(path, f"text that begins with {first.strip()[:40]!r}")


def _whole(line: str) -> bool:
    """Return whether a line is one JSON value."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def unrecognised(where: Path | str, found: str) -> AltutorError:
    """Return the error for what is none of the known formats."""
    return AltutorError(f"{where} is not recognised: looked for {LOOKED_FOR}; found {found}.")


def folder_error(folder: Path) -> AltutorError | None:
    """Return why a folder cannot be read as a data set, or None where it can be tried."""
    if hub.is_saved(folder):
        return None
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    if any(file.suffix in (".parquet", ".arrow") for file in files):
        return None
    readable = [file.name for file in files if file.suffix in (".jsonl", ".json", ".csv", ".tsv", ".spacy")]
    if readable:
        return AltutorError(f"{folder} is a folder with {', '.join(readable[:3])}: name one of its files.")
    return unrecognised(folder, f"a folder with {len(files)} files, none of them parquet or arrow")
