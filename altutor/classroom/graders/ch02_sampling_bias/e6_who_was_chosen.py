"""Grades e6_who_was_chosen: four samples whose origin is known."""

from __future__ import annotations

from typing import Any

import numpy as np

from altutor.classroom.ask import Ask, alike
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch02_sampling_bias.samples import NAMES, case, evidence, shift

EXERCISE = Exercise(
    title="Who was chosen how?",
    kind="diagnose",
    goals=("2.1", "2.4"),
    minutes=30,
    difficulty=3,
    importance=3,
    needs=("ch02 e1", "ch02 e2"),
    terms=("sampling bias", "pool", "confidence", "base model", "uncertainty sampling"),
    instead_of=("altutor.bias.confidence:confidence_shift",),
    mistakes=(
        Mistake(
            "one-class",
            "This is the probability of one fixed class. A row that is surely of another class then looks unsure.",
            hint=2,
        ),
        Mistake(
            "spread-of-one-row",
            "This divides by the spread of single rows. The mean of many rows varies less than one row does, so a "
            "large sample that is clearly off looks as if it were not.",
            hint=2,
        ),
        Mistake(
            "spread-of-the-sample",
            "This takes the spread of the sample. The question is what chance would do, and chance draws from the "
            "pool: a choice of similar rows has a small spread of its own.",
            hint=2,
        ),
        Mistake(
            "positions-counted",
            "This looks for positions that occur twice. Copies stand at different positions of the pool; only their "
            "texts are the same.",
            hint=2,
        ),
        Mistake(
            "extra-rows-only",
            "This leaves out one row of each group of copies, as if that one were the original. All rows of a group "
            "share their text with another row.",
            hint=2,
        ),
        Mistake(
            "surest",
            "This names as chosen by uncertainty the sample of which the model is surest. Unsure means a low "
            "confidence.",
            hint=2,
        ),
        Mistake(
            "long-only",
            "This looks for long texts alone. Who labels the shortest texts chooses by length just as well.",
            hint=2,
        ),
        Mistake(
            "smallest-shift",
            "This takes the sample that is nearest to the pool's means for the random one. A sample of copies can be "
            "near them by luck, and a random one is off by a standard error or two.",
            hint=3,
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`confidence` returns the probability of each row's likeliest class",
    hints=(
        "How sure is a model that gives 0.1, 0.8 and 0.1?",
        "One number for each row, whichever class it comes from.",
    ),
)
def sureness(ask: Ask) -> None:
    """Compare with a loop over rows."""
    p = ask.rng.dirichlet([1.0, 1.0, 1.0], size=6)
    columns = [p[:, one] for one in range(3)]
    answer = ask("confidence", probabilities=p)
    answer.equals(
        [max(row) for row in p.tolist()],
        because=f"the likeliest class of row 0 has the probability {max(p[0]):.4f}; and so on.",
        mistakes={"one-class": next((one for one in columns if alike(answer.value, one)), columns[0])},
    )


@EXERCISE.part(
    points=1,
    asks="`shift` returns how far a sample's mean is from the pool's, in standard errors",
    hints=(
        "Two means, one difference: the sample's mean minus the pool's.",
        "The standard error is about a mean of n rows that chance draws from the pool. Which spread belongs to the "
        "pool, and which root belongs to n?",
    ),
)
def standard_errors(ask: Ask) -> None:
    """Compare with plain sums."""
    values = np.round(ask.rng.gamma(4.0, 10.0, size=int(ask.rng.integers(12, 20))), 1)
    rows = ask.rng.permutation(np.argsort(values)[: len(values) // 2 + 2])[: int(ask.rng.integers(4, 7))]
    right, n = shift(values, rows), len(rows)
    ask("shift", values=values, rows=rows).equals(
        right,
        because=f"the sample has the mean {values[rows].mean():.4f}, the pool {values.mean():.4f}; the pool's standard "
        f"deviation is {values.std():.4f}, and there are {n} rows.",
        mistakes={
            "spread-of-one-row": right / n**0.5,
            "spread-of-the-sample": right * float(values.std() / values[rows].std()),
        },
    )


@EXERCISE.part(
    points=1,
    asks="`copies` returns the share of rows whose text another row of the sample has, too",
    hints=(
        "Look up the texts of the sample first. How often does each occur?",
        "A row counts if its text occurs twice or more often in the sample, each such row. `np.unique` can count, and "
        "`collections.Counter` can, too.",
    ),
)
def same_texts(ask: Ask) -> None:
    """Compare with counts; texts of which one copy alone is in the sample must not count."""
    groups = [int(one) for one in ask.rng.integers(2, 5, size=3)]
    singles, halves, numbers = int(ask.rng.integers(3, 7)), 3, ask.rng.permutation(1000)
    inside = np.concatenate([np.repeat(numbers[:3], groups), numbers[3 : 3 + singles], numbers[20 : 20 + halves]])
    pool = np.concatenate([inside, numbers[20 : 20 + halves], numbers[30:36]])
    order = ask.rng.permutation(len(pool))
    texts = np.empty(len(pool), dtype=int)
    texts[order] = pool
    rows = ask.rng.permutation(order[: len(inside)])
    ask("copies", texts=texts, rows=rows).equals(
        sum(groups) / len(rows),
        because=f"in the sample of {len(rows)} rows, groups of {', '.join(map(str, groups))} rows share a text; the "
        "texts of all others occur once there.",
        mistakes={"positions-counted": 0.0, "extra-rows-only": (sum(groups) - 3) / len(rows)},
    )


@EXERCISE.part(
    points=3,
    asks="`names` says how each of the four samples was chosen",
    hints=(
        "Compute the three pieces of evidence for each sample and look at them side by side, before you write a rule.",
        "Which of the three is large, or small, for which choice? For two of the choices the direction is known; for "
        "one it is not.",
        "Begin with the choice that only one piece of evidence can show, and set that sample aside. Random is what is "
        "left.",
    ),
    draws=2,
)
def decision(ask: Ask) -> None:
    """Ask about long and short texts, and about copies nearer to the pool's means than the random rows, and not."""
    for long, lucky in ((True, False), (False, True), (True, True), (False, False)):
        pool, samples, found = case(ask.rng, long, lucky)
        order = ask.rng.permutation(NAMES).tolist()
        answer = ask("names", **pool, samples=[samples[name] for name in order])
        one = found[order[0]]
        answer.equals(
            order,
            because=f"the first sample is off by {one[0]:.1f} standard errors in confidence and by {one[1]:.1f} in "
            f"length, and {one[2]:.0%} of its rows have copies in it; of the others, "
            + "; ".join(
                f"{c:.1f}, {size:.1f} and {share:.0%}" for c, size, share in (found[name] for name in order[1:])
            )
            + ".",
            mistakes=_known(ask, pool, samples, order, answer.value),
        )


def _known(ask: Ask, pool: dict[str, Any], samples: dict[str, Any], order: list[str], value: Any) -> dict[str, Any]:
    """Return the mistakes that an answer shows; none where the evidence itself is wrong."""
    if not isinstance(value, (list, tuple)) or sorted(map(str, value)) != sorted(NAMES) or list(value) == order:
        return {}
    found = evidence(pool, samples)
    if not _evidence_is_right(ask, pool, samples, found):
        return {}
    called = {str(name): order[at] for at, name in enumerate(value)}  # what it is by what it is called
    rest = set(NAMES), set(NAMES) - {"duplicates"}, set(NAMES) - {"duplicates", "length"}
    surest = {max(some, key=lambda name: found[name][0]) for some in rest}
    rest = set(NAMES), set(NAMES) - {"duplicates"}, set(NAMES) - {"duplicates", "uncertainty"}
    longest = {max(some, key=lambda name: found[name][1]) for some in rest} - {"length"}
    swapped = {"random": "duplicates", "duplicates": "random"}
    return {
        "smallest-shift": [swapped.get(name, name) for name in order],
        "surest": value if called["uncertainty"] in surest else None,
        "long-only": value if called["length"] in longest else None,
    }


def _evidence_is_right(ask: Ask, pool: dict[str, Any], samples: dict[str, Any], found: dict[str, Any]) -> bool:
    sure = pool["probabilities"].max(axis=1)
    own = ask.each("confidence", [(pool["probabilities"],)])
    own += ask.each("shift", [(values, rows) for rows in samples.values() for values in (sure, pool["lengths"])])
    own += ask.each("copies", [(pool["texts"], rows) for rows in samples.values()])
    right = [sure, *(one for name in samples for one in found[name][:2]), *(found[name][2] for name in samples)]
    return all(alike(one, other) for one, other in zip(own, right, strict=True))
