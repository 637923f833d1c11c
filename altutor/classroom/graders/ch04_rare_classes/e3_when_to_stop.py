"""Grades e3_when_to_stop: the interval by bisection, and logs on which one mistake decides otherwise."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask, alike
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="A stopping rule that rests on random rows",
    kind="implement",
    goals=("4.6",),
    minutes=20,
    difficulty=2,
    importance=3,
    needs=("chapter 3, How likely is a miss? Two closed forms", "chapter 4, When to stop"),
    terms=("stopping rule", "interval", "rule of three", "learning curve"),
    mistakes=(
        Mistake(
            "two-sided",
            "This takes the upper end of the two-sided interval: 2.5% are left out on each side. Only the upper end is "
            "asked for here, so all of the 5% belong on that side.",
            hint=2,
        ),
        Mistake(
            "point-estimate",
            "This takes the share of wrong rows itself. By chance it is often lower than the share on the pool, and "
            "with few rows much lower: no error in three rows proves little.",
            hint=1,
        ),
        Mistake(
            "normal-approximation",
            "This adds 1.645 standard errors. For shares near 0 that is too short, and without an error it has no "
            "length at all.",
            hint=2,
        ),
        Mistake(
            "lower-end",
            "This takes the lower end of the interval. It says how small the share of errors may be; a stopping rule "
            "has to know how large.",
            hint=2,
        ),
        Mistake(
            "rule-of-three",
            "This is three divided by the bound, which is an approximation. It serves for a quick look; the exact "
            "number is a little smaller.",
            hint=2,
        ),
        Mistake(
            "one-too-few",
            "With this number of rows the upper end is not yet below the bound.",
            hint=2,
        ),
        Mistake(
            "all-rows",
            "This counts the chosen rows, too. They are the rows that the strategy found hard, or the ones that it "
            "knows; in neither case is their share of errors that of the pool.",
            hint=1,
        ),
        Mistake(
            "flat-curve",
            "This looks at the curve of the chosen rows. That it is flat says that this way of asking has ended, and "
            "nothing about rows which the strategy never asks about. That it still moves is no reason to go on, "
            "either.",
            hint=1,
        ),
    ),
)


@cache
def _upper(errors: int, n: int, left: float = 0.05) -> float:
    """Find by bisection the share at which `errors` or fewer of n have the probability `left`."""
    if errors >= n:
        return 1.0
    low, high = errors / n, 1.0
    for _ in range(45):
        middle = (low + high) / 2
        few = sum(math.comb(n, k) * middle**k * (1 - middle) ** (n - k) for k in range(errors + 1))
        low, high = (middle, high) if few > left else (low, middle)
    return (low + high) / 2


def _lower(errors: int, n: int) -> float:
    return 1 - _upper(n - errors, n) if errors else 0.0


@EXERCISE.part(
    points=2,
    asks="`upper_end` is the upper end of the exact one-sided 95% interval",
    hints=(
        "The upper end is a share of the pool that could, with some bad luck of yours, have given a log as good as "
        "this.",
        "Without an error the equation is (1 - r) ** n = 0.05. With errors, the left side is the probability of "
        "`errors` or fewer wrong rows of n: a sum of binomial probabilities. All of the 5% is on this side.",
        "Quantiles of the beta distribution solve that equation: its parameters are errors + 1 and n - errors. Treat "
        "the two cases in which the end is 1 before you ask for a quantile.",
    ),
)
def interval(ask: Ask) -> None:
    """Ask for some errors, none, all, and no row at all."""
    n = int(ask.rng.integers(20, 120))
    errors = int(ask.rng.integers(1, n // 4))
    share = errors / n
    ask("upper_end", errors=errors, n=n).equals(
        _upper(errors, n),
        because=f"at this share of wrong rows, {errors} or fewer of {n} have a probability of 0.05.",
        mistakes={
            "two-sided": _upper(errors, n, 0.025),
            "point-estimate": share,
            "normal-approximation": share + 1.6448536269514722 * math.sqrt(share * (1 - share) / n),
            "lower-end": _lower(errors, n),
        },
    )
    ask("upper_end", errors=0, n=n).equals(
        1 - 0.05 ** (1 / n),
        because=f"none of {n} rows is wrong: (1 - r) ** {n} = 0.05, solved for r.",
        mistakes={"two-sided": 1 - 0.025 ** (1 / n), "point-estimate": 0.0, "lower-end": 0.0},
    )
    few = int(ask.rng.integers(2, 9))
    ask("upper_end", errors=few, n=few).equals(1.0, because="all rows are wrong: nothing speaks against a share of 1.")
    ask("upper_end", errors=0, n=0).equals(1.0, because="without a row nothing is known, so every share is possible.")


@EXERCISE.part(
    points=1,
    asks="`rows_without_error` is the smallest number of random rows that lets you stop",
    hints=(
        "What is `upper_end(0, n)` for n = 10, 20, 40? Which n brings it below the bound?",
        "Solve (1 - bound) ** n = 0.05 for n, and mind in which direction to round; or count upwards until it fits.",
    ),
)
def rows_needed(ask: Ask) -> None:
    """Count upwards."""
    while True:  # until three over the bound is clearly another number
        bound = round(float(ask.rng.uniform(0.015, 0.2)), 3)
        right = next(n for n in range(1, 1000) if (1 - bound) ** n < 0.05)
        three = math.ceil(3 / bound)
        if three > right + 1 and round(3 / bound) > right + 1:
            break
    ask("rows_without_error", bound=bound).equals(
        right,
        because=f"the upper end without an error is {1 - 0.05 ** (1 / right):.5f} with {right} rows, and "
        f"{1 - 0.05 ** (1 / (right - 1)):.5f} with {right - 1}.",
        mistakes={
            "one-too-few": right - 1,
            "rule-of-three": three,
            "two-sided": next(n for n in range(1, 1000) if (1 - bound) ** n < 0.025),
        },
    )
    ask("rows_without_error", bound=0.95 + round(float(ask.rng.uniform(0.001, 0.04)), 3)).equals(
        1, because="with one row the upper end is 0.95, which is below this bound."
    )


def _decisions(log: dict[str, Any]) -> dict[str, bool]:
    """Return the right decision as ``""``, and those of the mistakes."""
    (n, errors), (chosen, wrong), bound = log["random"], log["chosen"], log["bound"]
    return {
        "": _upper(errors, n) < bound,
        "two-sided": _upper(errors, n, 0.025) < bound,
        "point-estimate": n > 0 and errors / n < bound,
        "all-rows": _upper(errors + wrong, n + chosen) < bound,
        "flat-curve": bool(log["flat"]),
        "lower-end": n == 0 or _lower(errors, n) < bound,
    }


def _log(ask: Ask, mistake: str, stop: bool) -> dict[str, Any]:
    """Draw logs until the right decision is `stop`, and this mistake alone decides otherwise."""
    while True:
        n, chosen = int(ask.rng.integers(20, 70)), int(ask.rng.integers(20, 60))
        log = {
            "random": (n, int(ask.rng.integers(0, n // 3))),
            "chosen": (chosen, int(ask.rng.integers(0, chosen // 2))),
            "bound": round(float(ask.rng.uniform(0.05, 0.3)), 3),
            "flat": stop != (mistake == "flat-curve"),
        }
        decisions = _decisions(log)
        if [name for name in decisions if decisions[name] != stop and name != "lower-end"] == [mistake]:
            return log


@EXERCISE.part(
    points=3,
    asks="`should_stop` stops where the random rows alone say that the share of errors is below the bound",
    hints=(
        "Which rows of the log are a fair sample of the pool? What does the curve say of the others?",
        "Count the random rows and the wrong ones among them. No other entry of the log matters.",
        "Give the two counts to `upper_end`, and compare what it returns with the bound.",
    ),
)
def decision(ask: Ask) -> None:
    """Ask about logs on which one mistake decides otherwise, in any order, and about one without a random row."""
    cases = [(name, stop) for name in ("all-rows", "flat-curve") for stop in (True, False)]
    cases += [("two-sided", True), ("point-estimate", False)]
    logs = [_log(ask, *cases[number]) for number in ask.rng.permutation(len(cases))]
    logs.append({"random": (0, 0), "chosen": (40, 0), "bound": 0.2, "flat": True})
    values = ask.each("should_stop", [_arguments(ask, log) for log in logs])
    decisions = [_decisions(log) for log in logs]
    fitting = [
        name
        for name in decisions[0]
        if name and all(alike(value, one[name]) for value, one in zip(values, decisions, strict=True))
    ]
    for log, value, right in zip(logs, values, decisions, strict=True):
        (n, errors), (chosen, wrong), bound = log["random"], log["chosen"], log["bound"]
        ask.answer(
            f"should_stop with a log of {n} random rows, {errors} of them wrong, and {chosen} chosen rows, {wrong} of "
            f"them "
            f"wrong; the curve {'is flat' if log['flat'] else 'still moves'}, and the bound is {bound}",
            value,
        ).equals(
            right[""],
            because=f"the upper end for {errors} of {n} random rows is {_upper(errors, n):.4f}, which is "
            f"{'below' if right[''] else 'not below'} {bound}.",
            mistakes={name: not right[""] for name in fitting},
        )


def _arguments(ask: Ask, log: dict[str, Any]) -> list[Any]:
    """Write a log out, its rows in any order."""
    (n, errors), (chosen, wrong) = log["random"], log["chosen"]
    rows = [("random", row >= errors) for row in range(n)] + [("chosen", row >= wrong) for row in range(chosen)]
    rows = [rows[row] for row in ask.rng.permutation(len(rows))]
    curve = np.linspace(0.75 if log["flat"] else 0.5, 0.76, 8) + ask.rng.uniform(-0.004, 0.004, 8)
    return [[how for how, _ in rows], [bool(right) for _, right in rows], curve.round(3).tolist(), log["bound"]]
