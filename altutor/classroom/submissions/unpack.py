"""Reads folders and zips that nobody vouches for: nothing is written, no name and no size in them is believed."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

ENTRIES = 2_000  # files of one person that are looked at
TOTAL = 20_000_000  # bytes of one person that are read
LISTED = 20_000  # entries beyond which a person's zip is not even listed
PYTHON, NOTEBOOK = 200_000, 5_000_000  # bytes of one file
DEEPEST = 20  # folders within folders
BOMB, RATIO = 1_000_000, 200  # an entry that is said to be larger than this and to shrink by that factor is not read
NAMED = 5  # names in one sentence
LONGEST = 1_000  # characters of a path

SKIPPED = {"__macosx", "__pycache__", "venv", "env", "virtualenv", "site-packages", "node_modules"}
ARCHIVES = (".7z", ".rar", ".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst")


class Unreadable(Exception):
    """Why something is not read; the text goes on after its name, as in "is larger than 200 kB"."""


@dataclass(frozen=True)
class File:
    """A file that may be read.

    Attributes
    ----------
    path
        Its place, with ``/`` between the parts on every system.
    open
        Opens it; may raise anything.
    trouble
        Why it is not to be opened, if so; goes on after its name.
    shown
        Its name as people are told it, where that is not the path.
    """

    path: str
    open: Callable[[], IO[bytes]]
    trouble: str = ""
    shown: str = ""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def kind(self) -> str:
        """``python``, ``notebook``, ``zip``, ``archive`` (no zip) or ``other``."""
        name = self.name.lower()
        if name.endswith((".py", ".py.txt")):
            return "python"
        if name.endswith((".ipynb", ".ipynb.txt", ".ipynb.json")):
            return "notebook"
        if name.endswith(".zip"):
            return "zip"
        return "archive" if name.endswith(ARCHIVES) else "other"


def shown(name: str) -> str:
    """Return a name that somebody else chose as it may stand in a sentence: quoted, on one line, not endless."""
    return repr(name if len(name) <= 100 else f"{name[:60]}...{name[-37:]}")


def folder(root: Path) -> list[File]:
    """List the files below a folder, in an order that is the same everywhere. Links are not followed.

    Raises
    ------
    OSError
        When the folder itself cannot be listed.
    """
    found: list[File] = []
    places = [("", root)]
    while places:
        prefix, place = places.pop()
        try:
            with os.scandir(place) as scan:
                entries = list(scan)
        except OSError as error:
            if place == root:
                raise
            found.append(_barred(prefix.rstrip("/"), f"cannot be read ({error.strerror})"))
            continue
        for entry in entries:
            path = prefix + entry.name
            if not _wanted(path):
                continue
            if entry.is_symlink() or _is_junction(entry):
                found.append(_barred(path, "is a link, and links are not followed"))
            elif entry.is_dir(follow_symlinks=False):
                if not _wanted(f"{path}/"):
                    continue
                if path.count("/") < DEEPEST:
                    places.append((f"{path}/", Path(entry.path)))
                else:
                    found.append(_barred(path, f"lies more than {DEEPEST} folders deep"))
            elif entry.is_file(follow_symlinks=False):
                found.append(File(path, partial(_open_regular, Path(entry.path))))
            else:
                found.append(_barred(path, "is neither a file nor a folder"))
    return in_order(found)


def zipped(source: Path | bytes, closing: ExitStack) -> list[File]:
    """List the files of a zip, in an order that is the same everywhere.

    Parameters
    ----------
    source
        A file, or (for what a person handed in) its content.
    closing
        Closes the zip when nothing of it is needed any more.

    Raises
    ------
    Unreadable
        When it is no zip, a damaged one, or one with too many entries to list.
    """
    if isinstance(source, bytes) and source.count(b"PK\x01\x02") > LISTED:  # each entry has this mark, once or more
        raise Unreadable(f"holds more than {LISTED:,} files")
    try:
        archive = closing.enter_context(zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source))
        entries = archive.infolist()
    except Exception as error:  # whatever zipfile stumbles over in bytes that somebody else chose
        raise Unreadable("is no zip that can be read") from error
    found: list[File] = []
    last: dict[str, int] = {}
    for info in entries:
        name = _name(info)
        path, trouble = _place(name)
        is_folder = name.endswith(("/", "\\")) or stat.S_ISDIR(info.external_attr >> 16)
        if not path or is_folder or not _wanted(path):
            continue
        if not trouble:
            if path in last:
                found[last[path]] = _barred(path, "stands in the zip more than once, and the last one counts", name)
            last[path] = len(found)
        found.append(File(path, partial(archive.open, info), trouble or _trouble(info), name))
    return in_order(found)


def content(file: File, limit: int) -> bytes:
    """Read a file, counting what really comes.

    Raises
    ------
    Unreadable
        When it must not be opened, cannot be read, or has more than `limit` bytes.
    """
    if file.trouble:
        raise Unreadable(file.trouble)
    pieces, left = [], limit + 1
    try:
        with file.open() as stream:
            while left > 0 and (piece := stream.read(min(left, 65_536))):
                pieces.append(piece)
                left -= len(piece)
    except Unreadable:
        raise
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror or 'damaged'})") from error
    except (
        Exception
    ) as error:  # a damaged or forged zip: zlib, struct, zipfile and others each have errors of their own
        raise Unreadable("cannot be read: it is damaged") from error
    if left <= 0:
        raise Unreadable(f"is larger than {size(limit)}")
    return b"".join(pieces)


def listing(which: list[str]) -> str:
    """Return quoted names as they may stand in a sentence: the first few, and how many more there are."""
    more = f" and {len(which) - NAMED} more" if len(which) > NAMED else ""
    return ", ".join(which[:NAMED]) + more


def size(number: int) -> str:
    """Return a number of bytes in words."""
    return f"{number // 1_000_000} MB" if number >= 1_000_000 else f"{number // 1_000} kB"


def in_order(files: Iterable[File]) -> list[File]:
    """Sort files: those in few folders first, then by name."""
    return sorted(files, key=lambda file: (file.path.count("/"), file.path, file.shown))


def _barred(path: str, trouble: str, name: str = "") -> File:
    return File(path, io.BytesIO, trouble, name)


def _wanted(path: str) -> bool:
    """Whether a path is not one of those that tools leave behind."""
    *folders, name = path.split("/")
    return not name.startswith(".") and not any(one.startswith(".") or one.lower() in SKIPPED for one in folders)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a link to a folder as Windows has them besides symbolic ones."""
    mark = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    return os.name == "nt" and getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == mark


