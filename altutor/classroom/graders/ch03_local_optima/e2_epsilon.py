"""Grades e2_epsilon: coins and lots are passed in, so every query has one right answer."""

from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="Mix in random queries",
    kind="implement",
    goals=("3.4",),
    minutes=15,
    difficulty=1,
    importance=3,
    needs=("ch01 e1", "chapter 3, Exploration"),
    terms=("pool", "query", "query strategy", "exploration rate", "run", "budget"),
    instead_of=("altutor.strategies.exploration:mixed",),
    mistakes=(
        Mistake(
            "exchanged",
            "This asks at random where the strategy should speak: epsilon and 1 - epsilon have changed places.",
        ),
        Mistake(
            "zero-is-random",
            "This asks at random although epsilon is 0. A coin can be exactly 0, and it is not below 0: without "
            "exploration no query is random.",
            hint=2,
        ),
        Mistake(
            "random-among-all",
            "This draws among all rows of the pool. The labelled ones are part of the draw, and a query that falls on "
            "one of them is lost: draw among the rows without a label.",
            hint=2,
        ),
        Mistake(
            "asked-again",
            "This row has a label already. The strategy must pass over it, however high its score is.",
            hint=3,
        ),
        Mistake(
            "position-among-unlabelled",
            "This counts only the rows without a label. The oracle is asked by the position in the whole pool.",
            hint=3,
        ),
        Mistake(
            "coin-per-run",
            "This tosses one coin for the whole run, so a run explores always or never. Each query needs a coin of its"
            " own: then every run gets its share of random queries.",
        ),
        Mistake(
            "lot-per-run",
            "This uses the first lot for all random queries. They then fall on neighbouring rows, and not on rows from"
            " the whole pool.",
        ),
        Mistake(
            "label-forgotten",
            "This asks about a row twice: the rows that the run itself has asked about count as labelled, too.",
            hint=2,
        ),
    ),
)


def _query(scores: Any, labelled: Any, lot: float | None) -> int:
    """Return the row by a search through all rows: the strategy's (no lot), or the one that the lot picks."""
    free = [row for row in range(len(scores)) if row not in set(labelled)]
    if lot is None:
        return max(free, key=lambda row: float(scores[row]))
    return next(row for place, row in enumerate(free, start=1) if lot * len(free) < place)


def _lot(ask: Ask, rows: int) -> float:
    """Return a lot that is well inside its part, and not in the first."""
    return round(float((ask.rng.integers(1, rows) + ask.rng.uniform(0.2, 0.8)) / rows), 3)


