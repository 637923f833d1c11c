"""Grades e1_least_confidence: scores by hand, one row at a time."""

from typing import Any

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="Ask about what is least sure",
    kind="implement",
    goals=("1.1",),
    minutes=10,
    difficulty=1,
    importance=3,
    needs=(),
    terms=("pool", "query strategy", "least confidence"),
    instead_of=("altutor.strategies.uncertainty:least_confidence",),
    mistakes=(
        Mistake(
            "confidence", "This is the confidence itself: the surest rows get the highest scores, and are asked first."
        ),
        Mistake(
            "one-class",
            "This takes the probability of one fixed class. A row that is surely of the other class then looks unsure:"
            " look at each row's likeliest class.",
            hint=2,
        ),
        Mistake(
            "surest-row", "This is the row that the model is surest of. Its label would tell the model little.", hint=1
        ),
        Mistake(
            "asked-again",
            "This row has a label already. A strategy that may ask again spends its whole budget on one row.",
            hint=2,
        ),
        Mistake(
            "position-among-unlabelled",
            "This counts only the rows without a label. The oracle is asked by the position in the whole pool.",
            hint=3,
        ),
    ),
)


@EXERCISE.part(
    points=1,
    asks="`least_confidence` scores rows by 1 minus the probability of the likeliest class",
    hints=(
        "How sure is the model of a row with probabilities 0.1, 0.7, 0.2? Of one with 0.3, 0.4, 0.3?",
        "Work along the classes: one number for each row. NumPy's reductions take an `axis`.",
        "The last axis holds the classes. Reduce along it, and turn the result so that unsure rows come out on top.",
    ),
)
def scores(ask: Ask) -> None:
    """Compare with a loop over rows."""
    p = ask.rng.dirichlet([1.0, 1.0, 1.0], size=6)
    ask("least_confidence", probabilities=p).equals(
        [1 - max(row) for row in p.tolist()],
        because="the likeliest class of row 0 has the probability "
        f"{max(p[0]):.4f}, so its score is 1 - {max(p[0]):.4f}; and so on.",
        mistakes={"confidence": p.max(axis=1), "one-class": 1 - p[:, 1]},
    )


@EXERCISE.part(
    points=2,
    asks="`next_query` returns the unlabelled row with the highest score",
    hints=(
        "Which row has the highest score? Write that first, and leave the labels out of it.",
        "Rows with a label must never win: give them a score below all others.",
        "Take a copy of the scores, set those of `labelled` to minus infinity, and ask where the largest is.",
    ),
)
def next_row(ask: Ask) -> None:
    """Label the least sure rows, so that asking again is seen."""

    def make() -> tuple[Any, list[int], list[int], list[int]]:
        p = ask.rng.dirichlet([1.0, 1.0, 1.0], size=8)
        order = sorted(range(8), key=lambda row: max(p[row]))
        labelled = [order[0], order[1], int(ask.rng.choice(order[3:7]))]
        return p, order, labelled, [row for row in range(8) if row not in labelled]

    p, order, labelled, rest = ask.until(lambda made: made[3].index(made[1][2]) not in made[1][:3], make)
    ask("next_query", probabilities=p, labelled=labelled).equals(
        order[2],
        because=f"of the rows without a label, row {order[2]} has the lowest confidence, {max(p[order[2]]):.4f}.",
        mistakes={
            "asked-again": order[0],
            "surest-row": max(rest, key=lambda row: max(p[row])),
            "position-among-unlabelled": rest.index(order[2]),
        },
    )
