"""Small tables that a person fills in: CSV, one line an entry, the first line names the columns."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path

from altutor.errors import AltutorError

Row = tuple[int, dict[str, str]]  # number of the line, and the cells by column


def read(path: Path, columns: Sequence[str], required: Sequence[str]) -> list[Row]:
    """Return the lines of a table that are not empty.

    Parameters
    ----------
    path
        CSV in UTF-8, with or without byte order mark; cells parted by commas or semicolons. Capitals and blanks around
        names of columns do not matter.
    columns
        The columns that are read; one that is not there is empty. Other columns are refused: one may be misspelt.
    required
        Those of them that must be there.

    Raises
    ------
    AltutorError
        Names the file, and the line that must be mended.
    """
    head, rows = lines(path, f"it should be a CSV file with the columns {', '.join(columns)}")
    names = [name.lower() for name in rows[0][1]] if rows else []
    named = [name for name in names if name]  # spreadsheets add empty columns
    if not set(required) <= set(named) <= set(columns) or len(set(named)) < len(named):
        needed = f" (needed: {', '.join(required)})" if set(required) < set(columns) else ""
        raise AltutorError(
            f"{path}: the first line must name the columns {', '.join(columns)}{needed}, each once and no others; it "
            f"is {head.strip()[:80]!r}."
        )
    for number, cells in rows[1:]:
        if any(cells[len(names) :]):
            raise AltutorError(
                f"{path}, line {number} has {len(cells)} cells and line 1 names {len(names)} columns: put a text that "
                "holds the separator between double quotes."
            )
    blank = dict.fromkeys(columns, "")
    return [(number, blank | dict(zip(names, cells, strict=False))) for number, cells in rows[1:]]


def lines(path: Path, should: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """Return a table's first line as it is, and the cells of all lines that are not empty with the lines' numbers.

    `should` completes the sentence on a file that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AltutorError(f"{path} is not in UTF-8: save it as 'CSV UTF-8' and type the same command again.") from None
    except OSError as error:
        raise AltutorError(f"{path} cannot be read ({error.strerror}): {should}.") from error
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise AltutorError(f"{path}, line {reader.line_num}: {error}. Save it as CSV again.") from error
    return head, rows


def number(text: str) -> float | None:
    """Return the number that a cell holds, with a decimal point or a decimal comma; None where it holds none."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
