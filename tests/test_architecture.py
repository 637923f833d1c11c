"""Imports point downwards only (docs/contributing/architecture.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "altutor"

# From the top of the house down; a module may import its own layer and every lower one.
LAYERS = (
    {"__main__"},
    {"cli"},
    {"console", "doctor", "outputs", "report"},
    {"experiments", "diagnose", "classroom", "book"},
    {"study", "claims", "traces", "figures", "results", "backends", "progress", "wording"},
    {"simulate", "engine", "ner"},
    {"strategies", "learners", "pool", "problems", "measures", "bias", "logistic"},
    {"data"},
    {"errors", "files"},
)
HEIGHT = {room: -number for number, layer in enumerate(LAYERS) for room in layer}
# What may be imported when `altutor` or its command line is: everything else waits until it is used.
AT_THE_TOP = {
    "altutor",
    "altutor.__main__",
    "altutor.classroom",
    "altutor.classroom.cli",
    "altutor.cli",
    "altutor.diagnose",
    "altutor.diagnose.cli",
    "altutor.errors",
    "altutor.experiments",
}
LIGHT = {"typer"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, tree: ast.AST) -> set[str]:
    """Dotted names of all that a module imports; relative imports are resolved."""
    package = dotted(path).split(".") if path.name == "__init__.py" else dotted(path).split(".")[:-1]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*start, *([node.module] if node.module else [])])
            # `from altutor import figures` names a module, `from altutor.files import dump_json` does not.
            found |= {f"{origin}.{alias.name}" for alias in node.names}
    return found


def room(name: str) -> str | None:
    """Return the room of a dotted name, or None for the package itself and for other packages."""
    parts = name.split(".")
    if parts[0] != "altutor" or len(parts) < 2:
        return None
    return parts[1] if (PACKAGE / parts[1]).is_dir() or (PACKAGE / f"{parts[1]}.py").exists() else None


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_point_downwards(path: Path) -> None:
    here = room(dotted(path))
    if here is None:  # altutor/__init__.py
        here_height = min(HEIGHT.values())
    else:
        assert here in HEIGHT, f"altutor.{here} has no layer: give it one here and in the architecture page"
        here_height = HEIGHT[here]
    for name in imports(path, ast.parse(path.read_text(encoding="utf-8"))):
        there = room(name)
        if there is not None:
            assert HEIGHT[there] <= here_height, f"{dotted(path)} imports {name}, which lies above it"


def test_rule_sees_an_upward_import() -> None:
    tree = ast.parse("from ..study import run_study\nfrom altutor import report")
    assert {room(name) for name in imports(PACKAGE / "data" / "trap.py", tree)} == {"study", "report"}
    assert HEIGHT["study"] > HEIGHT["data"]


@pytest.mark.parametrize("name", sorted(AT_THE_TOP))
def test_what_help_needs_imports_nothing_heavy_at_the_top(name: str) -> None:
    path = PACKAGE.parent / name.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = ast.Module([node for node in tree.body if not isinstance(node, ast.If)], [])  # without TYPE_CHECKING
    for node in list(ast.walk(top)):
        if isinstance(node, ast.FunctionDef):
            node.body = [ast.Pass()]
    for imported in imports(path, top):
        parts = imported.split(".")
        if parts[0] == "altutor":
            assert not room(imported) or f"altutor.{parts[1]}" in AT_THE_TOP, imported
        else:
            import sys

            assert parts[0] in sys.stdlib_module_names | LIGHT, imported


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_modules_stay_readable(path: Path) -> None:
    """One idea a module: lists of words and templates aside, none grows beyond what a reader keeps in mind."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
