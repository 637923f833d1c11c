"""The package's own code on a page, read from its file."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import partial
from importlib import import_module
from typing import Any

from altutor.errors import AltutorError


def source(name: str) -> str:
    """Return the source of a function, class or constant's module member as a fenced block.

    Parameters
    ----------
    name
        ``module:object``.

    Raises
    ------
    AltutorError
        When there is none.
    """
    module, _, path = name.partition(":")
    try:
        found: Any = import_module(module)
        for part in path.split("."):
            found = getattr(found, part)
        return fence(found)
    except (ImportError, AttributeError, TypeError, OSError) as error:
        raise AltutorError(f"The book shows the source of {name!r}, which is not there ({error}).") from error


def value(name: str) -> int:
    """Return a whole number that the package fixes, such as the size of a split.

    Parameters
    ----------
    name
        ``module:constant``.

    Raises
    ------
    AltutorError
        When there is none.
    """
    module, _, constant = name.partition(":")
    try:
        found = getattr(import_module(module), constant)
    except (ImportError, AttributeError) as error:
        raise AltutorError(f"The book quotes the number {name!r}, which is not there ({error}).") from error
    if not isinstance(found, int):
        raise AltutorError(f"The book quotes {name!r} as a whole number, and it is {found!r}.")
    return found


def fence(found: Any) -> str:
    """Return the source of an object as a fenced block; of a partial the function and what it is called with."""
    given = ""
    if isinstance(found, partial):
        arguments = [repr(value) for value in found.args]
        arguments += [f"{name}={value!r}" for name, value in found.keywords.items()]
        given = f"# called with {', '.join(arguments)}\n" if arguments else ""
        found = found.func
    return f"```python\n{given}{_brief(textwrap.dedent(inspect.getsource(found)))}```"


def _brief(source: str) -> str:
    """Return source with the first line of each docstring; the API reference has all of them."""
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and (words := ast.get_docstring(node)):
            doc = node.body[0]
            first, last = doc.lineno - 1, doc.end_lineno or doc.lineno
            lines[first] = f'{" " * doc.col_offset}"""{words.splitlines()[0]}"""\n'
            lines[first + 1 : last] = [""] * (last - first - 1)
    return "".join(lines)
