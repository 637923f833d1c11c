"""How numbers and dates of an assignment are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from altutor.classroom.export import cells


def amount(points: float) -> str:
    """Return points with two decimals at most, and no more than needed."""
    return cells.number(points)


def counted(points: float) -> str:
    """Return ``1 point`` or ``2.5 points``."""
    return f"{amount(points)} {'point' if amount(points) == '1' else 'points'}"


def day_and_time(moment: datetime) -> str:
    """Return ``Tuesday 1 December 2026, 23:59 (UTC+01:00)``."""
    zone = moment.strftime("%z")
    return f"{moment:%A} {moment.day} {moment:%B %Y}, {moment:%H:%M} (UTC{zone[:3]}:{zone[3:5]})"


def listed(words: Sequence[str]) -> str:
    """Return ``2``, ``2 and 3`` or ``2, 3 and 5``."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def cell(text: str) -> str:
    """Return a text as one cell of a Markdown table."""
    return " ".join(text.replace("|", r"\|").split())
