"""Grades e1_how_many_labels: probabilities multiplied out label by label, and whole numbers just on the border."""

from collections.abc import Sequence

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="How many random labels?",
    kind="implement",
    goals=("6.2",),
    minutes=15,
    difficulty=1,
    importance=3,
    needs=(),
    terms=("start", "pool", "random sampling", "hidden mass", "missed cluster", "exploration rate", "closed form"),
    instead_of=("altutor.data.trap:probability_missed", "altutor.data.trap:probability_found"),
    mistakes=(
        Mistake(
            "one-on-average",
            "This is one label of the part on average. An average of one still misses the part in more than a third of"
            " all starts.",
        ),
        Mistake(
            "sure-for-miss",
            "This takes the probability to meet the part as the probability to miss it. The more sure you want to be, "
            "the fewer labels it asks for.",
        ),
        Mistake(
            "rounded-down", "This is one label too few: with it the probability is still below what was asked.", hint=3
        ),
        Mistake(
            "always-one-more",
            "This adds a label also where the smaller number is just enough.",
            hint=3,
        ),
        Mistake(
            "each-alone",
            "This is enough for the smallest part taken alone. Each part is a further chance to miss one.",
            hint=1,
        ),
        Mistake(
            "shared-evenly",
            "This gives every part an even share of the risk. It is on the safe side, and not the smallest number: a "
            "large part is hardly ever missed, so the small ones may have nearly all of the risk.",
            hint=3,
        ),
        Mistake(
            "rate-forgotten",
            "This treats every query as a random one. The model never asks about this part by itself.",
        ),
        Mistake(
            "divided-by-rate",
            "This divides the labels of a random start by the rate, as if exactly that share of the queries were "
            "random. Their number is a matter of chance, and a run with few random queries misses the part more often "
            "than one with many makes up for.",
            hint=2,
        ),
    ),
)


def _needed(masses: Sequence[float], sure: float) -> int:
    """Count label by label until the union bound is kept."""
    missed = [1.0 for _ in masses]
    n = 0
    while sum(missed) > 1 - sure:
        missed = [one * (1 - mass) for one, mass in zip(missed, masses, strict=True)]
        n += 1
    return n


def _draw(rng: np.random.Generator) -> tuple[float, float, int]:
    """Return a mass and a probability for which rounding up, down and off differ from each other and from 1 / h."""
    while True:
        mass, sure = round(float(rng.uniform(0.02, 0.3)), 3), float(rng.choice([0.8, 0.9, 0.95, 0.99]))
        exact = np.log(1 - sure) / np.log(1 - mass)
        if 0.05 < exact % 1 < 0.45 and abs(exact - 1 / mass) > 2:
            return mass, sure, _needed([mass], sure)


@EXERCISE.part(
    points=1,
    asks="`random_start` meets one part with the probability that was asked for",
    hints=(
        "With what probability does one random label miss the part? And n of them, drawn one by one?",
        "You want the probability to miss it to be at most 1 - `sure`. Take logarithms on both sides; both are "
        "negative.",
        "Round up, but leave a number that is whole already as it is.",
    ),
)
def one_part(ask: Ask) -> None:
    """Compare with a loop; then take halves and quarters, where a whole number is exactly enough."""
    mass, sure, right = _draw(ask.rng)
    ask("random_start", mass=mass, sure=sure).equals(
        right,
        because=f"{right - 1} labels miss the part with probability {(1 - mass) ** (right - 1):.4f}, {right} labels "
        f"with "
        f"{(1 - mass) ** right:.4f}. At most {1 - sure:.4g} is allowed.",
        mistakes={
            "one-on-average": int(np.ceil(1 / mass)),
            "sure-for-miss": _needed([mass], 1 - sure),
            "rounded-down": right - 1,
        },
    )
    mass, right = float(ask.rng.choice([0.5, 0.75])), int(ask.rng.integers(2, 6))
    sure = 1 - (1 - mass) ** right
    ask("random_start", mass=mass, sure=sure).equals(
        right,
        because=f"{right} labels miss the part with probability {1 - mass:g}^{right}, which is exactly what is "
        f"allowed.",
        mistakes={"always-one-more": right + 1, "rounded-down": right - 1},
    )
    ask("random_start", mass=0.6, sure=0.3).equals(
        1, because="one label meets the part with probability 0.6.", mistakes={"rounded-down": 0}
    )


