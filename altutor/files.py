"""Writing files so that a stop, a full disk or a second process never leaves half of one behind."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from altutor.errors import AltutorError


def write_atomic(path: Path, text: str | bytes) -> None:
    """Write a whole file or nothing.

    Parameters
    ----------
    path
        Where the file ends up; missing parent folders are made.
    text
        Its content; ``str`` is encoded as UTF-8.

    Raises
    ------
    AltutorError
        When the folder cannot be written or the disk is full. A file that was there before is left as it was.
    """
    content = text.encode() if isinstance(text, str) else text
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException as error:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise AltutorError(_why(path, error)) from error
        raise


def dump_json(value: Any, indent: int | None = None) -> str:
    """Return `value` as JSON text, the same bytes for the same value; NaN and infinity are refused."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(value, indent=indent, separators=separators, allow_nan=False, ensure_ascii=False) + "\n"


def require_writable(folder: Path) -> None:
    """Make sure that files can be written below `folder`, before hours are spent on what goes there.

    Raises
    ------
    AltutorError
        When the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise AltutorError(_why(folder, error)) from error


def _why(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"No space left while writing {path}: free some space and type the same command again; it goes on there."
    return f"Cannot write {path} ({error.strerror}): choose a folder that you may write to, with --out FOLDER."
