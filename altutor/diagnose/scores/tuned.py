"""The reader's own pipeline, trained on the chosen annotations: whether dev rises while held-out falls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from altutor.diagnose.finding import Finding, Step, Unknown
from altutor.diagnose.material import Material
from altutor.diagnose.scores.gap import LOOK, STOP
from altutor.diagnose.scores.lessons import Lesson, lessons
from altutor.diagnose.scores.tally import PERMUTATIONS, RESAMPLES, Tally, ends, paired, permuted, resampled, score
from altutor.traces import Trace
from altutor.wording import fixed

if TYPE_CHECKING:
    from altutor.ner.entities import Entity
    from altutor.ner.examples import Unlabelled

LEAST = 40  # annotations, and held-out texts
DEV = 0.2  # share of the annotations that is set aside
MEANINGS: dict[Unlabelled, str] = {
    "unknown": "unknown",
    "outside": "not an entity",
    "base": "the base's prediction",
}


@dataclass(frozen=True)
class Trained:
    """What training did under one meaning of unlabelled tokens: tallies before and after, on dev and on held-out."""

    meaning: str
    dev_before: Tally
    dev: Tally
    held_before: Tally
    held: Tally
    rise: tuple[float, float, float]
    change: tuple[float, float, float]

    @property
    def puzzle(self) -> bool:
        """Whether dev rises while held-out falls, both intervals clear of 0."""
        return self.rise[0] > 0 > self.change[1]


def tuned(
    material: Material,
    base: str | Path,
    rng: np.random.Generator,
    progress: Callable[[float], None] | None = None,
) -> Finding | Unknown:
    """Fine-tune the pipeline on the chosen annotations and score it on their dev split and on held-out texts.

    Complete annotations are trained on as they are. Yes/no answers are trained on three times, once for each meaning
    of the tokens that nobody judged, always from the untouched pipeline.

    Parameters
    ----------
    material
        The files. At most 1,500 annotations and 1,500 held-out texts are used, evenly over the files.
    base
        Name of an installed pipeline package, or the folder of a pipeline.
    rng
        Draws the dev split, the seed of the training, resamples and permutations.
    progress
        Is told the share that is done.

    Returns
    -------
    Finding or Unknown
        For complete annotations the effect is F on dev minus F on held-out texts; for yes/no answers, whose dev score
        is not an F, the change of F on held-out texts under the worst meaning. Unknown with fewer than 40 annotations
        of the label or 40 completely marked texts that nobody chose.

    Raises
    ------
    AltutorError
        When the pipeline cannot be loaded or does not know the label.
    """
    from altutor.ner.base import load_base

    name, labelled = material.labelled
    label = material.label
    what = "Whether dev rises while held-out falls when the pipeline is trained on these annotations."
    needs = f"at least {LEAST} texts in which all spans are marked, with --heldout FILE or --random FILE"
    if label is None:
        return Unknown(what, "--selected FILE with spans, or --label LABEL")
    nlp = load_base(base, label)
    binary, chosen = lessons(nlp, material.chosen, label)
    held = lessons(nlp, labelled, label, binary=False)[1]
    if len(chosen) < LEAST or len(held) < LEAST:
        return Unknown(what, needs if len(chosen) >= LEAST else f"--selected FILE with at least {LEAST} annotations")
    aside = set(rng.permutation(len(chosen))[: round(DEV * len(chosen))].tolist())
    dev = [lesson for i, lesson in enumerate(chosen) if i in aside]
    learn = [lesson for i, lesson in enumerate(chosen) if i not in aside]
    meanings: list[Unlabelled] = ["unknown", "outside", "base"] if binary else ["outside"]
    found = _train(nlp, learn, dev, held, label, meanings, rng, progress)
    make = _binary if binary else _spans
    return make(found, label, name, {"annotations trained on": len(learn), "dev": len(dev), name: len(held)}, rng)


def _train(
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


def _spans(found: Sequence[Trained], label: str, name: str, sizes: dict[str, int], rng: np.random.Generator) -> Finding:
    one = found[0]
    gap = score(one.dev) - score(one.held)
    low, high = ends(resampled(one.dev, rng) - resampled(one.held, rng))
    what = (
        f"Trained on the chosen texts, the pipeline's F of {label} goes from {fixed(score(one.dev_before), 2)} to "
        f"{fixed(score(one.dev), 2)} on their dev split and from {fixed(score(one.held_before), 2)} to "
        f"{fixed(score(one.held), 2)} on the {name}."
    )
    between = f"{fixed(gap, 2, plus=True)} (95% interval {fixed(low, 2, plus=True)} to {fixed(high, 2, plus=True)})"
    if high < 0:
        meaning = f"Dev is below, by {between}: the chosen texts are harder, as uncertainty sampling makes them."
    elif low > 0:
        meaning = f"The dev score is too good, by {between}."
    else:
        meaning = f"The difference is {between}: these texts do not show a gap."
    do = f"Take scores from the {name}"
    step = None
    if one.puzzle or low > STOP:
        step = Step("stop", max(gap, -one.change[0]), what, f"{do}, and add random texts before you train again.")
    elif low > LOOK:
        step = Step("look", gap, what, f"{do}, not from a dev split of the chosen texts.")
    return _finding(
        found,
        label,
        f"{what} {meaning}",
        sizes,
        effect=gap,
        low=low,
        high=high,
        unit=f"F of {label}, dev minus {name}",
        p_value=permuted(one.dev, one.held, rng),
        name=name,
        tested=f"{PERMUTATIONS:,} permutations of dev and {name}, which the model has seen none of",
        step=step,
    )


def _binary(
    found: Sequence[Trained], label: str, name: str, sizes: dict[str, int], rng: np.random.Generator
) -> Finding:
    from altutor.bias.holm import holm

    changes = [score(one.held) - score(one.held_before) for one in found]
    worst = int(np.argmin(changes))
    one, adjusted = found[worst], holm([each.change[2] for each in found])
    each = "; ".join(
        f"{fixed(score(one.held), 2)} where they are {one.meaning} (agreement on dev {fixed(score(one.dev), 2)})"
        for one in found
    )
    before = f"{fixed(score(one.held_before), 2)} (agreement on dev {fixed(score(one.dev_before), 2)})"
    answer = f"F of {label} on the {name} is {before} before training. After it, by what unjudged tokens mean: {each}."
    puzzles = [one.meaning for one in found if one.puzzle]
    if puzzles:
        answer += f" Dev rises while held-out falls where they are {' or '.join(puzzles)}."
    best = found[int(np.argmax(changes))]
    step = None
    if changes[worst] < -LOOK and one.change[1] < 0:
        what = (
            f"Trained on the yes/no answers with unjudged tokens as {one.meaning}, F on the {name} changes by "
            f"{fixed(changes[worst], 2, plus=True)}, the dev score by "
            f"{fixed(score(one.dev) - score(one.dev_before), 2, plus=True)}."
        )
        do = f"Treat unjudged tokens as {best.meaning} ({fixed(max(changes), 2, plus=True)}), or mark all spans."
        step = Step("stop" if puzzles else "look", -changes[worst], what, do)
    return _finding(
        found,
        label,
        answer,
        sizes,
        effect=changes[worst],
        low=one.change[0],
        high=one.change[1],
        unit=f"change of F of {label} on {name} ({one.meaning})",
        p_value=float(adjusted[worst]),
        name=name,
        tested=(
            f"before and after swapped in random texts, {PERMUTATIONS:,} times (Noreen, 1989), adjusted for the three "
            "meanings (Holm, 1979)"
        ),
        step=step,
    )


def _finding(
    found: Sequence[Trained], label: str, answer: str, sizes: dict[str, int], *, name: str, tested: str, **more: Any
) -> Finding:
    return Finding(
        id="tuned",
        section=4,
        question="Does dev rise while held-out falls when your pipeline learns from this?",
        answer=answer,
        method=(
            "Your pipeline's ner, fine-tuned as in chapter 5 (five epochs, a random fifth of the annotations set aside "
            f"as dev), one seed. Only {label} is learnt and scored. Intervals: {RESAMPLES:,} resamples of the texts, "
            f"the trained pipeline as it is. P-value: {tested}."
        ),
        chapter="05_org_experiment#why-dev-rises",
        sizes=sizes,
        trace=_trace(found, name, label),
        **more,
    )


def _trace(found: Sequence[Trained], name: str, label: str) -> Trace:
    columns: dict[str, list[Any]] = {key: [] for key in ("group", "label", "series", "estimate", "low", "high")}
    rng = np.random.default_rng(0)  # of the intervals shown
    binary = len(found) > 1
    rows = []
    dev_name, f_name = "Own dev split", f"F of {label}"
    for group, before, after in (
        (dev_name, found[0].dev_before, [one.dev for one in found]),
        (name.capitalize(), found[0].held_before, [one.held for one in found]),
    ):
        series = "own dev split" if group == dev_name else "held-out texts"
        scored = "agreement" if binary and group == dev_name else f_name
        rows.append((group, f"{scored}, before training", series, before))
        for one, tally in zip(found, after, strict=True):
            rows.append((group, f"{scored}, {one.meaning}" if binary else f"{scored}, after it", series, tally))
    for group, row, series, tally in rows:
        values = (group, row, series, score(tally), *ends(resampled(tally, rng)))
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
    shown = "; ".join(f"{group}, {row}: {fixed(score(tally), 2)}" for group, row, _, tally in rows)
    return Trace(
        id="diagnose-tuned",
        kind="dots",
        title="Your pipeline before and after training on the chosen annotations",
        caption=(
            "Scores with 95% intervals from resampled texts"
            + (", by what tokens mean that nobody judged" if binary else "")
            + ". Dots that move to the right on dev and to the left below are the book's puzzle: dev rises while "
            "held-out falls."
        ),
        alt=f"Dots with intervals. {shown}.",
        columns=columns,
        labels={"x": "score, from 0 to 1"},
    )
