"""Grades e2_committee: two measures of disagreement, computed here one row and one member at a time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="How much does a committee disagree?",
    kind="implement",
    goals=("4.4",),
    minutes=15,
    difficulty=2,
    importance=2,
    needs=("chapter 3, Five ways out, and what each costs", "chapter 4, Which strategy"),
    terms=("committee", "query strategy", "entropy"),
    instead_of=("altutor.strategies.committee:vote_entropy", "altutor.strategies.committee:mean_kl"),
    mistakes=(
        Mistake(
            "entropy-of-the-mean",
            "This is the entropy of the mean probabilities. It is high where all members are unsure in the same way, "
            "although they agree. A committee is asked in order to tell disagreement from doubt.",
        ),
        Mistake(
            "wrong-axis",
            "This takes means or shares over the rows. Whether members disagree about a row is a question about that "
            "row alone: the first axis holds the members.",
            hint=2,
        ),
        Mistake(
            "base-2",
            "These are bits: the logarithm has base 2. The order of the rows is the same, but the values cannot be "
            "compared with those of the book, which are in nats.",
            hint=3,
        ),
        Mistake(
            "reversed",
            "This is the divergence the other way round, KL(c || p). It weights by what the consensus finds likely, "
            "and one member that finds a class nearly impossible outweighs all others.",
            hint=2,
        ),
        Mistake(
            "sum-over-members",
            "This is the sum over the members. A larger committee then looks more divided than a smaller one with the "
            "same opinions.",
            hint=3,
        ),
        Mistake(
            "largest-member",
            "This is the divergence of the one member that is furthest off. A single odd resample then decides what is"
            " asked.",
            hint=3,
        ),
    ),
)


def _opinions(ask: Ask) -> np.ndarray[Any, Any]:
    """Return opinions whose first row is agreed doubt, whose second is two sure camps, and the others anything."""
    size, n, classes = (int(ask.rng.integers(*ends)) for ends in ((5, 7), (4, 5), (3, 4)))
    p = ask.rng.dirichlet(np.full(classes, 1.5), size=(size, n)) * 0.97 + 0.03 / classes
    doubt = np.array([0.4, 0.33, 0.27])
    sure = np.array([0.9, 0.06, 0.04])
    shifts = ask.rng.choice(classes, size=2, replace=False)
    for member in range(size):
        p[member, 0] = np.roll(doubt, shifts[0]) + ask.rng.uniform(-0.02, 0.02, classes)
        p[member, 1] = np.roll(sure, shifts[int(member < 2)]) + ask.rng.uniform(0.0, 0.03, classes)
    return p / p.sum(axis=2, keepdims=True)


def _entropy(shares: Any) -> float:
    return sum(share * math.log(1 / share) for share in shares if share > 0)


def _kl(p: Any, c: Any) -> float:
    return sum(one * math.log(one / other) for one, other in zip(p, c, strict=True))


@EXERCISE.part(
    points=2,
    asks="`vote_entropy` is the entropy of the shares of the members' votes",
    hints=(
        "Turn probabilities into votes first. After that, how sure a member was plays no part.",
        "Which axis holds the classes of one member, and which holds the members? The vote goes along the first of "
        "these, the counting along the second.",
        "For each class, the share of members that vote for it; then -share * log(share), summed over the classes. "
        "Classes without a vote add nothing: keep log(0) away from the sum.",
    ),
)
def votes(ask: Ask) -> None:
    """Count votes row by row."""
    p = _opinions(ask)
    size, n, classes = p.shape
    ballots = [[int(p[member, row].argmax()) for member in range(size)] for row in range(n)]
    counts = [[one.count(label) for label in range(classes)] for one in ballots]
    right = [_entropy([count / size for count in one]) for one in counts]
    by_member = [
        [sum(ballots[row][member] == label for row in range(n)) / n for label in range(classes)]
        for member in range(size)
    ]
    ask("vote_entropy", probabilities=p).equals(
        right,
        because=f"the votes for the classes are {counts[0]} in row 0: all members agree, so its score is 0 although "
        f"none of "
        f"them is sure. In row 1 they are {counts[1]}.",
        mistakes={
            "entropy-of-the-mean": [_entropy(p[:, row].mean(axis=0)) for row in range(n)],
            "wrong-axis": [_entropy(shares) for shares in by_member],
            "base-2": [one / math.log(2) for one in right],
        },
    )


@EXERCISE.part(
    points=2,
    asks="`mean_kl` is the mean divergence of the members from their consensus",
    hints=(
        "The consensus has one distribution for each row. What is its shape?",
        "Keep the axis of the members when you take the mean (`keepdims`), so that consensus and members can be "
        "divided by one another. In the ratio under the logarithm, the member stands above the consensus.",
        "Sum over the classes for each member and row; then one mean over the members.",
    ),
)
def divergence(ask: Ask) -> None:
    """Compare every member with the consensus in a loop."""
    p = _opinions(ask)
    size, n, _ = p.shape
    consensus = [p[:, row].mean(axis=0) for row in range(n)]
    each = np.array([[_kl(p[member, row], consensus[row]) for member in range(size)] for row in range(n)])
    back = np.array([[_kl(consensus[row], p[member, row]) for member in range(size)] for row in range(n)])
    over_rows = p.mean(axis=1)
    ask("mean_kl", probabilities=p).equals(
        each.mean(axis=1),
        because=f"the consensus of row 1 is {np.round(consensus[1], 3).tolist()}, the divergences of its {size} "
        f"members from "
        f"that are {np.round(each[1], 3).tolist()}, and their mean is {each[1].mean():.4f}; and so on.",
        mistakes={
            "reversed": back.mean(axis=1),
            "sum-over-members": each.sum(axis=1),
            "largest-member": each.max(axis=1),
            "base-2": each.mean(axis=1) / math.log(2),
            "wrong-axis": np.array(
                [[_kl(p[member, row], over_rows[member]) for member in range(size)] for row in range(n)]
            ).mean(axis=1),
            "entropy-of-the-mean": [_entropy(one) for one in consensus],
        },
    )
