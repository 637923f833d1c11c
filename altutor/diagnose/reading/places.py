"""What a name stands for: a file, a folder with a data set, or a data set on the hub."""

from __future__ import annotations

import os
from pathlib import Path

from altutor.diagnose.reading import hub
from altutor.diagnose.reading.refusals import unrecognised
from altutor.errors import AltutorError

SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".spacy", ".parquet", ".arrow")


def find(where: str) -> tuple[Path | None, str]:
    """Return the file or folder, or None for a name to look for on the hub, and the split that was named.

    Raises
    ------
    AltutorError
        When nothing of that name is here and it is no name of a data set, or names what cannot be read twice.
    """
    for text, split in ((where, ""), (where.rpartition(":")[0], where.rpartition(":")[2])):
        if not text or not os.path.exists(text) or (split and not os.path.isdir(text)):
            continue
        path = Path(text)
        if path.is_dir():
            try:
                error = _folder_error(path)
            except OSError as why:
                error = AltutorError(f"Cannot read {path} ({why.strerror or why}): name a folder that you may read.")
            if error is not None:
                raise error
        elif not path.is_file():  # it can be read once only, and its begin is looked at first
            raise AltutorError(f"{path} is a pipe or a device: write what it gives to a file, and name that.")
        return path, split
    name, _, split = where.partition(":")
    if name.lower().endswith(SUFFIXES) or not hub.NAME.fullmatch(name) or not hub.SPLIT.fullmatch(split):
        raise AltutorError(f"There is no file or folder {where}: name one, or a data set on the hub (owner/name).")
    owner, slash, _ = name.partition("/")
    if slash and os.path.isdir(owner):  # then a file of it was meant, and the hub need not hear of it
        raise AltutorError(f"There is no file or folder {where}, but there is a folder {owner}: check the name.")
    return None, split


def _folder_error(folder: Path) -> AltutorError | None:
    """Return why a folder cannot be read as a data set, or None where it can be tried."""
    if hub.is_saved(folder):
        return None
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    if any(file.suffix in (".parquet", ".arrow") for file in files):
        return None
    readable = [file.name for file in files if file.suffix in (".jsonl", ".json", ".csv", ".tsv", ".spacy")]
    if readable:
        return AltutorError(f"{folder} is a folder with {', '.join(readable[:3])}: name one of its files.")
    number = f"{len(files)} file{'s' * (len(files) != 1)}"
    return unrecognised(folder, f"a folder with {number}, none of them parquet or arrow")
