"""Grades e4_lure: weights by exact fractions, and the mean over every possible draw of a small pool."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch02_sampling_bias.draws import chances_of, lure_weights, wrong_risks, wrong_weights

EXERCISE = Exercise(
    title="An unbiased estimate from biased draws",
    kind="implement",
    goals=("2.5",),
    minutes=25,
    difficulty=2,
    importance=3,
    needs=("ch02 e3",),
    terms=("pool", "risk", "naive estimate", "lure"),
    instead_of=("altutor.bias.risk:lure_weights", "altutor.bias.risk:lure", "altutor.bias.risk:naive"),
    mistakes=(
        Mistake(
            "never-taken-out",
            "This takes the scores of all rows at every draw. A row that was drawn is gone: the chances of those that "
            "are left go up.",
            hint=2,
        ),
        Mistake(
            "plain-mean",
            "This is the plain mean, the naive estimate. Rows with a high chance are in most draws, and their losses "
            "are counted too often.",
        ),
        Mistake(
            "with-replacement",
            "This is the weight 1 / (N q) for rows that are put back after each draw. Here the pool gets smaller with "
            "each draw, and the rows that are gone are known.",
        ),
        Mistake(
            "not-levelled",
            "This leaves out the factor (N - M) / (N - m). It levels how much early and late draws count; without it "
            "the estimate is biased, and the weights do not become 1 where the whole pool is drawn.",
            hint=2,
        ),
        Mistake(
            "counted-from-zero",
            "This counts the draws from 0. Before the first draw there are N rows, so with an even chance, 1 / N, the "
            "first weight must be 1.",
            hint=2,
        ),
        Mistake(
            "backwards",
            "This counts the draws from the last one. Weight and chance of a row then belong to different moments of "
            "the draw.",
            hint=2,
        ),
        Mistake(
            "rows-left-for-pool",
            "This takes N for the rows that are left after all draws. N is the size of the pool before the first one.",
            hint=2,
        ),
        Mistake(
            "divided-by-weights",
            "This divides by the sum of the weights. That sum is M only on average, so the ratio is biased (though "
            "often less variable). LURE divides by M.",
            hint=2,
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`draw_chances` returns the chance of each draw, given those before it",
    hints=(
        "How likely is the first row? Which rows are there when the second one is drawn?",
        "Go through the draws one by one. After each, the score of the row that was drawn no longer takes part.",
    ),
)
def chances_of_draws(ask: Ask) -> None:
    """Compare with exact fractions."""
    n = int(ask.rng.integers(6, 9))
    scores = ask.rng.permutation(np.arange(1, n + 1) / 10) + 0.05
    drawn = ask.rng.permutation(n)[: n - 2].tolist()
    fixed = scores[drawn] / scores.sum()
    ask("draw_chances", scores=scores, drawn=drawn).equals(
        chances_of(scores, drawn),
        because=f"the scores sum to {scores.sum():.2f}, and row {drawn[0]} has {scores[drawn[0]]:.2f} of it. Then "
        f"it is gone: row {drawn[1]} has {scores[drawn[1]]:.2f} of {scores.sum() - scores[drawn[0]]:.2f}; and so on.",
        mistakes={"never-taken-out": fixed},
    )


@EXERCISE.part(
    points=2,
    asks="`weights` returns the weights of LURE",
    hints=(
        "What is M here, and where is it in what the function is given? What is m for the first row drawn?",
        "Make an array of m from 1 to M and write the formula with it; N stays the same for all draws. Check: if every"
        " draw is even, so that q_m = 1 / (N - m + 1), every weight is 1.",
        "Treat M = N before anything else: for the last draw the formula would divide 0 by 0.",
    ),
)
def weights_of_draws(ask: Ask) -> None:
    """Compare for a part of a pool, for one draw, and for the whole pool."""
    n = int(ask.rng.integers(11, 16))
    scores = ask.rng.permutation(np.arange(1, n + 1) / 10) + 0.05
    order = ask.rng.permutation(n).tolist()
    for size in (int(ask.rng.integers(3, 5)), 1, n):
        chances = chances_of(scores, order[:size])
        q = np.array(chances)
        answer = ask("weights", chances=q, pool_size=n)
        because = (
            f"the first of {size} rows was drawn with the chance {q[0]:.4f}, while an even draw has 1/{n}; the last "
            f"with {q[-1]:.4f}, while an even draw has 1/{n - size + 1}. Less than even makes a weight above 1."
            if size < n
            else f"all {n} rows were drawn, so every loss is known and counts once."
        )
        wrong = {"not-levelled": 1 / ((n - np.arange(size)) * q)}
        if size not in (1, n):
            wrong = {name: one for name, one in wrong_weights(q, n, answer.value).items() if name != "plain-mean"}
        answer.equals(lure_weights(q, n), because=because, mistakes=wrong)


@EXERCISE.part(
    points=2,
    asks="`risk` is the mean loss of the pool, on average over all draws",
    hints=(
        "Each loss counts by its weight. The function `weights` is there already.",
        "The chapter divides by the number of rows drawn, whatever the weights sum to.",
    ),
)
def unbiased(ask: Ask) -> None:
    """Ask about one draw, then about every draw of a small pool, and average by the chances."""
    size = int(ask.rng.integers(2, 4))
    n = size + 4
    scores = np.round(ask.rng.permutation(np.arange(1.0, n + 1)) + ask.rng.uniform(0, 0.5, n), 2)
    losses = np.round(0.1 * scores + ask.rng.uniform(0, 0.4, n), 3)  # high where the score is high
    draws = [list(draw) for draw in permutations(range(n), size)]
    chances = [np.array(chances_of(scores, draw)) for draw in draws]
    one = int(ask.rng.integers(len(draws)))
    answer = ask("risk", losses=losses[draws[one]], chances=chances[one], pool_size=n)
    right = float(np.mean(np.multiply(lure_weights(chances[one], n), losses[draws[one]])))
    answer.equals(
        right,
        because=f"the weights are {', '.join(f'{v:.4f}' for v in lure_weights(chances[one], n))}, and {size} rows "
        "were drawn.",
        mistakes=wrong_risks(losses[draws[one]], chances[one], n),
    )
    values = ask.each("risk", [(losses[draw], q, n) for draw, q in zip(draws, chances, strict=True)])
    every = ask.answer(f"risk for each of the {len(draws)} draws of {size} rows from a pool of {n}", values)
    found = every.numbers((len(draws),), "one number for each draw")
    if found.shape != (len(draws),):
        return
    average = float(sum(q.prod() * value for q, value in zip(chances, found, strict=True)))
    ask.answer(
        f"the mean of risk over all {len(draws)} draws of {size} rows from {n}, each by its chance", average
    ).equals(
        float(losses.mean()),
        because=f"the losses of the pool are {', '.join(map(str, losses.tolist()))}, with the mean "
        f"{losses.mean():.4f}.",
    )
