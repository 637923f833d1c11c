"""Grades e7_reversal: t intervals from scipy on made-up cells, and on the published rows read from their file."""

from itertools import combinations
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch05_org_experiment.reversals import (
    CELLS,
    CHANGES,
    FACTORS,
    both,
    cell,
    changes,
    quantile,
    rows,
)

EXERCISE = Exercise(
    title="Dev up, held-out down",
    kind="reproduce",
    goals=("5.2",),
    minutes=30,
    difficulty=3,
    importance=3,
    needs=("ch05 e1",),
    terms=("reversal", "cell", "dev split", "held-out", "paired seeds", "interval", "verdict"),
    uses=("altutor.book",),
    mistakes=(
        Mistake(
            "pooled-over-seeds",
            "This takes the seeds before and the seeds after as two unrelated groups. Before and after of one seed "
            "share their luck; the interval must be that of the differences, seed by seed.",
        ),
        Mistake(
            "normal-for-t",
            "This takes the factor 1.96 of a normal distribution. With five seeds the spread is itself badly known, "
            "and the interval covers too little.",
            hint=2,
        ),
        Mistake(
            "divided-by-n",
            "This divides the squared deviations by the number of seeds. With few seeds the interval comes out too "
            "short: one degree of freedom went into the mean.",
            hint=3,
        ),
        Mistake(
            "before-after-exchanged",
            "This is before minus after. What rises seems to fall.",
        ),
        Mistake(
            "another-split",
            "This compares the dev score after the last round with that of the base on another split, the one of the "
            "first round. The questions of the two splits differ, and so does what the base scores on them.",
            hint=2,
        ),
        Mistake(
            "point-estimates",
            "This judges by the means alone. A mean is never exactly 0, so every cell gets a verdict, also where other"
            " seeds would have told the opposite.",
        ),
        Mistake(
            "mean-of-blocks",
            "This is the mean of the F of single blocks. Held-out F is computed from the sums of the counts.",
            hint=2,
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`change` gives the mean paired change with its 95% t interval over seeds",
    hints=(
        "Which one number does each seed contribute?",
        "The interval is the mean, plus and minus a quantile of the t distribution times the standard error.",
        "`scipy.stats.t` has n - 1 degrees of freedom for n seeds, and `scipy.stats.sem` gives the standard error. 95%"
        " in the middle leaves 2.5% on either side.",
    ),
)
def paired_change(ask: Ask) -> None:
    """Let the seeds differ more from each other than before from after; once with two seeds."""
    for n in (int(ask.rng.integers(4, 8)), 2):
        before = ask.rng.normal(0.5, 0.1, size=n)
        after = before + ask.rng.normal(ask.rng.choice([-0.05, 0.05]), 0.03, size=n)
        mean, low, high = CHANGES["right"](before, after)
        ask("change", before=before, after=after).equals(
            (mean, low, high),
            because=f"the {n} differences have the mean {mean:.4f} and the standard error "
            f"{(high - mean) / quantile(n):.4f}, and with {n - 1} degree{'s' if n > 2 else ''} of freedom the t "
            f"quantile is {quantile(n):.3f}.",
            mistakes={name: of(before, after) for name, of in CHANGES.items() if name != "right"},
        )


@EXERCISE.part(
    points=2,
    asks="`verdict` judges one cell by the intervals of both changes, dev on one and the same split",
    hints=(
        "Which two dev scores were taken on the same split, and after the last round?",
        "The last columns of `dev_before` and `dev_after` belong together. Of `heldout`, the first column is before.",
        "Use `change` twice. Then compare the near end of each interval with 0: the lower end of what should rise, the"
        " upper end of what should fall.",
    ),
    draws=2,
)
def one_cell(ask: Ask) -> None:
    """Ask about cells that one mistake each gets wrong."""
    for what in ask.rng.permutation(list(CELLS)).tolist():
        dev_before, dev_after, heldout = cell(ask.rng, what)
        found = both(dev_before, dev_after, heldout)
        dev, held = found["right"]["dev"], found["right"]["held-out"]
        by_name = {name: one["verdict"] for name, one in found.items()}
        told_apart = {name: one for name, one in by_name.items() if list(by_name.values()).count(one) == 1}
        ask("verdict", dev_before=dev_before, dev_after=dev_after, heldout=heldout).equals(
            by_name["right"],
            because=f"after the last round dev has changed by {dev[0]:+.3f} ({dev[1]:+.3f} to {dev[2]:+.3f}) and "
            f"held-out by {held[0]:+.3f} ({held[1]:+.3f} to {held[2]:+.3f}).",
            mistakes={name: one for name, one in told_apart.items() if name != "right"},
        )


@EXERCISE.part(
    points=2,
    asks="`published_verdicts` judges cells of the published ORG experiment",
    hints=(
        "Which rows of the table belong to a cell, and which of those to one seed and to the last round?",
        'Take the rows of `kind` "round" that have the cell\'s values in all six columns. Both dev scores stand in the '
        "row of the last round; held-out F comes from the sums of `tp`, `fp` and `fn` in round 0 and in the last one.",
        "Sort the rows by seed, so that before and after are of the same seed at each position. `change` does the "
        "rest.",
    ),
    seconds=30,
    draws=1,
)
def published_cells(ask: Ask) -> None:
    """Ask for a cell of each verdict, with some of the seeds."""
    cells, seeds = _some_cells(ask.rng)
    answer = ask("published_verdicts", cells=cells, seeds=seeds)
    n = len(answer.value) if isinstance(answer.value, (list, tuple)) else -1
    answer.holds(n == len(cells), f"a list of {len(cells)} dictionaries", "there is one for each cell.")
    for position, which in enumerate(cells if n == len(cells) else []):
        scores = changes(which, seeds)
        found = both(*scores["sums"]) | {"mean-of-blocks": both(*scores["blocks"])["right"]}
        right, (dev_before, dev_after, heldout) = found.pop("right"), scores["sums"]
        named = ", ".join(str(which[name]) for name in FACTORS[:4]) + (", rehearsal" if which["rehearsal"] else "")
        ask.answer(
            f"{answer.called}\nand entry {position}: {named}, {which['base']} base", answer.value[position]
        ).equals(
            right,
            because=f"with the seeds {sorted(seeds)}, dev after the last round is {dev_after[:, -1].mean():.4f} on "
            f"average and was {dev_before[:, -1].mean():.4f}; held-out F is {heldout[:, -1].mean():.4f} and was "
            f"{heldout[:, 0].mean():.4f}.",
            mistakes=found,
        )


def _some_cells(rng: np.random.Generator) -> tuple[list[dict[str, Any]], list[int]]:
    """Draw seeds, and a cell of each verdict that they give; one of them has scores that judge by means gets wrong."""
    every = [dict(zip(FACTORS, key, strict=True)) for key in sorted({tuple(row[f] for f in FACTORS) for row in rows()})]
    all_seeds = sorted({row["seed"] for row in rows()})
    choices = [list(one) for size in (len(all_seeds) - 1, len(all_seeds)) for one in combinations(all_seeds, size)]
    seeds = choices[int(rng.integers(len(choices)))]
    by_verdict: dict[str, list[dict[str, Any]]] = {}
    for which in every:
        by_verdict.setdefault(both(*changes(which, seeds)["sums"])["right"]["verdict"], []).append(which)
    chosen = [found[int(rng.integers(len(found)))] for _, found in sorted(by_verdict.items())]
    return [chosen[i] for i in rng.permutation(len(chosen))], [int(seed) for seed in rng.permutation(seeds)]
