"""Reads the files of one person, within limits, and opens their zip."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace

from altutor.classroom.submissions import unpack
from altutor.classroom.submissions.layouts import Delivery
from altutor.classroom.submissions.match import Candidate
from altutor.classroom.submissions.unpack import File, Unreadable, shown

ZIPPED = 100_000_000  # bytes of all zips of one person; what is unpacked of them has the limits of all files
LIMITS = {"python": unpack.PYTHON, "notebook": unpack.NOTEBOOK}
ATTEMPT = re.compile(r"(?i)(.*?)[ _-]*\(?(\d{1,4})\)?\.zip")


def candidates(deliveries: Iterable[Delivery]) -> tuple[list[Candidate], list[str], list[str]]:
    """Return the files of one person that may be answers, sentences for that person, and zips that cannot be read."""
    found: list[Candidate] = []
    notes: list[str] = []
    broken: list[str] = []
    left = unpack.TOTAL
    with ExitStack() as closing:
        files = []
        for delivery in deliveries:
            notes += delivery.notes
            files += _opened(delivery.files, broken, closing)
        notes += [f"{what}, so nothing in it counts." for what in broken]
        if len(files) > unpack.ENTRIES:
            notes.append(f"More than {unpack.ENTRIES:,} files were handed in: only the first of them were looked at.")
        troubles: dict[str, list[str]] = {}
        for file, attempt in files[: unpack.ENTRIES]:
            if file.trouble:
                troubles.setdefault(file.trouble, []).append(_name(file))
            elif file.kind == "archive":
                notes.append(f"{_name(file)} is no zip, and was not opened: hand in a zip, or the files themselves.")
            elif file.kind == "zip":
                notes.append(f"{_name(file)} is a zip within a zip, and was not opened: hand in one zip.")
            elif left <= 0:
                notes.append(f"More than {unpack.size(unpack.TOTAL)} were handed in: the rest was not read.")
                break
            else:
                try:
                    data = unpack.content(file, LIMITS[file.kind])
                except Unreadable as error:
                    troubles.setdefault(str(error), []).append(_name(file))
                    left -= LIMITS[file.kind]  # as much may have been read
                else:
                    left -= len(data)
                    found.append(Candidate(file.path, data, attempt))
    for trouble, which in troubles.items():
        notes.append(f"{unpack.listing(which)}{': each' if len(which) > 1 else ''} {trouble}.")
    return found, notes, broken


def _opened(files: list[File], broken: list[str], closing: ExitStack) -> list[tuple[File, int]]:
    """Return the files that matter, those in zips as well, each with the number of the try that its zip bears.

    What is wrong with zips that cannot be read is put into `broken`.
    """
    found = []
    left = ZIPPED
    zips = {file.path.lower() for file in files if file.kind == "zip"}
    for file in files:
        if file.kind == "zip" and not file.trouble:
            try:
                data = unpack.content(file, left)
                left -= len(data)
                inner = unpack.zipped(data, closing)
            except Unreadable as error:
                broken.append(f"{_name(file)} {error}")
                continue
            home = re.sub(r"(?i)\.zip$", "", file.path)
            attempt = _attempt(file.path, zips)
            found += [(replace(one, path=f"{home}/{one.path}"), attempt) for one in inner if _matters(one)]
        elif _matters(file):
            found.append((file, 0))
    return found


def _matters(file: File) -> bool:
    return bool(file.trouble) or file.kind != "other"


def _attempt(path: str, zips: set[str]) -> int:
    """Return 1 for ``week3-1.zip``, where there is a ``week3.zip`` as well."""
    found = ATTEMPT.fullmatch(path)
    return int(found[2]) if found and f"{found[1]}.zip".lower() in zips else 0


def _name(file: File) -> str:
    return shown(file.shown or file.path)
