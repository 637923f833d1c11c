"""Cells of a CSV file that no spreadsheet takes for a formula, and numbers that every importer reads.

The rule is OWASP's (Application Security Verification Standard 5.0, 1.2.10, 2025): a text that begins with ``=``,
``+``, ``-``, ``@`` or a control character gets a leading apostrophe. Here the same holds in full width, behind blanks
and quotation marks, and after a ``;``, where a spreadsheet of another language begins a new cell.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

FORMULA = "=+-@"
GUARD = "'"


def text(value: str) -> str:
    """Return a text as one line that is no formula, whether the cells of the file are parted by commas, tabs or ``;``.

    Control characters become blanks: a record stays one line, and no cell begins with one.
    """
    whole = value.encode("utf-8", "replace").decode("utf-8")  # a lone half of a character has no UTF-8
    line = "".join(" " if unicodedata.category(char) == "Cc" else char for char in whole).strip()
    return ";".join(_guarded(piece) for piece in line.split(";"))


def number(value: float | None) -> str:
    """Return a number with at most two decimals, a point and no separators; None: an empty cell."""
    if value is None:
        return ""
    rounded = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)  # halves go up, as people expect
    plain = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def begins_formula(value: str) -> bool:
    """Whether a spreadsheet may read a text as a formula."""
    for char in value:
        if char == '"' or unicodedata.category(char) in ("Cf", "Zs", "Zl", "Zp"):
            continue
        return unicodedata.category(char) == "Cc" or unicodedata.normalize("NFKC", char)[0] in FORMULA
    return False


def _guarded(piece: str) -> str:
    if not begins_formula(piece):
        return piece
    blanks = re.match(r" *", piece)
    start = blanks.end() if blanks else 0
    return piece[:start] + GUARD + piece[start:]
