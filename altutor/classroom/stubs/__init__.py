"""The stubs as they are shipped, and folders of them for students to work in.

``exercises/`` of a clone is such a folder; the stubs here are what it is made from and compared with.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

from altutor.classroom.exercise import Exercise
from altutor.errors import AltutorError

HERE = Path(__file__).parent


def text(exercise: Exercise, constants: dict[str, Any] | None = None) -> str:
    """Return an untouched stub, with the constants of a variant.

    Raises
    ------
    AltutorError
        When the stub is not there, or has no line for a constant.
    """
    path = HERE / f"{exercise.id}.py"
    try:
        found = path.read_text(encoding="utf-8")
    except OSError as error:
        raise AltutorError(f"The stub {path} cannot be read ({error.strerror}): install altutor again.") from error
    return with_constants(found, constants or {}, f"The stub of {exercise.id}")


def with_constants(text: str, constants: dict[str, Any], what: str) -> str:
    """Return the text of a stub or a solution with other constants.

    Raises
    ------
    AltutorError
        When it has no line for a constant, or several; `what` names it.
    """
    for name, value in constants.items():
        line = f"{name} = {value!r}".replace("\\", r"\\")
        text, times = re.subn(rf"(?m)^{name} = [^#\n]*?(?=  #|$)", line, text)
        if times != 1:
            raise AltutorError(f"{what} has {times} lines that set {name}, and must have one.")
    return text


def tree(exercise: Exercise) -> ast.Module:
    """Return an untouched stub as a syntax tree."""
    return ast.parse(text(exercise))


def constants(exercise: Exercise) -> dict[str, Any]:
    """Return what the stub sets in capitals, answers that are still None left out."""
    found = {}
    for node in tree(exercise).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper():
            value = ast.literal_eval(node.value)
            if value is not None:
                found[node.targets[0].id] = value
    return found


def task(exercise: Exercise) -> str:
    """Return the task: the stub's docstring."""
    return ast.get_docstring(tree(exercise)) or ""
