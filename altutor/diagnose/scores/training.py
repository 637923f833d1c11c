"""The reader's own pipeline, fine-tuned once for each meaning of the tokens that nobody judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from altutor.diagnose.scores.lessons import Lesson
from altutor.diagnose.scores.tally import Tally, paired, score

if TYPE_CHECKING:
    from altutor.ner.entities import Entity
    from altutor.ner.examples import Unlabelled

MEANINGS: dict[Unlabelled, str] = {
    "unknown": "unknown",
    "outside": "not an entity",
    "base": "the base's prediction",
}


@dataclass(frozen=True)
class Trained:
    """What training did under one meaning of unlabelled tokens: tallies before and after, on dev and on held-out.

    `rise` (of dev) and `change` (of held-out) are the ends of the 95% interval, and the p-value.
    """

    meaning: str
    dev_before: Tally
    dev: Tally
    held_before: Tally
    held: Tally
    rise: tuple[float, float, float]
    change: tuple[float, float, float]

    @property
    def moved(self) -> float:
        """The change of the score on held-out texts."""
        return score(self.held) - score(self.held_before)

    @property
    def puzzle(self) -> bool:
        """Whether dev rises while held-out falls, both intervals clear of 0."""
        return self.rise[0] > 0 > self.change[1]


def train(
    nlp: Any,
    learn: Sequence[Lesson],
    dev: Sequence[Lesson],
    held: Sequence[Lesson],
    label: str,
    meanings: Sequence[Unlabelled],
    rng: np.random.Generator,
    progress: Callable[[float], None] | None,
) -> list[Trained]:
    """Train once a meaning, always from the untouched pipeline and with the same seed."""
    from altutor.ner.base import recogniser
    from altutor.ner.entities import predict
    from altutor.ner.examples import make_example
    from altutor.ner.training import fine_tune

    weights = recogniser(nlp).model
    untouched = weights.to_bytes()
    seed = int(rng.integers(2**31))
    before = [_tallies(part, predict(nlp, [lesson.doc for lesson in part]), label) for part in (dev, held)]
    guesses = predict(nlp, [lesson.doc for lesson in learn])
    found = []
    for number, meaning in enumerate(meanings, start=1):
        weights.from_bytes(untouched)
        examples = [
            make_example(lesson.doc, lesson.answer, unlabelled=meaning, predicted=guess, label=label)
            for lesson, guess in zip(learn, guesses, strict=True)
        ]
        fine_tune(nlp, examples, seed=seed)
        after = [_tallies(part, predict(nlp, [lesson.doc for lesson in part]), label) for part in (dev, held)]
        moves = [paired(first, second, rng) for first, second in zip(before, after, strict=True)]
        found.append(Trained(MEANINGS[meaning], before[0], after[0], before[1], after[1], moves[0], moves[1]))
        if progress:
            progress(number / len(meanings))
    weights.from_bytes(untouched)
    return found


def _tallies(part: Sequence[Lesson], predicted: Sequence[Sequence[Entity]], label: str) -> Tally:
    """Return what counts in each text: for F of the spans, or 1 of 1 where a yes/no answer is agreed with."""
    rows = []
    for lesson, entities in zip(part, predicted, strict=True):
        found, answer = {(start, end) for start, end, name in entities if name == label}, lesson.answer
        if answer.complete:  # mentions that are not on token borders cannot be found: they count as missed
            marked = len(answer.accepted) + len(answer.unclear)
            rows.append((2 * len(found & set(answer.accepted)), len(found) + marked))
        else:
            rows.append((found >= set(answer.accepted) and not found & set(answer.rejected), 1))
    return np.array(rows, dtype=float).reshape(-1, 2)
