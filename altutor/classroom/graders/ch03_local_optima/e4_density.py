"""Grades e4_density: similarities pair by pair, scores row by row."""

from math import dist, exp, log
from statistics import fmean, median
from typing import Any

import numpy as np

from altutor.classroom.ask import Ask
from altutor.classroom.exercise import Exercise, Mistake

EXERCISE = Exercise(
    title="Unsure rows in crowded places",
    kind="implement",
    goals=("3.6",),
    minutes=25,
    difficulty=2,
    importance=2,
    needs=("ch01 e1", "chapter 3, Five ways out, and what each costs"),
    terms=("pool", "density weighting", "entropy", "query strategy"),
    instead_of=("altutor.strategies.coverage:density_weighted", "altutor.strategies.coverage:_density"),
    mistakes=(
        Mistake(
            "distance-for-similarity",
            "This is the distance. It is large where the similarity is small, so that lonely rows would win.",
        ),
        Mistake(
            "distance-not-squared",
            "This takes the distance in the exponent as it is. The definition squares it, as it squares the scale; "
            "only then the unit of the features does not matter.",
            hint=2,
        ),
        Mistake(
            "scale-not-squared",
            "This squares the distance and not the scale. Their ratio then depends on the unit of the features.",
            hint=2,
        ),
        Mistake(
            "itself-in-the-median",
            "This takes the median over the whole table of distances. It holds the distance of each row to itself, "
            "which is 0 and makes the scale too small.",
            hint=3,
        ),
        Mistake(
            "sum-for-product",
            "This adds density to entropy. A row about which the model is sure then still scores by its density; as a "
            "factor, an entropy of 0 leaves nothing.",
        ),
        Mistake(
            "labelled-only",
            "This compares a row with the labelled rows only, and so favours what is known already. Density is about "
            "where the pool lies.",
            hint=2,
        ),
        Mistake(
            "itself-left-out",
            "This leaves the row itself out of the mean. Here each row counts as one of the n rows of the pool, with a"
            " similarity of 1.",
            hint=2,
        ),
        Mistake(
            "log-of-zero",
            "This takes the logarithm of a probability of 0. A class that is ruled out adds nothing to the entropy, "
            "and the row has a score like any other.",
            hint=3,
        ),
        Mistake(
            "entropy-alone",
            "This is the unlabelled row with the highest entropy. It lies apart from the pool, and density weighting "
            "marks it down for that.",
        ),
        Mistake(
            "asked-again",
            "This row has a label already. Its score is the highest of all, and still it is not asked about again.",
            hint=2,
        ),
        Mistake(
            "position-among-unlabelled",
            "This counts only the rows without a label. The oracle is asked by the position in the whole pool.",
            hint=2,
        ),
    ),
)


def _table(features: Any) -> tuple[Any, float]:
    """Return all distances and their median over pairs."""
    n = len(features)
    distances = np.array([[dist(one, other) for other in features] for one in features])
    return distances, median(distances[i, j] for i in range(n) for j in range(i))


def _entropy(probabilities: Any) -> Any:
    return np.array([sum(p * log(1 / p) for p in row if p > 0) for row in probabilities.tolist()])


def _similarity(features: Any) -> Any:
    distances, scale = _table(features)
    return np.array([[exp(-((d / scale) ** 2) / 2) for d in row] for row in distances])


@EXERCISE.part(
    points=2,
    asks="`similarity` is exp(-d^2 / (2 s^2)) for each pair of rows",
    hints=(
        "What is the similarity of a row to itself, and what does it tend to when the distance grows? Check your table"
        " for both.",
        "Make the table of distances first. Then find the scale, a single number, and put both into the formula; each "
        "is squared.",
        "For the median each pair counts once, and no row is a pair with itself. What lies above the diagonal of the "
        "table holds exactly these pairs.",
    ),
)
def similarities(ask: Ask) -> None:
    """Use numbers of rows with an odd number of pairs, so that the median is one of the distances."""
    for n, d in ((3, 2), (6, 3), (7, 1)):
        features = np.round(ask.rng.normal(0.0, ask.rng.uniform(1.5, 4.0), (n, d)), 2)
        distances, scale = _table(features)
        ask("similarity", features=features).equals(
            _similarity(features),
            because=f"the median distance is s = {scale:.4g}. Rows 0 and 1 are {distances[0, 1]:.4g} apart, so their "
            f"similarity is exp(-{distances[0, 1] ** 2:.4g} / {2 * scale**2:.4g}) = "
            f"{_similarity(features)[0, 1]:.4g}; and so on.",
            mistakes={
                "distance-for-similarity": distances,
                "distance-not-squared": np.exp(-distances / (2 * scale**2)),
                "scale-not-squared": np.exp(-(distances**2) / (2 * scale)),
                "itself-in-the-median": np.exp(-(distances**2) / (2 * np.median(distances) ** 2)),
            },
        )