@EXERCISE.part(
    points=2,
    asks="`start_for_all` keeps the union bound for several parts",
    hints=(
        "Each part may be missed. What is the sum of these probabilities after n labels?",
        "With unequal masses there is no formula for n. Try one number of labels after another.",
        "Start small, add labels until the sum is at most 1 - `sure`, and return the first number for which it is.",
    ),
)
def all_parts(ask: Ask) -> None:
    """Take unequal masses in any order, equal ones, and a single part."""
    for _ in range(2):
        masses, sure, right = _several(ask.rng)
        smallest, allowed = min(masses), 1 - sure
        missed = [sum((1 - mass) ** n for mass in masses) for n in (right - 1, right)]
        ask("start_for_all", masses=masses, sure=sure).equals(
            right,
            because=f"after {right - 1} labels the sum of the probabilities is {missed[0]:.4f}, after {right} labels "
            f"{missed[1]:.4f}. At most {allowed:.4g} is allowed.",
            mistakes={
                "each-alone": _needed([smallest], sure),
                "shared-evenly": _needed([smallest], 1 - allowed / len(masses)),
                "rounded-down": right - 1,
                "always-one-more": right + 1,
                "sure-for-miss": _needed(masses, 1 - sure),
            },
        )
    mass, sure, right = _draw(ask.rng)
    ask("start_for_all", masses=[mass], sure=sure).equals(right, because="with one part there is nothing to add up.")
    ask("start_for_all", masses=[0.5, 0.5], sure=0.75).equals(
        3,
        because="after 3 labels each part is missed with probability 0.125: together exactly the 0.25 that is allowed.",
    )


def _several(rng: np.random.Generator) -> tuple[list[float], float, int]:
    while True:
        masses = rng.uniform(0.03, 0.3, size=int(rng.integers(3, 6))).round(3).tolist()
        sure = float(rng.choice([0.8, 0.9, 0.95, 0.99]))
        right, smallest = _needed(masses, sure), min(masses)
        others = {_needed([smallest], sure), _needed([smallest], 1 - (1 - sure) / len(masses)), right - 1, right + 1}
        if len(others | {right}) == 5 and masses[0] != smallest and masses[-1] != smallest:
            return masses, sure, right


@EXERCISE.part(
    points=1,
    asks="`queries_to_meet` counts all queries, of which some are random",
    hints=(
        "With what probability is one query both a random one and about the part?",
        "The formula is the one of a random start, with the product of two probabilities in place of the mass.",
        "If that product is 0, no number of queries is enough.",
    ),
)
def queries(ask: Ask) -> None:
    """Compare with a loop, and ask for a rate of 0 and of 1."""
    divided = right = 0
    while abs(divided - right) < 2:
        mass, sure, alone = _draw(ask.rng)
        rate = float(ask.rng.choice([0.1, 0.2, 0.25]))
        right, divided = _needed([mass * rate], sure), round(alone / rate)
    ask("queries_to_meet", mass=mass, rate=rate, sure=sure).equals(
        right,
        because=f"a query meets the part with probability {rate:g} times {mass:g}, so {right} queries miss it with "
        f"probability {(1 - mass * rate) ** right:.5f}, and one query less is not enough.",
        mistakes={
            "rate-forgotten": alone,
            "divided-by-rate": divided,
            "rounded-down": right - 1,
            "sure-for-miss": _needed([mass * rate], 1 - sure),
        },
    )
    ask("queries_to_meet", mass=mass, rate=0.0, sure=sure).equals(
        None, because="no query is random, and the model never asks about the part."
    )
    ask("queries_to_meet", mass=mass, rate=1.0, sure=sure).equals(
        alone, because="every query is random, as in a random start."
    )