@EXERCISE.part(
    points=2,
    asks="`mixed_query` asks about a random row where the coin is below epsilon, and about the strategy's row "
    "elsewhere",
    hints=(
        "There are two cases. Which of them happens more often when epsilon is 0.1?",
        "Both cases choose among the same rows, those without a label. List them first. Compare the coin as the task "
        "says, and think of a coin that is exactly 0.",
        "Random: the number of listed rows times the lot, rounded down, is a place in that list; return what stands "
        "there. Strategy: of the listed rows, return the one with the highest score.",
    ),
)
def one_query(ask: Ask) -> None:
    """Give the labelled rows the highest scores and low positions, so that each slip shows."""
    while True:
        n = int(ask.rng.integers(9, 14))
        scores = ask.rng.permutation(n) / n + ask.rng.uniform(0.0, 0.05, n)
        labelled = [int(row) for row in {*np.argsort(scores)[-2:], ask.rng.integers(3)}]
        epsilon, lot = round(ask.rng.uniform(0.05, 0.4), 2), _lot(ask, n - 3)
        chosen, drawn = _query(scores, labelled, None), _query(scores, labelled, lot)
        free = [row for row in range(n) if row not in labelled]
        apart = [chosen, drawn, free.index(chosen), free.index(drawn), int(lot * n), int(np.argmax(scores))]
        if len(labelled) == 3 and len(set(apart)) == len(apart) and int(lot * n) in labelled:
            break
    among_all = int(lot * n)
    strategy = {
        "asked-again": int(np.argmax(scores)),
        "exchanged": drawn,
        "position-among-unlabelled": free.index(chosen),
        "random-among-all": among_all,
    }
    random = {"random-among-all": among_all, "exchanged": chosen, "position-among-unlabelled": free.index(drawn)}

    def query(epsilon: float, coin: float, lot: float, expected: int, because: str, mistakes: dict[str, int]) -> None:
        found = ask("mixed_query", scores=scores, labelled=labelled, epsilon=epsilon, coin=coin, lot=lot)
        found.equals(expected, because=because, mistakes=mistakes)

    rows = f"of the rows without a label, row {chosen} has the highest score"
    coin = round(ask.rng.uniform(epsilon + 0.02, 1 - epsilon - 0.02), 3)
    query(epsilon, coin, lot, chosen, f"the coin {coin:g} is not below epsilon {epsilon:g}, and {rows}.", strategy)
    coin = round(ask.rng.uniform(0.001, epsilon - 0.001), 3)
    place = f"the lot {lot:g} falls into part {free.index(drawn) + 1} of {len(free)}, which is row {drawn}"
    query(epsilon, coin, lot, drawn, f"the coin {coin:g} is below epsilon {epsilon:g}, and {place}.", random)
    query(epsilon, coin, 0.0, free[0], f"the lot 0 picks the first row without a label, row {free[0]}.", {})
    query(epsilon, coin, 0.999, free[-1], f"the lot 0.999 picks the last row without a label, row {free[-1]}.", {})
    query(0.0, 0.0, lot, chosen, f"epsilon is 0, no coin is below it, and {rows}.", {"zero-is-random": drawn})
    query(epsilon, epsilon, lot, chosen, f"a coin that equals epsilon is not below it, and {rows}.", {})
    query(1.0, 0.999, lot, drawn, f"epsilon is 1, every coin is below it, and {place}.", random)


@EXERCISE.part(
    points=2,
    asks="`mixed_queries` gives each query its own coin and lot, and asks about no row twice",
    hints=(
        "Take the coins and lots in pairs: one pair for each query.",
        "What does the second query have to know that was not known at the start?",
        "Go through the pairs. Ask `mixed_query`, note its row, and add the row to those with a label before the next "
        "pair.",
    ),
)
def whole_run(ask: Ask) -> None:
    """Follow a run by hand; the first coin is a random query in one run and none in the other."""
    for first_is_random in (False, True):
        n, budget = int(ask.rng.integers(15, 22)), 8
        scores, labelled = ask.rng.permutation(n) / n + 0.01, [int(row) for row in ask.rng.permutation(n)[:2]]
        epsilon = 0.4
        coins = np.where(
            ask.rng.permutation(budget) < 4, ask.rng.uniform(0, 0.38, budget), ask.rng.uniform(0.42, 1, budget)
        )
        if (coins[0] < epsilon) != first_is_random:
            other = int(np.flatnonzero((coins < epsilon) == first_is_random)[0])
            coins[[0, other]] = coins[[other, 0]]
        lots = ask.rng.random(budget)

        def run(coins: Any, lots: Any, remember: bool = True) -> list[int]:
            known = list(labelled)  # noqa: B023
            asked = []
            for coin, lot in zip(coins, lots, strict=True):
                asked.append(_query(scores, known, lot if coin < epsilon else None))  # noqa: B023
                known += asked[-1:] if remember else []
            return asked

        expected = run(coins, lots)
        rounds = [number for number, coin in enumerate(coins, start=1) if coin < epsilon]
        came = ask("mixed_queries", scores=scores, labelled=labelled, epsilon=epsilon, coins=coins, lots=lots)
        came.equals(
            expected,
            because=f"queries {', '.join(map(str, rounds))} have a coin below {epsilon:g} and are random; the others "
            "go to the highest score that is left.",
            mistakes={
                "coin-per-run": run([coins[0]] * budget, lots),
                "lot-per-run": run(coins, [lots[0]] * budget),
                "label-forgotten": run(coins, lots, remember=False),
            },
        )
