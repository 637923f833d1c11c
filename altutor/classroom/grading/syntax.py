"""Files as sequences of syntax tokens, without names, texts, comments, annotations and layout.

A file is read by :func:`ast.parse`, and never run.
"""

from __future__ import annotations

import ast
import builtins
import warnings
from collections.abc import Iterable
from typing import Any

RUN = 10  # tokens in a row that must agree: about one line of code
LARGEST = 200_000  # bytes of a file that is read
MOST = 20_000  # tokens of a file that are compared
NAMES = frozenset(dir(builtins))
Token = tuple[str, int]  # and its line


def parse(content: bytes) -> ast.Module | None:
    """Return the syntax of a file; None where Python cannot read it, or it is too large."""
    if len(content) > LARGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the student's code
            return ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def names(tree: ast.Module) -> set[str]:
    """Return the names of functions, classes and variables that a file defines at its top."""
    return {name for node in tree.body for name in _defines(node)}


def part_of(tree: ast.Module, wanted: set[str]) -> ast.Module:
    """Return the statements at the top that define wanted names, and those that these use, in their order.

    A notebook, or one file for several exercises, holds more than one answer. The whole file where it defines none.
    """
    defines = [_defines(node) for node in tree.body]
    by_name: dict[str, list[int]] = {}
    for place, own in enumerate(defines):
        for name in own:
            by_name.setdefault(name, []).append(place)
    kept: set[int] = set()
    waiting = [place for name in wanted for place in by_name.get(name, [])]
    while waiting:
        place = waiting.pop()
        if place in kept:
            continue
        kept.add(place)
        used = {node.id for node in ast.walk(tree.body[place]) if isinstance(node, ast.Name)}
        waiting += [other for name in used for other in by_name.get(name, [])]
    return ast.Module([tree.body[place] for place in sorted(kept)], []) if kept else tree


def tokens(tree: ast.Module, given: set[str]) -> list[list[Token]]:
    """Return the syntax as tokens: a list for each function and class at the top, and one for the rest.

    Parameters
    ----------
    given
        Names of constants of the stub, whose lines do not count.
    """
    kept = NAMES - {name for node in ast.walk(tree) if (name := _bound(node))}
    rest: list[Token] = []
    found = [rest]
    left = MOST
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom) or _sets(node) & given:
            continue
        inside = list(_walk(node, left, kept))
        left -= len(inside)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.append(inside)
        else:
            rest += inside
    return found


def _walk(top: ast.AST, most: int, kept: frozenset[str]) -> Iterable[Token]:
    """Yield a token for each node, from the outside in and from left to right; without recursion."""
    waiting: list[tuple[ast.AST, int]] = [(top, 0)]
    while waiting and most > 0:
        node, line = waiting.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # a docstring
            continue
        line = getattr(node, "lineno", line)
        if not isinstance(node, ast.expr_context | ast.arguments | ast.Expr):
            yield _word(node, kept), line
            most -= 1
        inner = [
            one
            for name, value in ast.iter_fields(node)
            if name not in ("annotation", "returns", "type_comment", "type_params")
            for one in (value if isinstance(value, list) else [value])
            if isinstance(one, ast.AST)
        ]
        waiting += [(one, line) for one in reversed(inner)]


def _word(node: ast.AST, kept: frozenset[str]) -> str:
    if isinstance(node, ast.Name):
        return node.id if node.id in kept else "name"
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    if isinstance(node, ast.keyword):
        return f"{node.arg}="
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str | bytes):
            return "text"
        return "number" if isinstance(node.value, int) and abs(node.value) > 10**9 else repr(node.value)
    return type(node).__name__


def _defines(node: ast.stmt) -> set[str]:
    """Names that a statement at the top defines, within its blocks too."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    inside = list(ast.walk(node))
    functions = {one.name for one in inside if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return functions | {one.id for one in inside if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)}


def _bound(node: ast.AST) -> str:
    """Return the name that a node binds, if it is an argument or a variable."""
    if isinstance(node, ast.arg):
        return node.arg
    return node.id if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load) else ""


def _sets(node: ast.stmt) -> set[str]:
    """Names that a statement at the top gives a value."""
    targets: list[Any] = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def runs(parts: list[list[Token]]) -> Iterable[str]:
    """Yield every run of `RUN` tokens that stand in one function, one class, or together at the top."""
    for part in parts:
        for start in range(len(part) - RUN + 1):
            yield " ".join(word for word, _ in part[start : start + RUN])
