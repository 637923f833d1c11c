"""Looks at a student's file before it is run: whether it is begun, is Python and is the student's own work."""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import textwrap
import tokenize
import warnings
from pathlib import Path

from altutor.classroom import stubs
from altutor.classroom.exercise import Exercise

MOST_WORK = 300_000  # steps to every node from the top; the searches below take that long, and a little for each step


class Refused(Exception):
    """Nothing of the file is run; the text says why.

    Attributes
    ----------
    expected
        What should be there.
    line, code
        Where, if known.
    mistake
        Id of the known wrong answer, or None.
    """

    def __init__(self, text: str, expected: str, line: int | None = None, code: str = "") -> None:
        super().__init__(text)
        self.text, self.expected, self.line, self.code = text, expected, line, code
        self.mistake: str | None = None


class Untouched(Refused):
    """The file is still the stub, or is not there."""


def require_own_work(exercise: Exercise, path: Path) -> None:
    """Make sure that a file is begun, is Python, and does not leave the work to the package.

    Raises
    ------
    Untouched
        When it is the stub as shipped (comments and layout do not count), or missing.
    Refused
        When it is not Python, or uses or copies what it should write.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the student's code
            _require_own_work(exercise, path)
    except (ValueError, RecursionError, MemoryError, SyntaxError) as error:  # numbers without end, endless nesting
        raise Refused(
            f"Python cannot read the file: {str(error) or 'it is nested too deeply'}.", "Python code"
        ) from None


def _require_own_work(exercise: Exercise, path: Path) -> None:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if "utf-8" not in (coding := _coding(text)):
            raise Refused(f"The file says that it is written in {coding}.", "Python code, saved as UTF-8")
        tree = ast.parse(text, filename=str(path))
    except FileNotFoundError:
        raise Untouched(
            "The file is not there.", f"`{path.name}`, which `altutor reset {exercise.short}` brings back"
        ) from None
    except UnicodeDecodeError:
        raise Refused("The file is not text in UTF-8.", "Python code, saved as UTF-8") from None
    except SyntaxError as error:
        code = (error.text or "").strip()
        raise Refused(f"Python cannot read the file: {error.msg}.", "Python code", error.lineno, code) from None
    _require_readable(tree)
    given = set(stubs.constants(exercise))
    if _without(given, tree) == _without(given, stubs.tree(exercise)):
        raise Untouched("The stub has not been touched.", "")
    _require_no_package(exercise, tree)
    _require_no_copy(exercise, tree)


def _coding(text: str) -> str:
    """Return the encoding that a comment at the top names: Python would read the file so, whatever is read here."""
    return tokenize.detect_encoding(io.BytesIO(text.encode()).readline)[0]


def _require_readable(tree: ast.Module) -> None:
    """Refuse a file that would take minutes to look through: the searches below start anew at every level."""
    work = 0
    waiting: list[tuple[ast.AST, int]] = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        work += depth
        if work > MOST_WORK:
            raise Refused("The file is too long, or nested too deeply, to be looked through.", "a shorter file")
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node)]


def _without(constants: set[str], tree: ast.Module) -> list[str]:
    """Return the statements of a file, without texts, and without constants that a variant may change."""

    def counts(node: ast.stmt) -> bool:
        if isinstance(node, ast.Assign):
            return not {getattr(target, "id", "") for target in node.targets} <= constants
        return not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))

    return [ast.dump(_bare(node)) for node in tree.body if counts(node)]


def _require_no_package(exercise: Exercise, tree: ast.AST) -> None:
    for node in ast.walk(tree):
        for name in _imported(node):
            if not any(name == module or name.startswith(module + ".") for module in exercise.uses):
                allowed = (
                    f"no part of altutor except {', '.join(exercise.uses)}" if exercise.uses else "no part of altutor"
                )
                raise Refused(
                    f"The file leaves the work to the package: it uses {name}. "
                    "The exercise is to write that yourself; reading the package's code is allowed.",
                    allowed,
                    getattr(node, "lineno", None),
                    ast.unparse(node),
                )


def _imported(node: ast.AST) -> list[str]:
    """Parts of altutor that a node brings in, also by name."""
    names = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    elif isinstance(node, ast.Call) and any(
        word in ast.unparse(node.func) for word in ("import", "exec", "eval", "run_module", "run_path")
    ):
        names = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        names = [name.strip() for name in names if name.strip().startswith("altutor")] + [
            "altutor" for name in names if "altutor" in name and not name.strip().startswith("altutor")
        ]
    return [name for name in names if name.split(".")[0] == "altutor"]


def _require_no_copy(exercise: Exercise, tree: ast.AST) -> None:
    bodies = {_shape(node): node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for address in exercise.instead_of:
        module, _, name = address.partition(":")
        original = ast.parse(textwrap.dedent(inspect.getsource(getattr(importlib.import_module(module), name))))
        copied = bodies.get(_shape(original.body[0]))
        if copied is not None:
            raise Refused(
                f"`{copied.name}` is a copy of {address.replace(':', '.')}. Write it in your own way.",
                "your own code",
                copied.lineno,
            )


def _shape(function: ast.AST) -> str:
    """Return the body of a function with its names, texts and annotations taken out."""
    text = ast.parse(ast.unparse(_bare(function)))
    numbers: dict[str, str] = {}
    for node in ast.walk(text):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    for node in ast.walk(text):
        for field in ("id", "arg", "name"):
            if isinstance(node, (ast.Name, ast.arg, ast.FunctionDef)) and hasattr(node, field):
                setattr(node, field, numbers.setdefault(getattr(node, field), f"n{len(numbers)}"))
    return ast.dump(text)


def _bare(tree: ast.AST) -> ast.AST:
    """Take the docstrings out (in place)."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
            first = body[0]
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body = body[1:] or [ast.Pass()]
    return tree
