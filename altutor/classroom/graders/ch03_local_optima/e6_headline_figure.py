"""Grades e6_headline_figure: the same runs again, and the slips that bend the curves."""

from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask, alike
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch03_local_optima.trap_runs import given, problems, run


def constants(rng: np.random.Generator) -> dict[str, Any]:
    """Draw other pools."""
    return {"ROWS": int(rng.choice([240, 260, 280, 320])), "STREAM": int(rng.integers(100, 1000))}


EXERCISE = Exercise(
    title="The headline figure",
    kind="reproduce",
    goals=("3.1",),
    minutes=25,
    difficulty=2,
    importance=3,
    needs=("ch03 e5", "chapter 3, The trap, step by step"),
    terms=(
        "trap",
        "hidden mass",
        "learning curve",
        "held-out",
        "paired seeds",
        "random sampling",
        "uncertainty sampling",
        "start",
    ),
    uses=(
        "altutor.data",
        "altutor.engine",
        "altutor.learners",
        "altutor.pool",
        "altutor.problems",
        "altutor.simulate",
        "altutor.strategies",
    ),
    constants=constants,
    mistakes=(
        Mistake(
            "too-few-rounds",
            "There are fewer numbers than budget + 1. The curve begins with the model of the start, before the first "
            "query, and has a number for every query after it.",
            hint=3,
        ),
        Mistake(
            "seeds-not-paired",
            "The two strategies did not get the same problems with the same seeds. A lucky pool then counts for one of"
            " them only, and the distance between the curves holds that luck as well.",
            hint=2,
        ),
        Mistake(
            "pool-for-held-out",
            "This is measured on the rows of the pool. Some of them are training rows, and the strategy chose which: "
            "only the held-out rows are what nobody chose.",
        ),
        Mistake(
            "start-in-hidden",
            "This start takes the first row of each class, whichever cluster it lies in. For class 1 that is sometimes"
            " the hidden cluster; such a run may then miss the visible one, which is another experiment.",
            hint=2,
        ),
        Mistake(
            "one-chance",
            "The problems were made without their seed, which then is 0 for all: random sampling draws the same lots "
            "in each run. Each run needs its own chances.",
            hint=2,
        ),
        Mistake(
            "summed",
            "This is the sum over seeds. An accuracy lies between 0 and 1, and so does the mean of several.",
            hint=3,
        ),
        Mistake(
            "gap-turned", "This is uncertainty minus random sampling. The sign says who is ahead, so the order matters."
        ),
        Mistake(
            "errors-unpaired",
            "This standard error treats the two strategies as if they had run on different problems. They share each "
            "seed's pool; take the differences first, seed by seed.",
            hint=2,
        ),
        Mistake(
            "spread-for-error",
            "The second number is the standard deviation of the differences. It says how much single seeds vary; the "
            "standard error says how well their mean is known, and falls with the number of seeds.",
            hint=3,
        ),
        Mistake(
            "divisor-n",
            "This standard deviation divides by n. The mean was estimated from the same differences, and with few "
            "seeds the divisor n - 1 makes up for that.",
            hint=3,
        ),
    ),
)
NAMES = {"uncertainty": 0.0, "random": 1.0}


def _curves(made: list[Any], budget: int) -> dict[str, Any]:
    """Return accuracies of shape (seeds, budget + 1) by strategy."""
    return {name: run(made, epsilon, budget)[1] for name, epsilon in NAMES.items()}


def _slips(made: list[Any], budget: int) -> dict[str, dict[str, Any]]:
    """Return the accuracies of those who make the problems in another way."""
    by_class = [replace(one, start=[int(np.flatnonzero(one.labels == label)[0]) for label in (1, 0)]) for one in made]
    return {
        "pool-for-held-out": _curves(
            [replace(one, heldout=one.features, heldout_labels=one.labels) for one in made], budget
        ),
        "start-in-hidden": _curves(by_class, budget),
        "one-chance": _curves([replace(one, seed=0) for one in made], budget),
    }


def _seeds(ask: Ask, n: int) -> list[int]:
    return [int(seed) for seed in ask.rng.choice(10_000, n, replace=False)]


