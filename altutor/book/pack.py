"""``python -m altutor.book pack``: the site as one file to hand on, which opens from disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from altutor.errors import AltutorError
from altutor.files import write_atomic

FOLDER = "altutor-book"
START_OF_TIME = (1980, 1, 1, 0, 0, 0)  # the same site gives the same bytes, whenever it is packed


def pack(site: Path, target: Path) -> int:
    """Write the site into a zip, in a folder of its own, and return the number of files.

    Parameters
    ----------
    site
        The folder that ``mkdocs build`` wrote.
    target
        The zip; replaced whole where there is one.
    """
    if not (site / "index.html").is_file():
        raise AltutorError(f"{site} holds no index.html: build the site with `mkdocs build`, then name its folder.")
    if target.suffix != ".zip":
        raise AltutorError(f"{target} does not end in .zip: name the file to write, such as {FOLDER}.zip.")
    files = sorted(path for path in site.rglob("*") if path.is_file())
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"{FOLDER}/{path.relative_to(site).as_posix()}", START_OF_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    write_atomic(target, content.getvalue())
    return len(files)
