"""Grades e5_predict_the_trap: a prediction is free; runs are repeated seed by seed."""

from dataclasses import replace
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask, alike
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch03_local_optima.trap_runs import found, given, problems, run


def constants(rng: np.random.Generator) -> dict[str, Any]:
    """Draw a situation in which some or most runs stay stuck."""
    masses, rates, budgets = [
        ([0.12, 0.15, 0.18], [0.08, 0.09, 0.1], [45, 50]),
        ([0.04, 0.05, 0.06], [0.04, 0.05, 0.06], [30, 40]),
    ][rng.integers(2)]
    return {
        "HIDDEN_MASS": float(rng.choice(masses)),
        "EPSILON": float(rng.choice(rates)),
        "BUDGET": int(rng.choice(budgets)),
        "STREAM": int(rng.integers(100, 1000)),
    }


EXERCISE = Exercise(
    title="Predict the trap",
    kind="predict",
    goals=("3.1", "3.4"),
    minutes=25,
    difficulty=2,
    importance=3,
    needs=("ch03 e1", "ch03 e2", "chapter 3, Why the model is sure where it is wrong"),
    terms=("trap", "control", "hidden mass", "exploration rate", "stuck", "held-out", "seed", "paired seeds", "run"),
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
            "found-for-stuck",
            "This is the share of runs that found the hidden cluster. Those that did not find it are the stuck ones.",
            hint=2,
        ),
        Mistake(
            "queries-for-runs",
            "This is a share of queries, not of runs. A run is stuck only when not a single one of its queries was "
            "about the hidden cluster.",
            hint=2,
        ),
        Mistake(
            "one-chance",
            "These runs all share one set of chances: the problems were made without their seed, which then is 0 for "
            "all. Such runs explore in the same rounds and draw the same lots, so they are no independent evidence.",
            hint=3,
        ),
        Mistake(
            "gap-turned",
            "This is the strategy minus random sampling. The sign tells who is ahead, so the order matters.",
        ),
        Mistake(
            "pool-for-held-out",
            "This is the accuracy on the pool, a part of which the model was trained on. Only held-out rows say what "
            "the model does on rows that nobody chose.",
            hint=2,
        ),
        Mistake(
            "whole-curve",
            "This averages over all rounds, from the start on. The task asks for the accuracy after the last query.",
            hint=3,
        ),
        Mistake(
            "control-like-the-trap",
            "This carries the verdict on the trap over to the control. Without the hidden cluster there is nothing to "
            "miss: look at what your runs on the control say.",
        ),
        Mistake(
            "exploration-insures",
            "This takes a share of random queries for an insurance. What counts is how many hidden rows are expected "
            "among the random queries: hidden mass times rate times budget.",
            hint=2,
        ),
    ),
)
OPTIONS = {
    "TRAP": ("none", "some", "all"),
    "CONTROL": ("behind", "level", "ahead"),
    "EXPLORATION": ("few", "some", "most"),
}


