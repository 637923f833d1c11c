"""Grades e3_paired_curves: pairs by seed, and scipy's t interval round by round."""

from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

Array = np.ndarray[Any, Any]

EXERCISE = Exercise(
    title="Two curves, seed by seed",
    kind="implement",
    goals=("1.3", "1.4"),
    minutes=20,
    difficulty=2,
    importance=3,
    needs=("ch01 e1",),
    terms=("learning curve", "seed", "interval", "run", "verdict"),
    mistakes=(
        Mistake(
            "seeds-not-paired",
            "This pairs the curves by their place in the pile. Two curves of different seeds share no pool and no "
            "held-out rows, so nothing cancels.",
            hint=2,
        ),
        Mistake(
            "baseline-first",
            "This is baseline minus strategy. A strategy that is better would come out below 0.",
        ),
        Mistake(
            "normal-for-t",
            "This takes 1.96 standard errors, the quantile of the normal distribution. It is right for many seeds. For"
            " few the interval is too short, because the standard deviation is itself only a guess.",
            hint=2,
        ),
        Mistake(
            "population-spread",
            "This divides the squared deviations by the number of seeds. The seeds are a sample, and deviations from "
            "its own mean come out too small: for few seeds that matters.",
            hint=2,
        ),
        Mistake(
            "spread-for-error",
            "This interval is made from the standard deviation of one seed. It says where the next seed may fall. How "
            "well the mean is known is another, smaller number.",
        ),
        Mistake(
            "one-sided",
            "This leaves out 5% at each end, so it is an interval of 90%.",
            hint=3,
        ),
        Mistake(
            "averaged-over-rounds",
            "This averages over the rounds of each run. A learning curve needs the opposite: one mean for each round, "
            "over the seeds.",
        ),
        Mistake(
            "mean-for-interval",
            "These are the words that the sign of the mean alone gives; intervals that are too short can do so, too. "
            "With few seeds the mean is above or below 0 by chance; only an interval that excludes 0 says more.",
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`paired_differences` subtracts the curves of the same seed",
    hints=(
        "Which row of the baseline belongs to the first row of the strategy? Look at the seeds, not at the rows.",
        "Find the seeds that both lists have, in rising order. Then look up the row of each of them, twice.",
        "One dictionary from seed to curve for each strategy makes the look-up short.",
    ),
)
def pairs(ask: Ask) -> None:
    """Shuffle the seeds, and leave one out on each side."""
    n, rounds = int(ask.rng.integers(5, 8)), int(ask.rng.integers(3, 5))
    seeds = ask.rng.choice(90, size=n, replace=False) + 10
    strategy_seeds = ask.rng.permutation(seeds[1:]).tolist()
    baseline_seeds = ask.rng.permutation(seeds[:-1]).tolist()
    if all(one == other for one, other in zip(strategy_seeds, baseline_seeds, strict=True)):
        baseline_seeds.reverse()
    strategy, baseline = ask.rng.uniform(0.5, 0.9, size=(2, n - 1, rounds)).round(3)
    both = sorted(set(strategy_seeds) & set(baseline_seeds))
    right = [
        [
            float(a - b)
            for a, b in zip(strategy[strategy_seeds.index(one)], baseline[baseline_seeds.index(one)], strict=True)
        ]
        for one in both
    ]
    first = f"seed {both[0]} stands in row {strategy_seeds.index(both[0])} of the strategy"
    ask(
        "paired_differences",
        strategy=strategy,
        strategy_seeds=strategy_seeds,
        baseline=baseline,
        baseline_seeds=baseline_seeds,
    ).equals(
        right,
        because=f"{len(both)} seeds are in both lists: {', '.join(map(str, both))}. {first[0].upper()}{first[1:]} and "
        f"in row "
        f"{baseline_seeds.index(both[0])} of the baseline; and so on.",
        mistakes={"seeds-not-paired": strategy - baseline, "baseline-first": np.negative(right)},
    )


@EXERCISE.part(
    points=2,
    asks="`t_interval` gives the mean and the 95% t interval of each round",
    hints=(
        "Each round is a column: one difference for each seed. Mean and standard error are taken down the column.",
        "The standard error is s divided by the square root of the number of seeds, with s as in the section "
        "'Intervals for five seeds' of chapter 1. The quantile there is not 1.96.",
        "Student's t has one degree of freedom less than there are seeds. The quantile that leaves out 2.5% above is "
        "at 0.975.",
    ),
)
def interval(ask: Ask) -> None:
    """Compare with scipy, for few seeds, for more, and for two."""
    from scipy import special

    for n in (5, int(ask.rng.integers(8, 12)), 2):
        found = ask.rng.normal(0.01, 0.04, size=(n, 4)).round(3)
        mean, error = _mean_and_error(found)
        by_run, by_run_error = _mean_and_error(found.T)
        t = special.stdtrit(n - 1, 0.975)
        ask("t_interval", differences=found).equals(
            _around(mean, t * error),
            because=f"there are {n} seeds. The differences of round 0 have the mean {mean[0]:.4f} and the standard "
            f"error "
            f"{error[0]:.4f}, and the t quantile is {t:.3f}.",
            mistakes={
                "normal-for-t": _around(mean, 1.96 * error),
                "population-spread": _around(mean, t * error * ((n - 1) / n) ** 0.5),
                "spread-for-error": _around(mean, t * error * n**0.5),
                "one-sided": _around(mean, special.stdtrit(n - 1, 0.95) * error),
                "averaged-over-rounds": _around(by_run, special.stdtrit(3, 0.975) * by_run_error),
            },
            tolerance=1e-5,
        )


def _mean_and_error(found: Array) -> tuple[Array, Array]:
    """Return the mean of each column and its standard error."""
    n = len(found)
    mean = found.sum(axis=0) / n
    return mean, np.sqrt(((found - mean) ** 2).sum(axis=0) / (n - 1) / n)


def _around(mean: Array, half: Array) -> list[Array]:
    return [mean, mean - half, mean + half]


@EXERCISE.part(
    points=1,
    asks="`verdicts` says ahead, behind or open for each round",
    hints=(
        "You have the interval of each round already. Where must 0 lie for the strategy to be ahead?",
        "The lower end decides whether it is ahead, the upper end whether it is behind.",
    ),
)
def words(ask: Ask) -> None:
    """Make rounds of each kind: clear of 0 on both sides, and holding it on both sides."""
    from scipy import special

    n = int(ask.rng.integers(5, 7))
    ratios = ask.rng.permutation([1.4, -1.4, 0.7, -0.7])  # mean over half-width of the interval
    noise = ask.rng.normal(0, 0.03, size=(n, len(ratios)))
    half = special.stdtrit(n - 1, 0.975) * _mean_and_error(noise)[1]
    found = noise - noise.mean(axis=0) + ratios * half
    low, high = found.mean(axis=0) - half, found.mean(axis=0) + half
    ask("verdicts", differences=found).equals(
        ["ahead" if ratio > 1 else "behind" if ratio < -1 else "open" for ratio in ratios],
        because="the intervals of the rounds are "
        + ", ".join(f"[{one:.3f}, {other:.3f}]" for one, other in zip(low, high, strict=True))
        + ".",
        mistakes={"mean-for-interval": ["ahead" if ratio > 0 else "behind" for ratio in ratios]},
    )
