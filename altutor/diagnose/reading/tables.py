"""Tables: comma, semicolon or tab between the cells, names of the columns in the first row.

A row is a text with its label, its spans as JSON in one cell, or one span of it in the columns start, end and label;
rows of the last kind that share a text are one example. Confirmed with: ``converter.py``
(HumanSignal/label-studio-converter, about 2023) and ``formatters.py`` (doccano/doccano, about 2022), which write such
tables.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from altutor.diagnose.reading import fields, plain, prodigy
from altutor.diagnose.reading.collecting import Collector
from altutor.diagnose.reading.notes import Notes
from altutor.diagnose.reading.pieces import Progress, lines
from altutor.errors import AltutorError

SEPARATORS = {",": "CSV", ";": "CSV with semicolons", "\t": "TSV"}
MARKS = {",": "commas", ";": "semicolons", "\t": "tabs"}
BORDERS = (("start", "end"), ("start_offset", "end_offset"))
TEXTS = (*plain.TEXTS, *plain.TOKENS)


def header(line: str) -> tuple[str, list[str]] | None:
    """Return separator and column names of a first line that names a text column, else None."""
    best = None
    for separator in SEPARATORS:
        try:
            names = [name.strip().lower() for name in next(csv.reader([line], delimiter=separator), [])]
        except csv.Error:
            continue
        if any(name in TEXTS for name in names) and (best is None or len(names) > len(best[1])):
            best = separator, names
    return best


def read_table(path: Path, into: Collector, progress: Progress | None = None) -> None:
    """Add the examples of a table whose first row is a header.

    Raises
    ------
    AltutorError
        Where a row cannot be told from the next, for example after a quotation mark that is not closed, and where most
        rows have another number of cells than the header.
    """
    rows = table_rows(path, into.notes, progress)
    separator, names = next(rows)
    first = ""  # row with another number of cells
    pair = next((pair for pair in BORDERS if set(pair) <= set(names)), None)
    spans = dict[str, tuple[str, dict[str, Any], list[list[Any]]]]()
    for place, cells in rows:
        into.notes.counts["records"] += 1
        if len(cells) != len(names):
            what = f"The row has {len(cells)} cell{'s' * (len(cells) != 1)}, the header {len(names)}."
            into.notes.add("rows of another length", place, what)
            first = first or place
        record: dict[str, Any] = {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip()}
        if pair is None:
            _read_row(record, place, into)
            continue
        ends = [record.pop(name, None) for name in pair]
        named = next((record.pop(key) for key in plain.LABELS if key in record), None)
        text = next((record[key] for key in plain.TEXTS if key in record), "")
        _, _, list_of_spans = spans.setdefault(text, (place, record, []))
        if ends != [None, None]:
            list_of_spans.append([*ends, named])
    records, ragged = into.notes.counts["records"], into.notes.counts["rows of another length"]
    if ragged > records / 2:  # then texts are cut short, or cells are not where the header says
        raise AltutorError(
            f"{path}: {ragged:,} of {records:,} rows, first {first}, have more or fewer cells than the header "
            f"({len(names)}): put texts that hold {MARKS[separator]} into quotation marks, or export the table again."
        )
    for place, record, list_of_spans in spans.values():
        _read_row({**record, "spans": list_of_spans}, place, into)


def table_rows(path: Path, notes: Notes, progress: Progress | None = None) -> Iterator[tuple[str, list[str]]]:
    """Yield separator and names, in lower case, of the header, then place and cells of each row that is not blank."""
    numbered = lines(path, notes, progress)
    above, first = next(((number, line) for number, line in numbered if line.strip()), (0, ""))
    found = header(first)
    if found is None:
        raise AltutorError(
            f"{path} has no column for the text: expected one named {', '.join(plain.TEXTS)}; name it so in the first "
            "row."
        )
    yield found
    # Strict: else a quotation mark that is not closed takes in all rows up to the next one.
    rows = csv.reader((f"{line}\n" for _, line in numbered), delimiter=found[0], strict=True)
    number = 1
    while True:
        begin = above + rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise AltutorError(
                f"{path}, row {number + 1} (line {begin}) is not a row of a table ({error}): close the quotation mark "
                "that opens there, and double each one inside a quoted text."
            ) from error
        if cells is None:
            return
        number += 1
        if any(cell.strip() for cell in cells):
            yield f"row {number}", cells


def _read_row(record: dict[str, Any], place: str, into: Collector) -> None:
    """Read what is JSON in a row, then the row as any other record."""
    for key, value in record.items():
        if isinstance(value, str) and key not in plain.TEXTS and value.lstrip()[:1] in ("[", "{"):
            try:
                record[key] = json.loads(value)
            except (ValueError, RecursionError):
                if key in plain.SPANS:
                    what = f"What stands as {key!r} is not JSON: expected a list of spans."
                    into.notes.add("spans without borders", place, what)
                    record[key] = [None]
    (prodigy.read_task if prodigy.is_task(record) and fields.is_text(record.get("text")) else plain.read_record)(
        record, place, into
    )