@EXERCISE.part(
    points=3,
    asks="`curves` returns the mean held-out accuracy of both strategies after each number of queries",
    hints=(
        "Make one list of problems, each with pool, start and held-out rows. The chapter's function `problems` does "
        "nearly that.",
        "Give that same list to `simulate_runs` twice, once for each strategy. Does each problem have its seed, and a "
        "start in the visible clusters?",
        "In each block, `measures['accuracy']` has a line for each run and a column for each measured round, beginning "
        "with round 0. Put the blocks together, and take the mean over the runs.",
    ),
    seconds=10.0,
    draws=2,
)
def mean_curves(ask: Ask) -> None:
    """Repeat the runs on a trap; look at lengths and the first point, then at all numbers."""
    task = given(ask)
    seeds, budget = _seeds(ask, int(ask.rng.integers(8, 12))), int(ask.rng.integers(15, 22))
    h = round(ask.rng.uniform(0.12, 0.2), 2)
    made, _ = problems(seeds, h, task["ROWS"], task["STREAM"])
    answer = ask("curves", seeds=seeds, budget=budget, hidden_mass=h)
    answer.holds(
        isinstance(answer.value, dict) and answer.value.keys() == NAMES.keys(),
        expected='a dictionary with the keys "uncertainty" and "random"',
        because="there is one curve for each strategy.",
    )
    came = {}
    for name in NAMES:
        curve = ask.answer(f"{answer.called}[{name!r}]", answer.value[name])
        came[name] = curve.numbers((None,), "the mean curve, one number for each number of queries")
        curve.holds(
            len(came[name]) == budget + 1,
            expected=f"{budget + 1} numbers",
            because=f"the curve runs from 0 queries to {budget}.",
            came=f"{len(came[name])} numbers",
            mistakes={"too-few-rounds": len(came[name]) <= budget},
        )
    right = {name: values.mean(axis=0) for name, values in _curves(made, budget).items()}
    slips = {}
    if not alike(came, right):
        slips = {id_: {name: one[name].mean(axis=0) for name in NAMES} for id_, one in _slips(made, budget).items()}
        slips["summed"] = {name: values * len(seeds) for name, values in right.items()}
    first = {name: float(came[name][0]) for name in NAMES}
    ask.answer(f"the first numbers of both curves of {answer.called}", list(first.values())).holds(
        alike(first["uncertainty"], first["random"]),
        expected="twice the same number",
        because="before the first query both strategies have the same labels, and so the same model.",
        mistakes={"seeds-not-paired": True},
    )
    for name in NAMES:
        final, value = right[name][-1], came[name]
        shows = {
            "uncertainty": "a run that never asks about the hidden cluster gets all of it wrong, and on average 1 - "
            f"{h:g} = {1 - h:g} right: here {final:.4f} at the end.",
            "random": f"random sampling meets the hidden cluster in most runs, and ends higher, at {final:.4f} here.",
        }
        mistakes: dict[str, Any] = {id_: one[name] for id_, one in slips.items()}
        if name == "random" and np.abs(value - right[name]).max() < 0.2:
            mistakes["seeds-not-paired"] = value  # uncertainty sampling was right
        ask.answer(f"{answer.called}[{name!r}]", value).equals(right[name], because=shows[name], mistakes=mistakes)


@EXERCISE.part(
    points=2,
    asks="`final_gap` returns the mean paired difference after the last query and its standard error",
    hints=(
        "How far is random sampling ahead with one seed? With another? What is the mean?",
        "Keep the accuracies of single seeds: a mean curve does not tell how much the differences vary.",
        "Subtract seed by seed at the last round. Take the mean of the differences, and their standard deviation with "
        "the divisor n - 1; divide the latter by the root of n.",
    ),
    seconds=10.0,
    draws=2,
)
def paired_gap(ask: Ask) -> None:
    """Repeat the runs; with few seeds the divisors differ."""
    task = given(ask)
    seeds, budget = _seeds(ask, int(ask.rng.integers(6, 10))), int(ask.rng.integers(10, 16))
    h = round(ask.rng.uniform(0.12, 0.2), 2)
    made, _ = problems(seeds, h, task["ROWS"], task["STREAM"])

    def summary(runs: dict[str, Any], turn: int = 1, ddof: int = 1, error: str = "") -> list[float]:
        last = {name: values[:, -1] for name, values in runs.items()}
        gaps, n = last["random"] - last["uncertainty"], len(seeds)
        spread = gaps.std(ddof=ddof)
        if error == "unpaired":
            spread = sqrt(last["random"].var(ddof=1) + last["uncertainty"].var(ddof=1))
        return [turn * float(gaps.mean()), float(spread if error == "spread" else spread / sqrt(n))]

    runs = _curves(made, budget)
    right = summary(runs)
    answer = ask("final_gap", seeds=seeds, budget=budget, hidden_mass=h)
    mistakes: dict[str, Any] = {}
    if not alike(answer.value, right):
        mistakes = {id_: summary(one) for id_, one in _slips(made, budget).items()} | {
            "gap-turned": summary(runs, turn=-1),
            "errors-unpaired": summary(runs, error="unpaired"),
            "spread-for-error": summary(runs, error="spread"),
            "divisor-n": summary(runs, ddof=0),
        }
    gaps = (runs["random"] - runs["uncertainty"])[:, -1]
    answer.equals(
        right,
        because=f"the differences of the {len(seeds)} seeds run from {gaps.min():.4f} to {gaps.max():.4f}; their "
        f"mean is {right[0]:.4f}, and their standard deviation {gaps.std(ddof=1):.4f}.",
        mistakes=mistakes,
    )
