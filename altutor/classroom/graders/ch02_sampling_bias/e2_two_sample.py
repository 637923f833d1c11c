"""Grades e2_two_sample: areas as shares of pairs in the right order, and p-values by counting."""

from __future__ import annotations

from typing import Any

import numpy as np

from altutor.classroom.ask import Ask, alike
from altutor.classroom.exercise import Exercise, Mistake
from altutor.classroom.graders.ch02_sampling_bias.areas import area_of, areas, in_folds, logits, pooled

EXERCISE = Exercise(
    title="A classifier as a test",
    kind="implement",
    goals=("2.4",),
    minutes=25,
    difficulty=2,
    importance=3,
    needs=("ch02 e1",),
    terms=("classifier two-sample test", "auc", "p-value"),
    instead_of=(
        "altutor.bias.two_sample:classifier_test",
        "altutor.bias.classifier:areas",
        "altutor.bias.classifier:chosen_or_not",
    ),
    mistakes=(
        Mistake(
            "training-rows",
            "This scores the classifier on rows that it was trained on. It has learnt those by heart, so it seems to "
            "tell even two random samples apart.",
        ),
        Mistake(
            "answers-for-scores",
            "This ranks the rows by the class that the classifier predicts, which is only 0 or 1. The area asks in "
            "which order the classifier puts all rows, and most of that is lost.",
            hint=2,
        ),
        Mistake(
            "folds-pooled",
            "This puts the scores of all folds into one ranking. Each fold was scored by another classifier, and "
            "scores of different classifiers cannot be compared with each other.",
            hint=3,
        ),
        Mistake(
            "folded-at-half",
            "This turns an area below 0.5 into one above it. An area below 0.5 on unseen rows is chance or a "
            "difference that does not carry over, and no evidence; turned over, chance alone would look like a "
            "difference.",
            hint=3,
        ),
        Mistake(
            "pairs-kept",
            "This moves the tags together with the features. Each row then keeps its own tag, and what should be "
            "destroyed by the shuffle, the connection of features and choice, is still there.",
        ),
        Mistake(
            "tags-moved",
            "This moves the tags and leaves the features in place. The folds then hold other numbers of chosen rows "
            "than the real division has, so their areas are not what chance would have made of that one.",
            hint=2,
        ),
        Mistake(
            "real-one-left-out",
            "This leaves the real division out of the count. It is one of the divisions that chance can give. Without "
            "it the p-value can be 0, which no finite number of shuffles can show.",
            hint=2,
        ),
        Mistake(
            "ties-left-out",
            "This counts only the shuffles with a larger area. One with an equal area is as far from chance as the "
            "real division, and counts, too; otherwise the p-value is too small.",
        ),
    ),
)


@EXERCISE.part(
    points=2,
    asks="`cross_validated_area` returns the mean over the folds of the area on unseen rows",
    hints=(
        "On which rows may a fold's classifier be trained, and which rows has it not seen? The array `folds` says "
        "both.",
        "`sklearn.metrics.roc_auc_score` takes the true tags and a score for each row. The score should say how surely"
        " the classifier takes the row for a chosen one.",
        "Collect one area for each fold, as it is, above or below 0.5. Then take their mean.",
    ),
    draws=2,
)
def area(ask: Ask) -> None:
    """Compare on data with a difference, and on data where the area is below 0.5."""
    for against in (False, True):
        data = in_folds(ask.rng, against)
        rows = data["features"], data["is_chosen"], data["folds"]
        found = areas(*rows)
        answer = ask("cross_validated_area", **data)
        right = float(np.mean(found))
        mistakes = {} if alike(answer.value, right) else _first_mistakes(rows, found, answer.value)
        answer.equals(
            right,
            because="the areas on the folds' own rows, each from a classifier that was trained on the other folds, are "
            f"{', '.join(f'{one:.4f}' for one in found)}.",
            mistakes=mistakes,
        )


def _first_mistakes(rows: tuple[Any, Any, Any], found: list[float], value: Any) -> dict[str, float]:
    seen = float(np.mean(areas(*rows, seen=True))), area_of(logits(rows[0], rows[1], rows[0]), rows[1])
    mean = float(np.mean(found))
    folded = max(mean, 1 - mean), float(np.mean([max(one, 1 - one) for one in found]))
    return {
        "training-rows": seen[1] if alike(value, seen[1]) else seen[0],
        "folded-at-half": folded[1] if alike(value, folded[1]) else folded[0],
        "answers-for-scores": float(np.mean(areas(*rows, answers=True))),
        "folds-pooled": pooled(*rows),
    }


@EXERCISE.part(
    points=1,
    asks="`shuffled_areas` returns one cross-validated area for each shuffle of the features",
    hints=(
        "What should a shuffle leave as it is, and what should it break? Look at the table row by row.",
        "One function call for each row of `orders`: the tags and folds go in as they are. Only one argument changes.",
    ),
    draws=2,
)
def shuffles(ask: Ask) -> None:
    """Shuffle by lists of positions."""
    data = in_folds(ask.rng, against=False)
    features, tags, folds = data.values()
    orders = ask.rng.permuted(np.tile(np.arange(len(tags)), (4, 1)), axis=1)
    right = [float(np.mean(areas(np.array([features[row] for row in order]), tags, folds))) for order in orders]
    answer = ask("shuffled_areas", **data, orders=orders)
    mistakes: dict[str, Any] = {}
    if not alike(answer.value, right):
        paired = [float(np.mean(areas(features[order], tags[order], folds))) for order in orders]
        unmoved = [float(np.mean(areas(features, tags, folds)))] * len(orders)
        mistakes = {
            "pairs-kept": unmoved if alike(answer.value, unmoved) else paired,
            "tags-moved": [float(np.mean(areas(features, tags[order], folds))) for order in orders],
        }
    answer.equals(
        right,
        because=f"in the first shuffle, row 0 has the features of row {orders[0, 0]}, and still its own tag, "
        f"{tags[0]}, and its own fold, {folds[0]}; and so on. Each area is that of `cross_validated_area`.",
        mistakes=mistakes,
    )


@EXERCISE.part(
    points=1,
    asks="`p_value` returns the share of shuffles, the real division counted in, with an area at least as large",
    hints=(
        "At least as large: does an equal area count?",
        "The real division is one of the divisions that chance might have made. Where does it stand in the count, and "
        "where in the number of all divisions?",
    ),
)
def share_of_shuffles(ask: Ask) -> None:
    """Count by a plain loop, with ties; once with no shuffle that comes near."""
    real = round(float(ask.rng.uniform(0.55, 0.65)), 3)
    below = ask.rng.uniform(0.35, 0.54, size=int(ask.rng.integers(9, 15)))
    above = ask.rng.uniform(0.66, 0.8, size=int(ask.rng.integers(2, 5)))
    ties = np.full(int(ask.rng.integers(1, 4)), real)
    for shuffled in (ask.rng.permutation(np.concatenate([below, above, ties])), below):
        total = len(shuffled)
        larger, equal = sum(one > real for one in shuffled.tolist()), sum(one == real for one in shuffled.tolist())
        count = larger + equal
        answer = ask("p_value", area=real, shuffled=shuffled)
        left_out = [count / total, count / (total + 1), (1 + count) / total]
        answer.equals(
            (1 + count) / (1 + total),
            because=f"of {total} shuffles, {larger} have a larger area and {equal} an equal one. The real division "
            "is one more of each: of those that count, and of all.",
            mistakes={
                "ties-left-out": (1 + larger) / (1 + total),
                "real-one-left-out": next((one for one in left_out if alike(answer.value, one)), left_out[0]),
            },
        )
