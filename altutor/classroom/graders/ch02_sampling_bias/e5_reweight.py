"""Grades e5_reweight: ratios of normal densities in closed form, and distances by plain loops."""

from __future__ import annotations

from math import dist, exp
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask, alike
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="Can the weights be trusted?",
    kind="implement",
    goals=("2.6",),
    minutes=30,
    difficulty=3,
    importance=2,
    needs=("ch02 e4",),
    terms=("effective sample size", "dev split", "pool"),
    instead_of=(
        "altutor.bias.density_ratio:density_ratio_weights",
        "altutor.bias.density_ratio:reweighted",
        "altutor.bias.density_ratio:effective_size",
    ),
    mistakes=(
        Mistake(
            "upside-down",
            "This is large where the chosen rows are dense. A weight must be large where they are thin, for a row "
            "there stands for many rows of the pool.",
        ),
        Mistake(
            "sizes-dropped",
            "This takes the odds as they are. They also depend on how many rows of each kind the classifier was "
            "trained on, which has nothing to do with the densities.",
            hint=2,
        ),
        Mistake(
            "sizes-upside-down",
            "This corrects for the sample sizes in the wrong direction. Where both densities are alike, the ratio must"
            " be 1: put in the probability that the classifier then gives.",
            hint=3,
        ),
        Mistake(
            "not-normalised",
            "This divides by the number of rows, as if the weights had the mean 1. Estimated weights rarely do, and an"
            " error rate can then come out above 1.",
            hint=2,
        ),
        Mistake(
            "size-by-mean",
            "This is the number of rows times their mean weight, which is the sum of the weights. It says nothing of "
            "how unequal they are, and it changes with their scale.",
        ),
        Mistake(
            "asked-the-chosen",
            "This asks for each chosen row whether a row of the pool is near. The chosen rows came from the pool, so "
            "one always is. What is missing shows only from the side of the pool.",
        ),
        Mistake(
            "farthest",
            "This takes the chosen row that is farthest away. One near row is enough to stand for a row of the pool.",
            hint=2,
        ),
        Mistake(
            "size-alone",
            "This looks at the effective size alone. Weights can be as even as can be while a whole part of the pool "
            "has no chosen row: what was never chosen has no weight that could warn.",
        ),
    ),
)


@EXERCISE.part(
    points=2,
    asks="`density_ratio` returns the density of the pool over that of the chosen rows",
    hints=(
        "Where should a weight be large: where the classifier is sure that a row was chosen, or where it is sure of "
        "the opposite?",
        "Odds are a probability over 1 minus that probability. If both densities are alike at a row, which odds does "
        "the classifier give when it has seen twice as many rows of the pool?",
        "Take the odds of tag 0 against tag 1, and multiply them by the quotient of the two sizes that makes the ratio"
        " 1 for a row where the densities are alike.",
    ),
)
def ratio(ask: Ask) -> None:
    """Compare with two normal densities and the classifier that knows them."""
    n_chosen, times = int(ask.rng.integers(40, 90)), float(ask.rng.choice([0.5, 1.6, 2.5, 4.0]))
    n_pool, centre = round(times * n_chosen), float(ask.rng.uniform(0.6, 1.2))
    x = ask.rng.uniform(-1.0, 1.5, size=int(ask.rng.integers(4, 7)))
    right = np.array([exp((one - centre) ** 2 / 2 - one**2 / 2) for one in x])
    p = n_chosen / (n_chosen + n_pool * right)
    even = n_chosen / (n_chosen + n_pool)
    answer = ask("density_ratio", probabilities=p, n_chosen=n_chosen, n_pool=n_pool)
    turned = [1 / right, (n_chosen / n_pool) ** 2 / right, p / (1 - p)]
    answer.equals(
        right,
        because=f"where both densities are alike, a classifier that was trained on {n_chosen} chosen rows and "
        f"{n_pool} rows of the pool says {even:.4f}, and the ratio there is 1. The first row has {p[0]:.4f}, so the "
        f"pool is {'denser' if p[0] < even else 'less dense'} there.",
        mistakes={
            "sizes-dropped": (1 - p) / p,
            "sizes-upside-down": (1 - p) / p * n_pool / n_chosen,
            "upside-down": next((one for one in turned if alike(answer.value, one)), turned[0]),
        },
    )


@EXERCISE.part(
    points=1,
    asks="`reweighted` returns the weighted mean of the losses",
    hints=(
        "All weights doubled: what should become of the result?",
        "By what must the sum of weight times loss be divided, so that equal weights give the plain mean whatever they"
        " are?",
    ),
)
def weighted_mean(ask: Ask) -> None:
    """Compare with a plain loop."""
    n = int(ask.rng.integers(5, 9))
    losses = ask.rng.permutation(np.arange(n) < ask.rng.integers(2, n - 1)).astype(float)
    weights = ask.rng.gamma(1.5, 2.0, size=n).round(2) + 0.2
    total = sum(w * loss for w, loss in zip(weights.tolist(), losses.tolist(), strict=True))
    ask("reweighted", losses=losses, weights=weights).equals(
        total / sum(weights.tolist()),
        because=f"the rows that the model gets wrong have weights that sum to {total:.2f}, all rows "
        f"{weights.sum():.2f}.",
        mistakes={"not-normalised": total / n},
    )


