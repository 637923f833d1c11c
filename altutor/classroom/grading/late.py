"""What late work keeps: a policy in a small CSV, and what it does to one submission.

``late.csv`` has a line a step: up to so late keeps this share. Whatever is later than the last step keeps nothing.

    late,keeps
    15 minutes,100%
    1 day,90%
    3 days,50%
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from altutor.classroom import sheet
from altutor.errors import AltutorError

UNITS = {"": 1440, "m": 1, "min": 1, "minute": 1, "h": 60, "hour": 60, "d": 1440, "day": 1440, "week": 10080}
LONGEST = 3650  # days


@dataclass(frozen=True)
class Policy:
    """Steps of (how late at most, share that is kept), in order; without steps lateness is noted and costs nothing."""

    steps: tuple[tuple[timedelta, float], ...] = ()

    def apply(
        self, submitted: datetime | None, due: datetime | None, marked_late: bool = False
    ) -> dict[str, Any] | None:
        """Return what lateness costs, as it stands in ``grades.json``; None where nothing is late.

        Parameters
        ----------
        submitted
            When it was handed in, if known; then this decides.
        due
            The student's deadline.
        marked_late
            A platform's own mark. Where the time is unknown it counts as the first step that costs something, and
            ``days`` is None.
        """
        if submitted is None or due is None:
            if not marked_late:
                return None
            kept = next((share for _, share in self.steps if share < 1), 1.0)
            return _late(None, kept, f"Marked late without a time{', the first step' if kept < 1 else ''}")
        behind = submitted - due
        if behind <= timedelta():
            return None
        kept = next((share for most, share in self.steps if behind <= most), 0.0) if self.steps else 1.0
        return _late(round(behind / timedelta(days=1), 2), kept, f"{_words(behind)} late")


def read(path: Path) -> Policy:
    """Read a policy.

    Raises
    ------
    AltutorError
        Names the line, and what it should say.
    """
    steps: list[tuple[timedelta, float]] = []
    for line, row in sheet.read(path, ("late", "keeps"), ("late", "keeps")):
        step = _duration(path, line, row["late"]), _share(path, line, row["keeps"])
        if steps and (step[0] <= steps[-1][0] or step[1] > steps[-1][1]):
            raise AltutorError(
                f"{path}, line {line}: each line must be later than the one above, and keep no more than it does."
            )
        steps.append(step)
    if not steps:
        raise AltutorError(f"{path} has no step: write a line such as '1 day,90%' below 'late,keeps'.")
    return Policy(tuple(steps))


def _duration(path: Path, line: int, text: str) -> timedelta:
    found = re.fullmatch(r"([\d.,]+)\s*([a-z]*?)s?", text.lower())
    size = sheet.number(found[1]) if found else None
    if found is None or size is None or found[2] not in UNITS or not 0 < size * UNITS[found[2]] <= LONGEST * 1440:
        raise AltutorError(f"{path}, line {line}, column late is {text!r}: write 15 minutes, 12 hours or 3 days.")
    return timedelta(minutes=size * UNITS[found[2]])


def _share(path: Path, line: int, text: str) -> float:
    value = sheet.number(text.rstrip("% "))
    if value is not None and "%" in text:
        value = round(value / 100, 6)
    if value is None or not 0 <= value <= 1:
        raise AltutorError(f"{path}, line {line}, column keeps is {text!r}: write a share such as 90% or 0.9.")
    return value


def _late(days: float | None, kept: float, how: str) -> dict[str, Any]:
    if kept == 1:
        cost = "nothing is taken off"
    elif kept == 0:
        cost = "no points are kept"
    else:
        cost = f"{100 * (1 - kept):.4g}% less"
    return {"days": days, "factor": kept, "says": f"{how}: {cost}"}


def _words(behind: timedelta) -> str:
    """Return a duration in the unit that a person would choose, rounded up so that it is never 0."""
    minutes = -(-int(behind.total_seconds()) // 60) or 1
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = f"{minutes / size:.1f}".removesuffix(".0")
            return f"{count} {unit}{'' if count == '1' else 's'}"
    return ""