def _open_regular(path: Path) -> IO[bytes]:
    """Open a file that was a regular one when it was listed, without waiting should it be a pipe by now."""
    flags = [getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC")]
    handle = os.open(path, os.O_RDONLY | sum(flags))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable("is not a regular file")
    return os.fdopen(handle, "rb")


def _name(info: zipfile.ZipInfo) -> str:
    """Return an entry's whole name; zips made by Ruby hold UTF-8 without saying so, and zipfile reads code page 437."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name


def _place(name: str) -> tuple[str, str]:
    """Return the path of an entry below the zip, and what is wrong with its name."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    path = "/".join(part for part in parts if part != "..")
    if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return path or "?", "has a name that leads out of the zip"
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in name):
        return re.sub(r"[\x00-\x1f\x7f]", "?", path), "has a name with characters that no name may have"
    if len(name) > LONGEST or len(parts) > DEEPEST + 1:
        return path[:LONGEST], f"has a name of more than {LONGEST:,} characters or {DEEPEST} folders"
    return path, ""


def _trouble(info: zipfile.ZipInfo) -> str:
    """Return why an entry is not to be opened."""
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        return "is a link or a device, not a file"
    if info.flag_bits & 0x1:
        return "is locked with a password: hand it in without one"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an uncommon way: make the zip with the tool of your system"
    if info.file_size > max(BOMB, RATIO * info.compress_size):
        return f"is packed to less than one {RATIO}th of its size, as no code is"
    return ""
