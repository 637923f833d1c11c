"""Grades e4_labels_to_target: curves that touch a target, fall back, and hold it later."""

from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

Array = np.ndarray[Any, Any]

EXERCISE = Exercise(
    title="What a target costs in labels",
    kind="implement",
    goals=("1.6",),
    minutes=20,
    difficulty=2,
    importance=2,
    needs=("ch01 e3",),
    terms=("learning curve", "start", "query", "round", "budget", "data efficiency", "random sampling"),
    mistakes=(
        Mistake(
            "first-touch",
            "This is the first round in which the mean curve touches the target. It falls back below it later, so "
            "nobody who stops there can count on the score.",
        ),
        Mistake(
            "luckiest-seed",
            "This lets a single seed decide. With enough seeds one of them touches any target by luck.",
        ),
        Mistake(
            "every-seed",
            "This waits until every single seed holds the target. The task is about the mean curve; the worst of many "
            "seeds gets later the more seeds there are.",
        ),
        Mistake("round-for-labels", "This is the position of the round. A round can buy many labels.", hint=2),
        Mistake(
            "last-for-never",
            "This gives a number of labels for a target that is not held at the end. Nobody knows how many labels it "
            "takes.",
            hint=2,
        ),
        Mistake(
            "upside-down",
            "This is the strategy's labels divided by those of random sampling. By the book's definition a strategy "
            "that saves labels has a data efficiency above 1.",
        ),
        Mistake(
            "start-always-counted",
            "This counts the start although queries alone were asked for. Labels that both have pull the ratio towards"
            " 1.",
            hint=2,
        ),
        Mistake(
            "start-never-counted",
            "This leaves out the start although it was to be counted. In life these labels are paid for, too.",
            hint=2,
        ),
    ),
)


@EXERCISE.part(
    points=2,
    asks="`labels_to_target` finds where the mean curve reaches the target and holds it",
    hints=(
        "Take the mean over the seeds first. In which rounds is it below the target?",
        "The last round that is below the target decides. What comes right after it, and which entry of `labels` is "
        "that?",
        "Go backwards from the last round, for as long as the mean is at the target or above.",
    ),
)
def held(ask: Ask) -> None:
    """Let the mean touch the target, fall back and return; one seed is there earlier, one arrives later."""
    for exact in (False, True):
        curves, labels, target, early, touch, hold, late = _noisy(ask.rng, exact)
        mean = curves.mean(axis=0)
        below = f"{mean[hold - 1]:.4f} with {labels[hold - 1]} labels"
        ask("labels_to_target", curves=curves, labels=labels, target=target).equals(
            labels[hold],
            because=f"the mean curve is last below the target of {target:g} at {below}, and has {mean[hold]:.4f} with "
            f"{labels[hold]}.",
            mistakes={
                "first-touch": labels[touch],
                "luckiest-seed": labels[early],
                "every-seed": labels[late],
                "round-for-labels": hold,
            },
        )


@EXERCISE.part(
    points=1,
    asks="`labels_to_target` knows a target that is never held, and one that is held from the start",
    hints=(
        "What does the mean curve have to do with the target in the very last round?",
        "Two cases need a look: no round is below the target, and the last round is below it.",
    ),
)
def ends(ask: Ask) -> None:
    """Ask for targets below the whole curve, between its end and its peak, and just at its end."""
    curves, labels, *_ = _noisy(ask.rng, False)
    curves[:, -1] -= 0.25
    mean = curves.mean(axis=0)
    low, high = float(mean.min()) - 0.01, float(np.sort(mean)[-2]) - 0.001
    ask("labels_to_target", curves=curves, labels=labels, target=high).equals(
        None,
        because=f"the mean curve ends at {mean[-1]:.4f}, below the target of {high:.4f}.",
        mistakes={
            "first-touch": labels[int(np.argmax(mean >= high))],
            "last-for-never": labels[-1],
            "luckiest-seed": labels[int(np.argmax(curves.max(axis=0) >= high))],
        },
    )
    ask("labels_to_target", curves=curves, labels=labels, target=low).equals(
        labels[0], because=f"the mean curve is never below {low:.4f}: the start's {labels[0]} labels are enough."
    )


