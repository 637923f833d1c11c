"""Makes Python of a notebook that was handed in in place of a file."""

from __future__ import annotations

import ast
import json
import re
import warnings
from typing import Any

from altutor.classroom.submissions.unpack import PYTHON, size

MAGIC = re.compile(r"(\s*)((?:%{1,2}[A-Za-z_]|!|\?{1,2}[\w.]|[\w.]+\?{1,2}\s*$).*)")
BODY_RUNS = ("%%time", "%%capture")  # Jupyter runs the rest of such a cell as any other


def is_notebook(data: bytes) -> bool:
    """Whether the content is a notebook's, whatever the file's name."""
    return data.lstrip()[:1] == b"{" and b'"cells"' in data


def convert(data: bytes, name: str) -> tuple[bytes | None, list[str]]:
    """Join a notebook's code cells.

    Parameters
    ----------
    data
        The notebook, of a size that was checked.
    name
        What to call it in the notes.

    Returns
    -------
    tuple
        Python in UTF-8, or None where there is none to be had; sentences for the student.
    """
    cells = _code(data)
    if cells is None:
        return None, [f"{name} is not a notebook that can be read. Open it in Jupyter, save it, and hand it in again."]
    if not cells:
        return None, [f"{name} is a notebook without code."]
    out: list[str] = []
    touched: list[int] = []
    for number, cell in enumerate(cells, 1):
        text = plain(cell)
        if text != cell:
            touched.append(number)
        out.append(f"# code cell {number}\n{text.rstrip()}\n")
    made = "\n\n".join(out).encode("utf-8", "replace")
    if len(made) > PYTHON:
        return None, [f"{name} has more than {size(PYTHON)} of code, which is not read."]
    notes = [f"{name} is a notebook: its {len(cells)} code cells were joined in their order and read as one file."]
    if touched:
        which = ", ".join(str(number) for number in touched[:10]) + (" and others" if len(touched) > 10 else "")
        notes.append(
            f"In {name}, lines for Jupyter (such as those that begin with % or !) were left out in code "
            f"cell{'s' if len(touched) > 1 else ''} {which}."
        )
    return made, notes


def plain(cell: str) -> str:
    """Return a cell with what only Jupyter understands commented out; a cell that is Python stays as it is."""
    lines = cell.split("\n")  # as Jupyter does; a form feed in a text is no new line
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        if lines[first].split()[0] not in BODY_RUNS:
            return "\n".join(f"# {line}" for line in lines)
        lines[first] = f"# {lines[first]}"
        cell = "\n".join(lines)
    if _is_python(cell):
        return cell
    outer = [_commented(line) if not line[:1].isspace() else line for line in lines]
    if _is_python("\n".join(outer)):  # an indented line with a % may go on with a sum
        return "\n".join(outer)
    return "\n".join(_commented(line) for line in lines)


def _commented(line: str) -> str:
    found = MAGIC.fullmatch(line)
    if found is None:
        return line
    return f"{found[1]}pass  # {found[2]}" if found[1] else f"# {found[2]}"  # a block must not become empty


def _is_python(text: str) -> bool:
    if len(text) > PYTHON:
        return True  # too long to look at: the sum of all cells is refused anyway
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _code(data: bytes) -> list[str] | None:
    """Return the code cells of a notebook of format 4, or None."""
    try:
        found: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError, MemoryError):
        return None
    cells = found.get("cells") if isinstance(found, dict) else None
    if not isinstance(cells, list):
        return None
    code = []
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", "")
            lines = source if isinstance(source, list) else [source]
            if not all(isinstance(line, str) for line in lines):
                return None
            code.append("".join(lines))
    return code
