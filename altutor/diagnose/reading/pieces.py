"""Files as text, a piece at a time: UTF-8 or a sentence that says where it is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from altutor.diagnose.reading.notes import Notes
from altutor.errors import AltutorError

Progress = Callable[[float], None]
PIECE = 2**20  # bytes
LONGEST = 2**26  # characters of one line, or of one entry of a list: what must fit into memory at once
MARK = b"\xef\xbb\xbf"


def pieces(path: Path, notes: Notes, progress: Progress | None = None) -> Iterator[str]:
    """Yield the text of a file in pieces of about a megabyte, without a byte order mark.

    Raises
    ------
    AltutorError
        At the first byte that is not UTF-8, or where the file cannot be read.
    """
    line, before = 1, 0  # the line that the next byte belongs to, and how many of its bytes came before
    rest, done, first = b"", 0, True
    try:
        size = max(os.path.getsize(path), 1)
        with path.open("rb") as file:
            while block := file.read(PIECE):
                done += len(block)
                if first and block.startswith(MARK):
                    block = block[len(MARK) :]
                    notes.add(
                        "byte order marks", "line 1", "The file begins with a byte order mark, which was skipped."
                    )
                first = False
                block = rest + block
                text, rest = _decode(block, done >= size, path, line, before)
                used = len(block) - len(rest)
                newlines = block.count(b"\n", 0, used)
                before = used - block.rfind(b"\n", 0, used) - 1 if newlines else before + used
                line += newlines
                yield text
                if progress is not None:
                    progress(min(done / size, 1.0))
    except OSError as error:
        raise AltutorError(f"Cannot read {path} ({error.strerror or error}): name a file that you may read.") from error
    if rest:  # the file became shorter while it was read
        _decode(rest, True, path, line, before)


def _decode(block: bytes, last: bool, path: Path, line: int, before: int) -> tuple[str, bytes]:
    """Return the text of a block, and the bytes at its end that are only the begin of a character."""
    try:
        return block.decode("utf-8"), b""
    except UnicodeDecodeError as error:
        if not last and error.end == len(block) and error.reason == "unexpected end of data":
            return block[: error.start].decode("utf-8"), block[error.start :]
        newlines = block.count(b"\n", 0, error.start)
        byte = error.start - block.rfind(b"\n", 0, error.start) if newlines else before + error.start + 1
        raise AltutorError(
            f"{path} is not UTF-8 at byte {byte} of line {line + newlines}: the file mixes encodings or has another "
            "one; save it as UTF-8."
        ) from error


def lines(path: Path, notes: Notes, progress: Progress | None = None) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers, from 1, without the line feed.

    Raises
    ------
    AltutorError
        As :func:`pieces`, and for a line of more than 64 million characters.
    """
    number, begun, length = 1, list[str](), 0
    for piece in pieces(path, notes, progress):
        *whole, last = piece.split("\n")
        for line in whole:
            yield number, "".join([*begun, line])
            number, begun, length = number + 1, [], 0
        begun.append(last)
        length += len(last)
        if length > LONGEST:
            raise AltutorError(
                f"{path}, line {number} has more than {LONGEST:,} characters: expected one text a line; "
                "check how the file was written."
            )
    if length:
        yield number, "".join(begun)
