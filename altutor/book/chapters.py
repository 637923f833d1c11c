"""A chapter: from one file of text and code to an executed notebook."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

import altutor
from altutor.book.macros import fill
from altutor.book.published_results import folder
from altutor.errors import AltutorError
from altutor.files import write_atomic

Notebook = Any
CELL_SECONDS = 300
USED = {"__init__.py", "picture.py", "published_results.py", "study.py", "tables.py"}  # of the book, by cells
INSTALL = '''# Already there? Then nothing happens. Elsewhere altutor is installed first.
import importlib.util
from pathlib import Path

if importlib.util.find_spec("altutor") is None:
    where = next((str(wheel) for wheel in Path().glob("altutor-*.whl")), {address!r})
    assert where, "Put altutor-*.whl beside this notebook; the book's site and altutor-book.zip have them side by side."
    %pip install --quiet "{{where}}"'''


def slugs(root: Path) -> list[str]:
    """Return the names of the chapters, in order."""
    return sorted(path.stem for path in (root / "chapters").glob("[0-9][0-9]_*.py"))


def read(root: Path, slug: str) -> Notebook:
    """Return a chapter with its numbers filled in.

    Parameters
    ----------
    root
        The repository.
    slug
        Name of the chapter's file without its ending.

    Raises
    ------
    AltutorError
        When a macro cannot be filled.
    """
    notebook = jupytext.read(root / "chapters" / f"{slug}.py")
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"{slug}-{number}"  # the same with every build
        if cell.cell_type == "markdown":
            cell.source = fill(cell.source, f"chapters/{slug}.ipynb", root)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return notebook


def execute(root: Path, slug: str, notebook: Notebook, cache: Path) -> Notebook:
    """Return a chapter with its code executed.

    Outputs are kept in `cache`, by all that they depend on: the chapter's code, the package, the published results,
    the versions of all libraries.

    Raises
    ------
    AltutorError
        When a cell fails, warns, takes too long or ends its kernel.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kept = cache / f"{slug}-{_key(cell.source for cell in code)}.ipynb"
    if kept.exists():
        outputs = nbformat.read(kept, as_version=4)
    else:
        outputs = _execute(root, slug, code)
        for stale in cache.glob(f"{slug}-*.ipynb"):
            stale.unlink(missing_ok=True)  # another build may be at it
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(kept, nbformat.writes(outputs))
    for cell, executed in zip(code, outputs.cells, strict=True):
        cell.outputs, cell.execution_count = executed.outputs, executed.execution_count
    return notebook


def with_install(notebook: Notebook, address: str) -> Notebook:
    """Return a copy to be downloaded, whose first cell installs what it needs.

    Parameters
    ----------
    notebook
        An executed chapter.
    address
        Where the wheel can be fetched; empty where the site has no address yet, and the wheel lies beside the notebook.
    """
    copy = nbformat.from_dict(notebook)
    copy.cells.insert(0, nbformat.v4.new_code_cell(INSTALL.format(address=address), id="install"))
    return copy


def _execute(root: Path, slug: str, code: list[Any]) -> Notebook:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.source) for cell in code])
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # small fits are many times slower with more, and chapters run side by side
    client = NotebookClient(notebook, timeout=CELL_SECONDS, resources={"metadata": {"path": str(root / "chapters")}})
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        words = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip()
        raise AltutorError(f"chapters/{slug}.py does not run:\n{words}") from error
    for cell in notebook.cells:
        for output in cell.outputs:
            if output.get("name") == "stderr":
                raise AltutorError(f"chapters/{slug}.py warns, which readers would see: {output.text.strip()}")
    return notebook


def _key(sources: Any) -> str:
    """Return a hash of all that the outputs of a chapter depend on."""
    package = Path(altutor.__file__).parent
    files = [path for path in sorted(package.rglob("*")) if path.suffix in (".py", ".gz", ".json")]
    book, classroom = package / "book", package / "classroom"  # cells use little of the one, nothing of the other
    files = [path for path in files if book not in path.parents or (path.parent == book and path.name in USED)]
    files = [path for path in files if classroom not in path.parents]
    files += sorted(folder().rglob("*.json"))
    found = hashlib.sha256(sys.version.encode())
    for library in sorted(f"{one.name} {one.version}" for one in distributions()):
        found.update(library.encode() + b"\0")
    for source in sources:
        found.update(source.encode() + b"\0")
    for path in files:
        found.update(path.name.encode() + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]
