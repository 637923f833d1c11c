"""Which format a file has, told from what is in it; its name decides only where that is not enough."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from altutor.diagnose.reading import label_studio, plain, prodigy, tables
from altutor.diagnose.reading.collecting import Collector
from altutor.diagnose.reading.pieces import MARK, PIECE
from altutor.diagnose.reading.refusals import conll, unrecognised
from altutor.errors import AltutorError

MAGIC = {  # how files begin that are something else
    b"\x1f\x8b": "a gzip archive: unpack it first",
    b"PK\x03\x04": "a zip archive or a spreadsheet: unpack it, or save the sheet as CSV",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"SQLite format 3": "a database: export it with the tool that wrote it (prodigy db-out)",
}
TAG = re.compile(r"O|[BIESLU]-\S+")
CONLL = {".conll": "conll", ".bio": "conll", ".iob": "iob", ".conllu": "conllu"}  # suffixes, and spaCy's converters
DEFLATED = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name for people, how to tell it, and what reads it."""

    name: str
    fits: Callable[[Mapping[str, Any]], bool]
    read: Callable[[Mapping[str, Any], str, Collector], None]


KINDS = (
    Kind("Prodigy", prodigy.is_task, prodigy.read_task),
    Kind("Label Studio", label_studio.is_task, label_studio.read_task),
    Kind("Label Studio (short form)", label_studio.is_short, plain.read_record),
    Kind("doccano", plain.is_doccano, plain.read_record),
    Kind("plain", plain.is_record, plain.read_record),
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
    wide = _wide(begin)
    if wide:
        raise AltutorError(f"{path} looks like text in {wide}: save it as UTF-8.")
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
    given = [line.strip() for line in begin.split("\n") if line and not line.isspace()]
    if not given:
        raise AltutorError(f"{path} is empty, but for white space: name a file with at least one text.")
    if suffix in CONLL or _is_conll(given[:5]):
        raise conll(path, CONLL.get(suffix, "conll"))
    first = given[0]
    if suffix in (".jsonl", ".ndjson"):
        return "JSON" if re.match(r"\[\s*(\{|$)", first) else "JSONL"  # a list of objects, whatever its name says
    if first.startswith("["):
        return "JSON"
    if first.startswith("{"):
        one = first == "{" or (suffix == ".json" and (len(given) == 1 or not _whole(first)))
        return "JSON" if one else "JSONL"
    if suffix == ".json":
        return "JSON"
    found = tables.header(first)
    if found is not None:
        return tables.SEPARATORS[found[0]]
    if suffix in (".csv", ".tsv"):
        raise unrecognised(path, f"a table without a column 'text', with the first row {first[:80]!r}")
    raise unrecognised(path, f"text that begins with {first[:40]!r}")


def _whole(line: str) -> bool:
    """Return whether a line is one JSON value."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _is_conll(given: Sequence[str]) -> bool:
    """Return whether lines are tokens with a tag as the last of some columns, as many in each."""
    rows = [line.split() for line in given]
    alike = len(rows) > 2 and len({len(row) for row in rows}) == 1 < len(rows[0])
    return alike and all(TAG.fullmatch(row[-1]) for row in rows)


def _wide(begin: bytes) -> str:
    """Return "UTF-16" or "UTF-32" where a file begins like text in it, else nothing."""
    encoding = json.detect_encoding(begin)  # by a byte order mark, or by where NULs are
    text = "".join(begin.decode(encoding, "replace").split())
    return encoding[:6].upper() if not encoding.startswith("utf-8") and text.isprintable() else ""
