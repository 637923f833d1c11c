"""Changes that cosmic-ray does not make: other NumPy functions, another order, a dropped step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import parso
from cosmic_ray.operators.operator import Operator

SWAPS = {
    "argmin": "argmax",
    "argmax": "argmin",
    "min": "max",
    "max": "min",
    "nanmin": "nanmax",
    "nanmax": "nanmin",
    "minimum": "maximum",
    "maximum": "minimum",
    "sum": "mean",
    "mean": "sum",
    "median": "mean",
    "std": "var",
    "var": "std",
    "all": "any",
    "any": "all",
    "ceil": "floor",
    "floor": "ceil",
    "sqrt": "abs",
    "log": "log2",
    "log2": "log",
    "cumsum": "cumprod",
    "vstack": "hstack",
    "union": "intersection",
    "append": "remove",
    "ppf": "cdf",
    "sf": "cdf",
    "cdf": "sf",
}
ARITHMETIC = {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"}


def sensible(name: str) -> bool:
    """Whether an operator of cosmic-ray makes mistakes that a person makes."""
    short = name.partition("/")[2]
    if short.startswith("ReplaceBinaryOperator_"):
        return set(short.split("_")[1:]) <= ARITHMETIC
    return not short.startswith(("Variable", "ReplaceUnaryOperator_UAdd", "RemoveDecorator")) and "Invert" not in short


class _Own(Operator):
    """Changes a node of the syntax tree to another text."""

    def changes(self, node: Any) -> list[str]:
        """Return the texts that may stand in place of a node."""
        raise NotImplementedError

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        for _ in self.changes(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        text = self.changes(node)[index]
        first = node.get_first_leaf()
        return parso.python.tree.Name(text, node.start_pos, prefix=first.prefix)

    @classmethod
    def examples(cls) -> tuple[Any, ...]:
        return ()


class SwapFunction(_Own):
    """argmin for argmax, mean for sum, and so on."""

    def changes(self, node: Any) -> list[str]:
        """See SWAPS."""
        return [SWAPS[node.value]] if node.type == "name" and node.value in SWAPS else []


class DropStep(_Own):
    """``a / b``, ``a * b``, ``a - b`` and ``a + b`` become ``a`` or ``b``: a forgotten normalisation or correction."""

    def changes(self, node: Any) -> list[str]:
        """Return either side alone."""
        if node.type not in ("term", "arith_expr") or len(node.children) != 3:
            return []
        left, _, right = (child.get_code(include_prefix=False) for child in node.children)
        return [left, f"({right})"]


class DropIndex(_Own):
    """``x[::-1]`` and ``x[1:]`` become ``x``: another order, or one row more."""

    def changes(self, node: Any) -> list[str]:
        """Return a slice of everything."""
        if node.type != "trailer" or node.children[0] != "[" or ":" not in node.get_code():
            return []
        return ["[:]"]


class DropArgument(_Own):
    """``f(x, axis=1)`` becomes ``f(x)``: a forgotten setting."""

    def changes(self, node: Any) -> list[str]:
        """Return the arguments without one of the named."""
        if node.type == "trailer" and node.children[0] == "(" and node.children[1].type == "argument":
            return ["()"]
        if node.type != "arglist":
            return []
        given = [child.get_code(include_prefix=False) for child in node.children if child != ","]
        named = [
            number for number, child in enumerate(c for c in node.children if c != ",") if child.type == "argument"
        ]
        return [", ".join(given[:number] + given[number + 1 :]) for number in named]


OWN = (SwapFunction, DropStep, DropIndex, DropArgument)
