"""Puts a folder that was made beside its place there, so that a stop never leaves half of one."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Sequence
from pathlib import Path


def move(new: Path, out: Path, temporary: Path, zipped: Sequence[str]) -> list[Path]:
    """Put a new folder in its place; where there is one, each thing in it. Return folders that were kept.

    Parameters
    ----------
    new, out
        The folder, and its place on the same disk.
    temporary
        A folder for what is replaced.
    zipped
        Folders in it that a zip beside them holds as well: one that a person has changed since is kept.
    """
    if not out.exists() or not any(out.iterdir()):
        if out.exists():
            out.rmdir()
        new.replace(out)
        return []
    kept = []
    for name in zipped:
        if _changed(out / name, out / f"{name}.zip"):
            numbers = (number for number in itertools.count(1) if not (out / f"{name}.kept{number}").exists())
            kept.append((out / name).replace(out / f"{name}.kept{next(numbers)}"))
    old = temporary / "old"
    old.mkdir()
    for path in sorted(new.iterdir()):
        if (out / path.name).exists():
            (out / path.name).replace(old / path.name)
        path.replace(out / path.name)
    return kept


def _changed(folder: Path, archive: Path) -> bool:
    """Whether a folder holds other files than the zip that was made of it."""
    if not folder.is_dir() or not archive.is_file():
        return False
    with zipfile.ZipFile(archive) as made:
        was = {name.partition("/")[2]: made.read(name) for name in made.namelist()}
    files = (path for path in folder.rglob("*") if path.is_file())
    return any(was.get(path.relative_to(folder).as_posix()) != path.read_bytes() for path in files)
