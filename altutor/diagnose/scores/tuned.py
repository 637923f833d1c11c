"""The reader's own pipeline, trained on the chosen annotations: whether dev rises while held-out falls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from altutor.diagnose.finding import Finding, Step, Unknown
from altutor.diagnose.material import Material
from altutor.diagnose.scores.gap import LEVEL, LOOK, STOP
from altutor.diagnose.scores.lessons import CAP, lessons
from altutor.diagnose.scores.tally import PERMUTATIONS, RESAMPLES, columns, ends, permuted, resampled, score
from altutor.diagnose.scores.training import Trained, train
from altutor.traces import Trace
from altutor.wording import fixed

if TYPE_CHECKING:
    from altutor.ner.examples import Unlabelled

LEAST = 40  # annotations, and held-out texts
DEV = 0.2  # share of the annotations that is set aside


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
        is not an F, the change of F on held-out texts under the worst meaning. Unknown where the
        pipeline does not know the label, and with fewer than 40 annotations of the label or 40 completely marked texts
        that nobody chose.

    Raises
    ------
    AltutorError
        When the pipeline cannot be loaded.
    """
    from altutor.ner.base import load_base, recogniser

    name, labelled = material.labelled
    label = material.label
    what = "Whether dev rises while held-out falls when the pipeline is trained on these annotations."
    if label is None:
        return Unknown(what, "--selected FILE with spans, or --label LABEL")
    nlp = load_base(base, None)
    if label not in (known := recogniser(nlp).labels):
        return Unknown(
            what, f"a pipeline that knows {label}, with --base (this one knows {', '.join(known) or 'none'})"
        )
    binary, chosen = lessons(nlp, material.chosen, label)
    held = lessons(nlp, labelled, label, binary=False)[1]
    if len(chosen) < LEAST:
        return Unknown(what, f"--selected FILE with at least {LEAST} annotations")
    if len(held) < LEAST:
        return Unknown(
            what, f"at least {LEAST} texts in which all spans are marked, with --heldout FILE or --random FILE"
        )
    aside = set(rng.permutation(len(chosen))[: round(DEV * len(chosen))].tolist())
    dev = [lesson for i, lesson in enumerate(chosen) if i in aside]
    learn = [lesson for i, lesson in enumerate(chosen) if i not in aside]
    meanings: list[Unlabelled] = ["unknown", "outside", "base"] if binary else ["outside"]
    found = train(nlp, learn, dev, held, label, meanings, rng, progress)
    make = _binary if binary else _spans
    return make(found, label, name, {"annotations trained on": len(learn), "dev": len(dev), name: len(held)}, rng)


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
    if one.puzzle:
        meaning += f" The puzzle occurs: dev rises while the score on the {name} falls."
    elif one.moved < 0 < score(one.dev) - score(one.dev_before):
        meaning += (
            f" Dev rises and the score on the {name} falls; an interval of these changes holds 0, so it may be chance."
        )
    else:
        meaning += f" The puzzle, dev up and {name} down, does not occur."
    do = f"Take scores from the {name}"
    step = None
    if one.puzzle or low > STOP:
        step = Step("stop", max(gap, -one.moved), what, f"{do}, and add random texts before you train again.")
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

    adjusted = holm([one.change[2] for one in found])
    best, at = max(found, key=lambda one: one.moved), int(np.argmin([one.moved for one in found]))
    worst, p_value = found[at], float(adjusted[at])
    each = "; ".join(
        f"{fixed(score(one.held), 2)} where they are {one.meaning} (agreement on dev {fixed(score(one.dev), 2)})"
        for one in found
    )
    before = f"{fixed(score(worst.held_before), 2)} (agreement on dev {fixed(score(worst.dev_before), 2)})"
    answer = f"F of {label} on the {name} is {before} before training. After it, by what unjudged tokens mean: {each}."
    puzzles = [one.meaning for one, p in zip(found, adjusted, strict=True) if one.puzzle and p < LEVEL]
    if puzzles:
        answer += f" Dev rises while held-out falls where they are {' or '.join(puzzles)}."
    step = None
    # The worst of several is bad by chance more often than each: its adjusted p-value decides, too.
    if worst.moved < -LOOK and worst.change[1] < 0 and p_value < LEVEL:
        what = (
            f"Trained on the yes/no answers with unjudged tokens as {worst.meaning}, F on the {name} changes by "
            f"{fixed(worst.moved, 2, plus=True)}, the dev score by "
            f"{fixed(score(worst.dev) - score(worst.dev_before), 2, plus=True)}."
        )
        do = f"Treat unjudged tokens as {best.meaning} ({fixed(best.moved, 2, plus=True)}), or mark all spans."
        step = Step("stop" if puzzles else "look", -worst.moved, what, do)
    return _finding(
        found,
        label,
        answer,
        sizes,
        effect=worst.moved,
        low=worst.change[0],
        high=worst.change[1],
        unit=f"change of F of {label} on {name} ({worst.meaning})",
        p_value=p_value,
        name=name,
        tested=(
            f"before and after swapped in random texts, {PERMUTATIONS:,} times (Noreen, 1989), adjusted for the three "
            "meanings (Holm, 1979). Effect and interval are those of the worst of the three"
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
            f"as dev), one seed; at most {CAP:,} annotations and as many {name}, evenly over the files. Only {label} "
            f"is learnt and scored. Intervals: {RESAMPLES:,} resamples of the texts, the trained pipeline as it is. "
            f"P-value: {tested}."
        ),
        chapter="05_org_experiment#why-dev-rises",
        sizes=sizes,
        trace=_trace(found, name, label),
        **more,
    )


def _trace(found: Sequence[Trained], name: str, label: str) -> Trace:
    rng = np.random.default_rng(0)  # of the intervals shown
    binary = len(found) > 1
    rows = []
    dev_name, f_name = "Own dev split", f"F of {label}"
    for group, before, after in (
        (dev_name, found[0].dev_before, [one.dev for one in found]),
        (name.capitalize(), found[0].held_before, [one.held for one in found]),
    ):
        series = "own dev split" if group == dev_name else name
        scored = "agreement" if binary and group == dev_name else f_name
        rows.append((group, f"{scored}, before training", series, before))
        for one, tally in zip(found, after, strict=True):
            rows.append((group, f"{scored}, {one.meaning}" if binary else f"{scored}, after it", series, tally))
    shown_rows = [(*row, score(tally), *ends(resampled(tally, rng))) for *row, tally in rows]
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
        columns=columns(("group", "label", "series", "estimate", "low", "high"), shown_rows),
        labels={"x": "score, from 0 to 1"},
    )
