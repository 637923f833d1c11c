"""Reads ``submission_metadata.yml`` of a Gradescope export: who handed in which folder, and when.

Confirmed in November 2026 on an export of December 2023 in a public repository, and on public programs that read such
exports (2019 to 2026); Gradescope itself documents only the autograder's ``submission_metadata.json``. The file is a
mapping with one key for each folder (``submission_NNN``), under which ``:submitters`` lists ``:name``,
``:sid`` and ``:email`` (several for a group, none possible) and ``:created_at`` is a time such as
``2023-12-02 02:52:07.938335000 Z``. ``:results`` and ``:history`` hold what students printed, so the file is read as a
stream of events, never built: there are no tags, no merges and no nesting to be afraid of. Online assignments come
with ``submission_metadata.csv`` and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml  # type: ignore[import-untyped]

from altutor.classroom.submissions.people import Owner
from altutor.errors import AltutorError

NAME = "submission_metadata.yml"
LARGEST = 100_000_000  # bytes: the file holds all that was ever printed
DEEPEST = 100
TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?\s*(Z|UTC|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True)
class Entry:
    """One submission: its folder, who handed it in, and when."""

    folder: str
    owners: tuple[Owner, ...]
    submitted: datetime | None


def entries(data: bytes) -> list[Entry]:
    """Return the submissions that the file lists.

    Raises
    ------
    AltutorError
        When it is not such a file.
    """
    try:
        found = _read(Events(data))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise AltutorError(
            f"{NAME} cannot be read ({str(error).splitlines()[0][:100]}): export the submissions from Gradescope again."
        ) from error
    return [
        Entry(folder, tuple(_owner(one) for one in fields[0] if one), _moment(fields[1]))
        for folder, fields in found.items()
    ]


class Events:
    """The events of a YAML text, one at a time, with single values that are named once and meant again later."""

    def __init__(self, data: bytes) -> None:
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.stream: Iterator[Any] = iter(yaml.parse(data, loader))
        self.named: dict[str, str] = {}
        self.depth = 0

    def next(self) -> Any:
        """Return the next event; the text must not end here."""
        event = next(self.stream, None)
        if event is None:
            raise ValueError("it ends too early")
        if isinstance(event, yaml.ScalarEvent) and event.anchor:
            self.named[event.anchor] = event.value
        self.depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if self.depth > DEEPEST:
            raise ValueError(f"it is nested more than {DEEPEST} deep")
        return event

    def text(self, event: Any) -> str:
        """Return the text of a single value; of anything else nothing, and the stream is past it."""
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.AliasEvent):
            return self.named.get(event.anchor, "")
        self.skip(event)
        return ""

    def skip(self, event: Any) -> None:
        """Go past the value that begins with an event."""
        if isinstance(event, yaml.CollectionStartEvent):
            outside = self.depth - 1
            while self.depth > outside:
                self.next()

    def pairs(self, start: Any) -> Iterator[tuple[str, Any]]:
        """Go through a mapping: yield each key and the event that begins its value, which the caller goes past."""
        if not isinstance(start, yaml.MappingStartEvent):
            self.skip(start)
            return
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self.text(event)
            yield key, self.next()


def _read(events: Events) -> dict[str, tuple[list[dict[str, str]], str]]:
    found: dict[str, tuple[list[dict[str, str]], str]] = {}
    start = events.next()
    while isinstance(start, yaml.StreamStartEvent | yaml.DocumentStartEvent):
        start = events.next()
    if not isinstance(start, yaml.MappingStartEvent):
        raise ValueError("it lists no submissions")
    for folder, submission in events.pairs(start):
        people: list[dict[str, str]] = []
        created = ""
        for key, value in events.pairs(submission):
            if key == ":submitters" and isinstance(value, yaml.SequenceStartEvent):
                while not isinstance(one := events.next(), yaml.SequenceEndEvent):
                    people.append({field: events.text(text) for field, text in events.pairs(one)})
            elif key == ":created_at":
                created = events.text(value)
            else:
                events.skip(value)
        found[folder] = people, created
    return found


def _owner(fields: dict[str, str]) -> Owner:
    told = {key: "" if text in ("null", "~") else text for key, text in fields.items()}
    return Owner(told.get(":name", ""), told.get(":sid", ""), told.get(":email", ""))


def _moment(text: str) -> datetime | None:
    found = TIME.fullmatch(text.strip())
    if found is None:
        return None
    day, clock, fraction, zone = found.groups()
    try:
        return datetime.fromisoformat(
            f"{day}T{clock}.{(fraction or '0')[:6]:0<6}{'+00:00' if zone in (None, 'Z', 'UTC') else zone}"
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