@EXERCISE.part(
    points=1,
    asks="`effective_size` returns how many equally weighted rows would be as informative",
    hints=(
        "n equal weights have the effective size n, on any scale. One large weight among tiny ones has a size near 1.",
        "Two sums are needed: of the weights, and of their squares. Which of the two is squared once more?",
    ),
)
def size(ask: Ask) -> None:
    """Compare with plain sums, on a scale that is not 1."""
    weights = (ask.rng.gamma(0.8, 1.0, size=int(ask.rng.integers(5, 12))) + 0.05) * ask.rng.uniform(2, 4)
    first, second = sum(weights.tolist()), sum(one * one for one in weights.tolist())
    ask("effective_size", weights=weights).equals(
        first * first / second,
        because=f"the {len(weights)} weights sum to {first:.4f}, and their squares to {second:.4f}.",
        mistakes={"size-by-mean": first},
    )


def _distances(rows: Any, others: Any) -> list[list[float]]:
    return [[dist(one, other) for other in others.tolist()] for one in rows.tolist()]


@EXERCISE.part(
    points=2,
    asks="`out_of_reach` returns the share of the pool without a chosen row within reach",
    hints=(
        "Whose neighbours are looked for: those of the rows of the pool, or those of the chosen rows?",
        "For each row of the pool only the nearest chosen row matters. `scipy.spatial.distance.cdist` gives all "
        "distances at once; which axis holds the chosen rows?",
    ),
)
def reachable(ask: Ask) -> None:
    """Compare with loops; rows on a grid lie at exactly the distance that is asked for."""
    n, n_pool, columns = (int(ask.rng.integers(*span)) for span in ((4, 8), (12, 20), (2, 4)))
    chosen, others = ask.rng.normal(0, 1, (n, columns)), ask.rng.normal(0.5, 1.6, (n_pool, columns))
    others[0] = chosen.max(axis=0) + 2.0  # out of reach, whatever the other rows are
    pool = ask.rng.permutation(np.vstack([chosen, others]))
    corner = ask.rng.integers(-3, 4, size=2)
    grid = corner + np.array([[0, 0], [3, 4], [-4, 3], [4, 4], [7, -1], [0, -5], [1, 5]])
    for some, rows, reach in ((chosen, pool, 1.5), (grid[:1] * 1.0, ask.rng.permutation(grid) * 1.0, 5.0)):
        near = [min(line) for line in _distances(rows, some)]
        out = sum(one > reach for one in near)
        back = sum(min(line) > reach for line in _distances(some, rows)) / len(some)
        far = sum(max(line) > reach for line in _distances(rows, some)) / len(rows)
        right = out / len(rows)
        ask("out_of_reach", chosen=some, pool=rows, reach=reach).equals(
            right,
            because=f"{out} of the {len(rows)} rows of the pool have their nearest chosen row farther away than "
            f"{reach}; the first has it at {near[0]:.4f}.",
            mistakes={"asked-the-chosen": back, "farthest": far},
        )


@EXERCISE.part(
    points=2,
    asks="`verdict` names the first reason not to trust the reweighted score, if there is one",
    hints=(
        "You have written both numbers that it needs. Which of them is looked at first?",
        "A share that equals the bound is not above it, and a size that equals the bound is not below it.",
    ),
    draws=4,
)
def decision(ask: Ask) -> None:
    """Ask about even and uneven weights, with and without a hidden cluster, and on both bounds."""
    n = int(ask.rng.choice([8, 16]))  # powers of 2: shares and sizes on the bounds are exact, however they are computed
    angle, extra = ask.rng.uniform(0, 2 * np.pi, n), int(ask.rng.integers(n // 2, n - 2))
    chosen = ask.rng.uniform(0, 1, (n, 1)) * np.column_stack([np.cos(angle), np.sin(angle)])
    visible = np.vstack([chosen, chosen[:extra] + 0.1])
    pool = ask.rng.permutation(np.vstack([visible, ask.rng.uniform(5, 6, (n - extra, 2))]))
    even, uneven = np.full(n, 2.0), np.full(n, 0.1)
    uneven[ask.rng.integers(n)] = 9.0
    kish = float(np.square(uneven.sum()) / np.square(uneven).sum())
    share = (n - extra) / (2 * n)
    cases = [
        (even, pool, share / 2, n / 2, "out of reach"),
        (even, visible, share / 2, n / 2, "trust"),
        (uneven, visible, share / 2, n / 2, "few rows count"),
        (uneven, pool, share / 2, n / 2, "out of reach"),
        (even, pool, share, float(n), "trust"),
        (even, visible, 0.0, n + 0.5, "few rows count"),
    ]
    for weights, rows, most, least, right in cases:
        effective, out = (n if weights is even else kish), (share if rows is pool else 0.0)
        given = {
            "weights": weights,
            "chosen": chosen,
            "pool": rows,
            "reach": 2.0,
            "most_out": most,
            "least_size": least,
        }
        answer = ask("verdict", **given)
        mistakes = {"size-alone": "few rows count" if effective < least else "trust"}
        if not alike(answer.value, right) and not alike(ask.each("out_of_reach", [(chosen, rows, 2.0)])[0], out):
            mistakes = {}  # the share is what is wrong
        answer.equals(
            right,
            because=f"the share {out:.4f} of the pool is out of reach, and {most:.4f} is allowed; the effective "
            f"size is {effective:.4g}, and {least:g} is asked for.",
            mistakes=mistakes,
        )
