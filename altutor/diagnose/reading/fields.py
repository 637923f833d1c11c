"""Single values of a record, whatever was put into them; None where they are not what was expected."""

from __future__ import annotations

import hashlib
import math
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

FAR = 10**15  # beyond the end of any text; JSON knows numbers of 4,000 digits
LONE = re.compile("[\ud800-\udfff]")  # half a character: cannot be written to a file or given to a tokenizer


def is_text(value: Any) -> bool:
    """Return whether a value is a text with something in it."""
    return isinstance(value, str) and not value.isspace() and value != ""


def whole(value: Any) -> int | None:
    """Return a whole number, at most FAR from 0; a string of digits is one, True is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return max(-FAR, min(value, FAR))
    if isinstance(value, float):
        return whole(int(value)) if math.isfinite(value) and value.is_integer() else None
    if isinstance(value, str) and len(value) < 16 and value.isascii() and value.strip().isdigit():
        return int(value)
    return None


def number(value: Any) -> float | None:
    """Return a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str) or value == "":
        return None
    try:
        result = float(value)
    except (ValueError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def name(value: Any) -> str | None:
    """Return a label, a session or a hash as a string; numbers are allowed, empty strings are not."""
    if isinstance(value, str):
        # Interned: a pool of 100,000 has few labels and sessions.
        return sys.intern(LONE.sub("\ufffd", value.strip())) or None
    if isinstance(value, bool) or (isinstance(value, int) and value.bit_length() < 128):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() else str(value)
    return None


def names(value: Any) -> tuple[str, ...]:
    """Return the labels of a whole text from one label, a list of them, or a mapping of labels to their values."""
    if isinstance(value, Mapping):
        value = [key for key, given in value.items() if given is True or (number(given) or 0.0) >= 0.5]
    found = [name(entry) for entry in (value if isinstance(value, list | tuple) else [value])]
    return tuple(dict.fromkeys(entry for entry in found if entry is not None))


def moment(value: Any) -> float | None:
    """Return seconds since 1970 from such a number, or from a date in ISO 8601 (without a zone: UTC)."""
    seconds = number(value)
    if seconds is not None or not isinstance(value, str):
        return seconds
    try:
        date = datetime.fromisoformat(value.strip())
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def hash_of(text: str) -> str:
    """Return a short hash of a text: equal for equal texts on every machine."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
