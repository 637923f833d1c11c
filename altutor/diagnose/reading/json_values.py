"""JSON from files that may be large or damaged: one value a line, or the entries of one list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from altutor.diagnose.reading.notes import Notes
from altutor.diagnose.reading.pieces import LONGEST, Progress, lines, pieces
from altutor.errors import AltutorError

SPACE = re.compile(r"[ \t\r\n]*")
DECODER = json.JSONDecoder()


def reason(error: Exception) -> str:
    """Say in a few words why something is not JSON."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[:1].lower()}{error.msg[1:]} at column {error.colno}"
    if isinstance(error, RecursionError):
        return "too many brackets within brackets"
    return "a number with thousands of digits"  # the only other ValueError of the parser


def json_lines(path: Path, notes: Notes, progress: Progress | None = None) -> Iterator[tuple[str, Any]]:
    """Yield place and value of each line; blank lines are skipped.

    Raises
    ------
    AltutorError
        At the first line that is not JSON.
    """
    for number, line in lines(path, notes, progress):
        if not line or line.isspace():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise AltutorError(
                f"{path}, line {number} is not JSON ({reason(error)}): expected one JSON object a line; correct that "
                "line, or delete it."
            ) from error
        yield f"line {number}", value


def json_list(path: Path, notes: Notes, progress: Progress | None = None) -> Iterator[tuple[str, Any]]:
    """Yield place and value of each entry of a file that is one JSON list, or the one value that it is.

    No more than an entry and a piece of the file are in memory at once.

    Raises
    ------
    AltutorError
        At the first entry that is not JSON, or where the list does not end.
    """
    window = _Window(path, pieces(path, notes, progress))
    listed = window.peek() == "["
    window.at += listed
    number = 0
    while (mark := window.peek()) != "]" or not listed:
        if number and not listed:
            break
        if number:
            if mark != ",":
                raise window.wrong("expected a comma or the end of the list")
            window.at += 1
        number += 1
        yield f"entry {number}", window.value(number)
    window.at += listed
    if window.peek():
        raise window.wrong("text after the end of the JSON")


class _Window:
    """The part of a file that is looked at."""

    def __init__(self, path: Path, source: Iterator[str]) -> None:
        self.path, self.source = path, source
        self.text, self.at, self.line, self.ended = "", 0, 1, False

    def more(self) -> None:
        """Drop what is done with, and at least double what is left."""
        self.line += self.text.count("\n", 0, self.at)
        parts = [self.text[self.at :]]
        wanted, got = len(parts[0]), 0
        while got <= wanted and not self.ended:
            piece = next(self.source, None)
            self.ended = piece is None
            parts.append(piece or "")
            got += len(parts[-1])
        self.text, self.at = "".join(parts), 0

    def peek(self) -> str:
        """Return the next character that is not white space; an empty string at the end of the file."""
        while True:
            found = SPACE.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text) or self.ended:
                return self.text[self.at : self.at + 1]
            self.more()

    def value(self, number: int) -> Any:
        """Read one JSON value."""
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
                if end < len(self.text) or self.ended:  # else it may be the begin of a longer number
                    self.at = end
                    return value
            except (ValueError, RecursionError) as error:
                final = not isinstance(error, json.JSONDecodeError) or len(self.text) - self.at > LONGEST
                if self.ended or final:
                    why = error.msg if isinstance(error, json.JSONDecodeError) else reason(error)
                    raise self.wrong(f"entry {number} begins there; {why[:1].lower()}{why[1:]}") from error
            self.more()

    def wrong(self, why: str) -> AltutorError:
        line = self.line + self.text.count("\n", 0, self.at)
        return AltutorError(
            f"{self.path}, line {line} is not JSON ({why}): export the file again, or correct it there."
        )
