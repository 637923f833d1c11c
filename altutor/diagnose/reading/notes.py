"""What is wrong in a file but no reason to stop: all counted, the first of each kind listed."""

from __future__ import annotations

from collections import Counter

from altutor.diagnose.reading.model import Problem

LISTED = 1000  # of each kind, so that a file of millions of damaged lines stays within memory


class Notes:
    """The problems and the counts of one source."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.counts: Counter[str] = Counter()

    def add(self, kind: str, place: str, what: str) -> None:
        """Count a problem of a kind, which is named in the plural ("empty texts"), and list it."""
        self.counts[kind] += 1
        if self.counts[kind] <= LISTED:
            self.problems.append(Problem(place, what))