@EXERCISE.part(
    points=2,
    asks="`density_scores` is the entropy times the mean similarity to the pool",
    hints=(
        "Two numbers make a score. How are they put together, and what should a row score about which the model is "
        "sure?",
        "The density of a row is the mean of its line in the table of similarities: all n entries, labelled or not.",
        "For the entropy, add up -p log p over the classes with the natural logarithm; skip the classes with p = 0.",
    ),
)
def scores(ask: Ask) -> None:
    """Let one row be sure, so that a probability of 0 is met."""
    for n, classes in ((6, 2), (7, 3)):
        features = np.round(ask.rng.normal(0.0, 3.0, (n, 2)), 2)
        p = ask.rng.integers(50, 950 // (classes - 1), (n, classes)) / 1000
        p[:, -1] = 1 - p[:, :-1].sum(axis=1)
        sure = int(ask.rng.integers(n))
        p[sure] = np.arange(classes) == ask.rng.integers(classes)
        labelled = [int(row) for row in ask.rng.permutation(n)[:2]]
        entropy, alike, distances = _entropy(p), _similarity(features), _table(features)[0]
        undefined = np.where(np.arange(n) == sure, np.nan, entropy)
        row = 0 if sure else 1
        ask("density_scores", probabilities=p, features=features, labelled=labelled).equals(
            [entropy[row] * fmean(alike[row]) for row in range(n)],
            because=f"row {row} has the entropy {entropy[row]:.4g} and the mean similarity {fmean(alike[row]):.4g} "
            f"to the {n} rows of the pool. Row {sure} has the entropy 0, because the model rules out all classes but "
            "one.",
            mistakes={
                "log-of-zero": undefined * alike.mean(axis=1),
                "sum-for-product": entropy + alike.mean(axis=1),
                "distance-for-similarity": entropy * distances.mean(axis=1),
                "labelled-only": entropy * alike[:, labelled].mean(axis=1),
                "itself-left-out": entropy * (alike.sum(axis=1) - 1) / (n - 1),
            },
        )


@EXERCISE.part(
    points=1,
    asks="`next_query` returns the unlabelled row with the highest score",
    hints=(
        "The scores are those of `density_scores`. Which rows may not win?",
        "Keep the positions of the whole pool: lower the scores of the labelled rows below all others, and find the "
        "largest.",
    ),
)
def next_row(ask: Ask) -> None:
    """Label the best row, and let a lonely row have the highest entropy."""
    while True:
        n = 10
        features, lonely = ask.rng.normal(0.0, 1.0, (n, 2)), int(ask.rng.integers(n))
        features[lonely] += 6.0
        features = np.round(features, 2)
        first = np.round(ask.rng.uniform(0.05, 0.45, n), 3)
        first[lonely] = 0.49
        p = np.column_stack([first, 1 - first])
        entropy, density = _entropy(p), _similarity(features).mean(axis=1)
        order = np.argsort(-entropy * density)
        labelled = sorted({int(order[0]), int(ask.rng.integers(3))})
        free = [row for row in range(n) if row not in labelled]
        best = next(int(row) for row in order if row not in labelled)
        unsure = max(free, key=lambda row: entropy[row])
        others = [unsure, int(order[0]), free.index(best)]
        ranked = np.sort((entropy * density)[free])
        clear = ranked[-1] - ranked[-2] > 0.01 and unsure == lonely
        if len(labelled) == 2 and best not in others and len(set(others)) == 3 and clear:
            break
    ask("next_query", probabilities=p, features=features, labelled=labelled).equals(
        best,
        because=f"of the rows without a label, row {best} has the highest score: entropy {entropy[best]:.4g} times "
        f"density {density[best]:.4g}. Row {unsure} has the highest entropy, {entropy[unsure]:.4g}, and a density of "
        f"only {density[unsure]:.4g}.",
        mistakes={"entropy-alone": unsure, "asked-again": others[1], "position-among-unlabelled": others[2]},
    )
