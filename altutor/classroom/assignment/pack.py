"""Files as a zip that has the same bytes whenever and wherever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping

START_OF_TIME = (1980, 1, 1, 0, 0, 0)
STORED = (".whl", ".zip", ".gz", ".png")  # packed already


def zipped(files: Mapping[str, bytes], folder: str = "", last: str = "\0", scripts: Collection[str] = ()) -> bytes:
    """Return a zip of files, sorted by path.

    Parameters
    ----------
    files
        Contents by path.
    folder
        A folder in the zip that holds them all; empty: none.
    last
        Paths that begin so come behind all others.
    scripts
        Paths of files that may be executed.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path in sorted(files, key=lambda path: (path.startswith(last), path)):
            entry = zipfile.ZipInfo(f"{folder}/{path}" if folder else path, START_OF_TIME)
            entry.create_system = 3  # Unix, also on Windows: the permissions are read so
            entry.external_attr = (0o100755 if path in scripts else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_STORED if path.endswith(STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return content.getvalue()