@EXERCISE.part(
    points=2,
    asks="`data_efficiency` counts with the start or without it",
    hints=(
        "The glossary says which of the two numbers of labels is divided by which.",
        "Without the start, `labels[0]` comes off both numbers. Do that before you divide.",
        "Three cases have no ratio: random sampling does not get there, the strategy does not, or the number below the"
        " line is 0.",
    ),
)
def efficiency(ask: Ask) -> None:
    """Compare steps whose place is known, with and without the start, and where there is no ratio."""
    labels = (ask.rng.permutation([2, 3, 4, 5, 6, 7, 9]).cumsum() + int(ask.rng.integers(4, 12))).tolist()
    fast, slow = sorted(int(one) for one in ask.rng.choice(np.arange(1, 7), size=2, replace=False))
    target, never = round(float(ask.rng.uniform(0.7, 0.8)), 2), 7
    cases = [(slow, fast, True), (slow, fast, False), (fast, slow, True), (fast, slow, False)]
    cases += [(never, fast, True), (slow, never, False), (slow, 0, False), (slow, 0, True), (0, slow, False)]
    for random_at, strategy_at, counted in cases:
        random, strategy = (labels[at] if at < never else 0 for at in (random_at, strategy_at))
        ratios: list[float | None] = [None, None]  # queries alone, with the start
        if random and strategy:
            with_start = random / strategy
            ratios = [(random - labels[0]) / (strategy - labels[0]) if strategy_at else None, with_start]
        right, other = ratios[counted], ratios[not counted]
        wrong = {"upside-down": 1 / right if right else None}
        wrong["start-never-counted" if counted else "start-always-counted"] = other
        told = [
            f"{who} needs {needs} labels" if needs else f"{who} does not hold the target"
            for who, needs in (("random sampling", random), ("the strategy", strategy))
        ]
        ask(
            "data_efficiency",
            random_curves=_step(ask.rng, random_at, target),
            strategy_curves=_step(ask.rng, strategy_at, target),
            labels=labels,
            target=target,
            count_start=counted,
        ).equals(
            right,
            because=f"{told[0]} and {told[1]}. The {labels[0]} labels of the start are "
            f"{'' if counted else 'not '}counted.",
            mistakes={name: value for name, value in wrong.items() if value is not None},
        )


def _step(rng: np.random.Generator, at: int, target: float) -> Array:
    """Return curves of three seeds and seven rounds, the mean below the target before a round, above from there on."""
    mean = target + np.where(np.arange(7) < at, -1.0, 1.0) * rng.uniform(0.01, 0.05, size=7)
    noise = rng.uniform(-0.05, 0.05, size=(3, 7))
    return (mean + noise - noise.mean(axis=0)).round(3)


def _noisy(rng: np.random.Generator, exact: bool) -> tuple[Array, list[int], float, int, int, int, int]:
    """Return curves, labels and target, and the rounds of the luckiest seed, the touch, the hold and the last seed."""
    early, touch, hold, late, n_rounds = 1, 2, 4 + int(rng.integers(2)), 7, 8
    target = 0.75
    mean = np.linspace(0.6, 0.7, n_rounds) + rng.uniform(0, 0.02, size=n_rounds)
    mean[touch] = target + rng.uniform(0.01, 0.03)
    mean[hold:] = target + np.sort(rng.uniform(0.01, 0.04, size=n_rounds - hold))
    if exact:
        mean[hold] = target
    apart = rng.integers(-2, 3, size=n_rounds) / 64
    apart[late] = 0.0
    apart[early], apart[hold:late] = 0.25, -0.0625  # the luckiest seed, and the last one
    curves = np.array([mean + apart, mean - apart, mean])
    rows = rng.permutation(3)
    sizes = rng.integers(2, 7, size=n_rounds).cumsum() + int(rng.integers(1, 9))
    return curves[rows], sizes.tolist(), target, early, touch, hold, late
