"""What the tables of the engine's benchmark share."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from w1 import BUDGET

from altutor.engine import simulate_runs
from altutor.problems import Problem
from altutor.strategies import least_confidence

Table = list[list[str]]


def seconds(*calls: Callable[[], Any], repeats: int) -> tuple[list[float], list[Any]]:
    """Return the median processor time of each call, made in turn, and what each returned last.

    A short call is repeated until it has taken a quarter of a second, and the mean counts.
    """
    spent: list[list[float]] = [[] for _ in calls]
    results: list[Any] = [None for _ in calls]
    for _ in range(repeats):
        for number, call in enumerate(calls):
            started, took, calls_made = time.process_time(), 0.0, 0
            while took < 0.25:
                results[number] = call()
                took, calls_made = time.process_time() - started, calls_made + 1
            spent[number].append(took / calls_made)
    return [statistics.median(one) for one in spent], results


def ours(problems: Sequence[Problem], budget: int = BUDGET, **options: Any) -> list[list[int]]:
    """Return the queries of all runs."""
    found = simulate_runs(problems, least_confidence, budget, **options)
    return [row.tolist() for histories in found for row in histories.queries]


def verdict(goal: str, met: bool) -> str:
    """Return a goal, and whether it was met."""
    return f"{goal}: {'met' if met else 'NOT MET'}"


def show(title: str, table: Table) -> str:
    """Return a table in Markdown, and print it."""
    lines = ["", f"## {title}", "", "| " + " | ".join(table[0]) + " |", "|" + "---|" * len(table[0])]
    lines += ["| " + " | ".join([*row, *[""] * (len(table[0]) - len(row))]) + " |" for row in table[1:]]
    text = "\n".join(lines)
    print(text, flush=True)
    return text + "\n"