@EXERCISE.part(
    points=1,
    asks="the three predictions are made",
    hints=(
        "There is no wrong prediction. Take one of the options that stand behind the constant, in quotes.",
        "For the trap, think of where the least sure row lies. For the control, of what there is to miss. For "
        "exploration, of the closed form of `ch03 e1`.",
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
            because="a prediction may turn out wrong, but it has to be made before the runs.",
            came="None: nothing is predicted yet" if answer.value is None else "",
        )


@EXERCISE.part(
    points=2,
    asks="`share_stuck` is the share of runs without a query about the hidden cluster",
    hints=(
        "Run the chapter's cells on the first hidden query: they build one `Problem` for each seed and give all to "
        "`simulate_runs`.",
        "For each run you need its queries and which rows of its pool are hidden. A run is stuck when no query is "
        "hidden.",
        "`simulate_runs` yields blocks of runs; put their `queries` together. Give each `Problem` its seed, so that "
        "each run has its own chances, and `mixed` the rate.",
    ),
    seconds=10.0,
    draws=1,
)
def stuck(ask: Ask) -> None:
    """Choose a rate at which about half of the runs are stuck, then none at all."""
    task = given(ask)
    h, budget, rows, stream = (task[name] for name in ("HIDDEN_MASS", "BUDGET", "ROWS", "STREAM"))
    rate = round((1 - 0.5 ** (1 / budget)) / h, 3)

    def hits(made: list[Any], epsilon: float, hidden: Any) -> Any:
        return found(run(made, epsilon, budget, rounds=(0,))[0], hidden)

    share = alone = 0.0
    while not 0.2 < share < 0.8 or share in (0.5, alone):
        seeds = [int(seed) for seed in ask.rng.choice(10_000, 20, replace=False)]
        made, hidden = problems(seeds, h, rows, stream)
        inside = hits(made, rate, hidden)
        share = float(np.mean(~inside.any(axis=1)))
        alone = float(np.mean(~hits([replace(one, seed=0) for one in made], rate, hidden).any(axis=1)))
    ask("share_stuck", hidden_mass=h, epsilon=rate, seeds=seeds).equals(
        share,
        because=f"of the {len(seeds)} runs, {round(len(seeds) * share)} have no query about the hidden cluster. The "
        f"closed form says (1 - {h:g} x {rate:g})^{budget} = {(1 - h * rate) ** budget:.3f} on average.",
        mistakes={"found-for-stuck": 1 - share, "queries-for-runs": float(np.mean(~inside)), "one-chance": alone},
    )
    ask("share_stuck", hidden_mass=h, epsilon=0.0, seeds=seeds[:8]).equals(
        float(np.mean(~hits(made[:8], 0.0, hidden[:8]).any(axis=1))),
        because="without exploration each query goes to the least sure row, and no hidden row is ever the least sure.",
        mistakes={"found-for-stuck": 0.0},
    )


@EXERCISE.part(
    points=2,
    asks="`accuracy_gap` is the mean of random sampling minus the strategy on the held-out rows after the last query",
    hints=(
        "Run both strategies on one list of problems. Which of the two is subtracted from which?",
        "A `Problem` takes held-out features and labels; the accuracy of the runs is then measured on these.",
        "In each block, `measures['accuracy']` has a line for each run and a column for each measured round. Take the "
        "last column of both strategies, subtract run by run, and take the mean.",
    ),
    seconds=10.0,
    draws=1,
)
def gap(ask: Ask) -> None:
    """Repeat the runs, on the trap with and without exploration and on the control."""
    task = given(ask)
    h, budget, rows, stream = (task[name] for name in ("HIDDEN_MASS", "BUDGET", "ROWS", "STREAM"))

    def gaps(made: list[Any], epsilon: float, rounds: tuple[int, ...] | None = (budget,)) -> Any:
        return (run(made, 1.0, budget, rounds)[1] - run(made, epsilon, budget, rounds)[1]).mean(axis=0)

    for hidden_mass, epsilon in ((h, 0.0), (h, 0.1), (0.0, 0.0)):
        seeds = [int(seed) for seed in ask.rng.choice(10_000, 10, replace=False)]
        made, _ = problems(seeds, hidden_mass, rows, stream)
        (expected,) = gaps(made, epsilon)
        where = "on the control both strategies learn the two discs, so the gap is near 0."
        if hidden_mass:
            where = f"after {budget} queries the two differ by {abs(expected):.4g} on rows that no run asked about."
        answer = ask("accuracy_gap", hidden_mass=hidden_mass, epsilon=epsilon, seeds=seeds)
        mistakes = {}
        if not alike(answer.value, expected):
            pool = [replace(one, heldout=one.features, heldout_labels=one.labels) for one in made]
            mistakes = {
                "gap-turned": -expected,
                "pool-for-held-out": gaps(pool, epsilon)[-1],
                "whole-curve": gaps(made, epsilon, None).mean(),
                "one-chance": gaps([replace(one, seed=0) for one in made], epsilon)[-1],
            }
        answer.equals(expected, because=where, mistakes=mistakes)


@EXERCISE.part(
    points=1,
    asks="the three FOUND constants say what the runs with the seeds 0 to RUNS - 1 show",
    hints=(
        "Call your functions with `list(range(RUNS))` for the seeds, once for each situation.",
        'Compare the numbers with the limits that stand beside the questions: a share of 1 is "all", and a gap between '
        '-0.01 and 0.01 is "level".',
    ),
    draws=1,
)
def findings(ask: Ask) -> None:
    """Repeat the runs with the seeds of the task; the message does not tell the answer."""
    task = given(ask)
    names = ("HIDDEN_MASS", "EPSILON", "BUDGET", "ROWS", "RUNS", "STREAM")
    h, e, budget, rows, runs, stream = (task[name] for name in names)
    made, hidden = problems(range(runs), h, rows, stream)
    alone, mixed_in = (
        float(np.mean(~found(run(made, rate, budget, (0,))[0], hidden).any(axis=1))) for rate in (0.0, e)
    )
    control, _ = problems(range(runs), 0.0, rows, stream)
    ahead = float((run(control, 1.0, budget, (budget,))[1] - run(control, 0.0, budget, (budget,))[1]).mean())
    right = {
        "TRAP": "none" if alone == 0 else "all" if alone == 1 else "some",
        "CONTROL": "behind" if ahead < -0.01 else "ahead" if ahead > 0.01 else "level",
        "EXPLORATION": "few" if mixed_in < 0.2 else "most" if mixed_in > 0.8 else "some",
    }
    calls = {
        "TRAP": f"share_stuck({h:g}, 0.0, seeds)",
        "CONTROL": "accuracy_gap(0.0, 0.0, seeds)",
        "EXPLORATION": f"share_stuck({h:g}, {e:g}, seeds)",
    }
    for name, options in OPTIONS.items():
        answer = ask.value(f"FOUND_{name}")
        chosen = answer.value if isinstance(answer.value, str) else ""
        hopeful = chosen in options and options.index(chosen) < options.index(right[name])
        answer.holds(
            chosen == right[name],
            expected=f"the one of {', '.join(map(repr, options))} that the runs show",
            because=f"{calls[name]} with the seeds 0 to {runs - 1} decides this.",
            came="None: not filled in yet" if answer.value is None else "",
            mistakes={
                "control-like-the-trap": name == "CONTROL" and chosen == "ahead",
                "exploration-insures": name == "EXPLORATION" and hopeful,
            },
        )
