"""Grades e4_rare_and_hidden: a prediction is free; closed forms are compared with products over queries."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake


def _constants(rng: np.random.Generator) -> dict[str, Any]:
    """Draw a situation whose answers are clear: about a tenth of a hidden row expected, half a row, or several."""
    low, high = [(0.05, 0.12), (0.45, 0.65), (4.0, 8.0)][rng.integers(3)]
    while True:
        found = {
            "PREVALENCE": float(rng.choice([0.01, 0.02, 0.05, 0.1, 0.2])),
            "HIDDEN": float(rng.choice([0.1, 0.2, 0.25, 0.4, 0.5])),
            "EXPLORATION": float(rng.choice([0.05, 0.1, 0.2, 0.25])),
            "BUDGET": int(rng.choice([60, 100, 150, 200, 400, 500, 1000])),
        }
        if low < math.prod(found.values()) < high:
            return found


EXERCISE = Exercise(
    title="Rare, and partly hidden",
    kind="predict",
    goals=("4.5",),
    minutes=25,
    difficulty=2,
    importance=2,
    needs=("ch03 e1", "chapter 4, Rare and hidden"),
    terms=("rare class", "prevalence", "exploration rate", "budget", "closed form", "average precision"),
    instead_of=("altutor.data.trap:probability_found", "altutor.data.trap:probability_missed"),
    constants=_constants,
    mistakes=(
        Mistake(
            "adds-up",
            "This adds up the chances of the queries. That is the expected number of hits, and not the chance of "
            "having one: some runs have several, and others none.",
            hint=2,
        ),
        Mistake("missed", "This is the chance that no query falls on the hidden mode.", hint=2),
        Mistake(
            "every-query",
            "This takes every query for a random one. The chosen queries never fall on the hidden mode; only the share"
            " that explores can.",
        ),
        Mistake(
            "whole-class",
            "This is about the whole rare class. The visible part is found anyway; the hidden mode is a share of a "
            "share.",
        ),
        Mistake(
            "chance-for-number",
            "This is the chance of at least one hit. The expected number counts every hit, and can be above 1.",
        ),
        Mistake(
            "rounded-down",
            "With this number of labels the chance is still below what is asked.",
            hint=3,
        ),
        Mistake(
            "mean-wait",
            "This is how many labels it takes on average until the first hit. In more than a third of the cases it "
            "takes longer.",
            hint=1,
        ),
        Mistake(
            "no-interpolation",
            "This is the first share of the table at which the advantage is gone. It ended somewhere before that.",
            hint=2,
        ),
        Mistake(
            "weights-swapped",
            "This lies between the right two shares, but as far from the one as it should be from the other. The "
            "turning point is near the share with the smaller difference.",
            hint=3,
        ),
        Mistake(
            "first-and-last",
            "This draws one line from the first share of the table to the last. The rows between them say that the "
            "advantage does not fall like that.",
            hint=2,
        ),
    ),
)
OPTIONS = {"MET": ("low", "middle", "high"), "TENFOLD": ("little", "some", "most")}


def _met(prevalence: float, hidden: float, exploration: float, budget: int) -> float:
    missed = 1.0
    for _ in range(budget):
        missed *= 1 - exploration * prevalence * hidden
    return 1 - missed


def _situation(ask: Ask) -> tuple[float, float, float, int]:
    """Draw a situation in which about one hidden row is expected."""
    while True:
        prevalence, hidden, exploration = (
            round(float(ask.rng.uniform(*e)), 3) for e in ((0.02, 0.2), (0.1, 0.6), (0.05, 0.4))
        )
        budget = int(ask.rng.integers(50, 400))
        if 0.3 < prevalence * hidden * exploration * budget < 1.7:
            return prevalence, hidden, exploration, budget


@EXERCISE.part(
    points=1,
    asks="the two predictions are made",
    hints=(
        "There is no wrong prediction. Take one of the options that stand behind the constant, in quotes.",
        "How many random rows are there among the queries? How many of these would you expect to be hidden?",
    ),
    draws=1,
)
def predictions(ask: Ask) -> None:
    """Take every option."""
    for name, options in OPTIONS.items():
        answer = ask.value(f"PREDICTED_{name}")
        answer.holds(
            isinstance(answer.value, str) and answer.value in options,
            expected=f"one of {', '.join(map(repr, options))}",
            because="a prediction may turn out wrong, but it has to be made before the answer is known.",
            came="None: nothing is predicted yet" if answer.value is None else "",
        )


@EXERCISE.part(
    points=2,
    asks="`probability_met` and `expected_met` say how likely the hidden mode is met, and how often",
    hints=(
        "A query hits if three things come together: it is random, it falls on the rare class, and there on the hidden"
        " mode.",
        "It is easier to say how likely it is that a query misses, and then that all of them do. Expected numbers may "
        "be added up; chances may not.",
        "The closed form of chapter 3 for exploration holds here, with prevalence times hidden share for the hidden "
        "mass.",
    ),
)
def met(ask: Ask) -> None:
    """Multiply over queries."""
    prevalence, hidden, exploration, budget = _situation(ask)
    hit = prevalence * hidden * exploration
    right = _met(prevalence, hidden, exploration, budget)
    told: dict[str, Any] = {"prevalence": prevalence, "hidden": hidden, "exploration": exploration, "budget": budget}
    ask("probability_met", **told).equals(
        right,
        because=f"a query falls on the hidden mode with probability {hit:.5g}, and all {budget} miss it with "
        f"probability "
        f"{1 - right:.4f}.",
        mistakes={
            "adds-up": hit * budget,
            "missed": 1 - right,
            "every-query": _met(prevalence, hidden, 1.0, budget),
            "whole-class": _met(prevalence, 1.0, exploration, budget),
        },
    )
    ask("expected_met", **told).equals(
        hit * budget,
        because=f"each of {budget} queries falls on the hidden mode with probability {hit:.5g}.",
        mistakes={
            "chance-for-number": right,
            "every-query": prevalence * hidden * budget,
            "whole-class": prevalence * exploration * budget,
        },
    )


@EXERCISE.part(
    points=2,
    asks="`labels_needed` is the smallest number of random labels that is enough",
    hints=(
        "How likely do 10 random labels meet the hidden mode? 100? Which number first reaches the probability?",
        "All n labels miss it with probability (1 - h) ** n. This must not be above 1 - probability.",
        "Take logarithms on both sides (both are negative), or count upwards until it is enough. Round up.",
    ),
)
def needed(ask: Ask) -> None:
    """Count upwards; then a case in which a whole number fits exactly."""

    def first(share: float) -> int:
        n, missed = 0, 1.0
        while missed > 1 - probability:
            n, missed = n + 1, missed * (1 - share)
        return n

    while True:  # until no two answers are the same
        prevalence, hidden = round(float(ask.rng.uniform(0.02, 0.2)), 3), round(float(ask.rng.uniform(0.1, 0.6)), 3)
        probability, mass = round(float(ask.rng.uniform(0.75, 0.97)), 2), prevalence * hidden
        right = first(mass)
        mistakes = {"rounded-down": right - 1, "mean-wait": math.ceil(1 / mass), "whole-class": first(prevalence)}
        if len({right, *mistakes.values()}) == 4:
            break
    ask("labels_needed", prevalence=prevalence, hidden=hidden, probability=probability).equals(
        right,
        because=f"{right} labels meet it with probability {1 - (1 - mass) ** right:.5f}, and {right - 1} with "
        f"{1 - (1 - mass) ** (right - 1):.5f}.",
        mistakes=mistakes,
    )
    half = int(ask.rng.integers(2, 6))
    ask("labels_needed", prevalence=0.5, hidden=0.5, probability=1 - 0.75**half - 1e-6).equals(
        half, because=f"a label misses with probability 0.75, and 0.75 ** {half} is just below what may be missed."
    )


@EXERCISE.part(
    points=2,
    asks="`turning_point` is the hidden share at which the advantage is first 0",
    hints=(
        "Subtract first. Between which two shares of the table does the difference change its sign for the first time?",
        "Between these two shares the difference is a straight line. Where does that line cross 0?",
        "The way from the left share to the crossing is a part of the way to the right share: the difference on the "
        "left, divided by the whole fall from left to right.",
    ),
)
def turning(ask: Ask) -> None:
    """Interpolate; then a table that ends on 0, one that recovers, and one without an end."""
    while True:
        n = int(ask.rng.integers(5, 8))
        shares = np.sort(ask.rng.choice(np.arange(1, 20) * 0.05, n, replace=False)).round(2)
        random = ask.rng.uniform(0.2, 0.4, n).round(3)
        gain = np.sort(ask.rng.uniform(-0.3, 0.3, n))[::-1].round(3)
        place = int(np.sum(gain > 0)) - 1
        if 0 < place < n - 2 and abs(gain[place] + gain[place + 1]) > 0.02 and min(abs(gain)) > 0.005:
            break
    left, right = (slice(place, place + 1), slice(place + 1, place + 2))
    width = float(shares[right][0] - shares[left][0])
    part = float(gain[left][0] / (gain[left][0] - gain[right][0]))
    expected = float(shares[left][0]) + part * width
    around = f"it is {gain[place]:+.3f} at {shares[place]:g} and {gain[place + 1]:+.3f} at {shares[place + 1]:g}"
    told = {"shares": shares, "uncertainty": (random + gain).round(3), "random": random}
    ends = float(gain[0] / (gain[0] - gain[-1]))
    ask("turning_point", **told).equals(
        expected,
        because=f"{around}, so {part:.3f} of the way from the one to the other.",
        mistakes={
            "no-interpolation": float(shares[place + 1]),
            "weights-swapped": float(shares[place + 1]) - part * width,
            "first-and-last": float(shares[0] + ends * (shares[-1] - shares[0])),
        },
    )
    again = gain.copy()
    again[-1] = 0.1
    ask("turning_point", **told | {"uncertainty": (random + again).round(3)}).equals(
        expected, because=f"{around}. That it rises again at the end does not matter: the first crossing is asked for."
    )
    below = np.full(n, 0.25), np.full(n, 0.25) + np.append(np.abs(gain[:-1]), 0.0)
    ask("turning_point", **told | {"uncertainty": below[1], "random": below[0]}).equals(
        float(shares[-1]), because=f"the two are equal at {shares[-1]:g}, the last share, and nowhere before."
    )
    ask("turning_point", **told | {"uncertainty": (random + np.abs(gain)).round(3)}).equals(
        None, because="the advantage is above 0 in the whole table."
    )


@EXERCISE.part(
    points=1,
    asks="the two FOUND constants say what is true of the constants at the top of the file",
    hints=(
        "Call `probability_met` with the four constants, and look between which borders the chance lies.",
        "Call it again with a tenth of the prevalence, and divide the two chances.",
    ),
    draws=1,
)
def found(ask: Ask) -> None:
    """Sort the right chances into the options; the message does not tell the answer."""
    prevalence, hidden, exploration, budget = (
        ask.constants[name] for name in ("PREVALENCE", "HIDDEN", "EXPLORATION", "BUDGET")
    )
    chance = _met(prevalence, hidden, exploration, budget)
    rest = _met(prevalence / 10, hidden, exploration, budget) / chance

    def judge(name: str, value: float, low: float, high: float, because: str) -> None:
        options, answer = OPTIONS[name], ask.value(f"FOUND_{name}")
        right = options[(value > low) + (value > high)]
        answer.holds(
            isinstance(answer.value, str) and answer.value == right,
            expected=f"the one of {', '.join(map(repr, options))} that your functions show",
            because=because,
            came="None: not filled in yet" if answer.value is None else "",
        )

    told = f"probability_met({prevalence}, {hidden}, {exploration}, {budget})"
    judge("MET", chance, 0.2, 0.8, f"{told} decides this.")
    tenth = f"the same with a tenth of the prevalence, divided by {told}, decides this."
    judge("TENFOLD", rest, 0.15, 0.6, tenth)
