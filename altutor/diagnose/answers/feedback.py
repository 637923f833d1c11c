"""What kind of feedback the annotations are: yes or no, whole texts or parts of them, and how the accept rate went."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from altutor.bias.shift import share_difference
from altutor.diagnose.answers.columns import share_columns
from altutor.diagnose.answers.judged import count_entities, count_words
from altutor.diagnose.finding import RANDOM, Finding, Level, Step
from altutor.diagnose.material import Material, said
from altutor.diagnose.pipeline.base_view import BaseView
from altutor.diagnose.reading import Example
from altutor.diagnose.shown.phrases import counted
from altutor.traces import Trace
from altutor.wording import percent

FEWEST = 30  # yes/no answers; thirds of fewer tell nothing
WINDOW, WINDOWS = 20, 12  # answers a window at least, and windows at most
FALL = 0.1  # of the accept rate; a smaller one is no reason to change anything
SOME, MOST = 0.05, 0.5  # shares of the texts of which only a part was judged
MIXED = 100  # labelled random texts to train on besides; with fewer, more are asked for
ANNOTATE = "Give the file in which the answers stand, with --selected FILE."
CHAPTER = "05_org_experiment#yes-or-no-what-do-the-other-tokens-mean"


def kind(material: Material, view: BaseView | None = None) -> Finding:
    """Say what share of the answers is a yes or no, and how much of the texts nobody judged.

    Parameters
    ----------
    material
        All answers about the chosen texts; skipped ones are left out.
    view
        With it, the entities are counted that the base finds where nobody judged, in its sample of the chosen texts.

    Returns
    -------
    Finding
        Counted, not estimated: without interval and p-value.
    """
    answers = [example for item in material.chosen for example in item.examples if said(example)]
    yes_no = [example for example in answers if example.binary]
    counts = count_words(material)
    counts["answers"], counts["yes/no answers"] = len(answers), len(yes_no)
    counts["accepted"] = sum(example.answer == "accept" for example in yes_no)
    if view:
        counts.update(count_entities(material, view))
    what = f"{_share(counts, 'yes/no answers', 'answers')} of the {len(answers):,} answers are a yes or no."
    if len(answers) == 1:
        what = f"The only answer is {'a' if yes_no else 'no'} yes or no."
    if not answers:
        none = (
            f"None of the {len(material.chosen):,} chosen texts has an"
            if len(material.chosen) > 1
            else "The text has no"
        )
        what = f"{none} answer that can be read."
    meaning = _meaning(counts, view) if answers else []
    return Finding(
        id="kind",
        section=5,
        question="What kind of feedback is this, and what will unlabelled words mean?",
        answer=" ".join([what, *meaning]),
        method=(
            "Counted. A word is judged where an accepted or rejected span touches it, and everywhere in a text in "
            "which all entities were marked."
            + (" Texts of which a span could not be read are left out." if counts["texts left out"] else "")
            + (f" Entities are those that {view.name} finds in a sample of the chosen texts." if view else "")
        ),
        chapter=CHAPTER,
        effect=len(yes_no) / len(answers) if answers else None,
        unit="share of the answers that are a yes or no",
        sizes={"answers": len(answers), "texts with answers about spans": counts["texts"]},
        trace=_kind_trace(counts) if answers else None,
        step=_kind_step(counts, what, _random(material)) if answers else Step("look", 1.0, what, ANNOTATE),
    )


def accepted(material: Material, rng: np.random.Generator) -> Finding | None:
    """Ask whether the share of accepted suggestions changed from the first answers to the last.

    Parameters
    ----------
    material
        Its yes/no answers, in the order of their times where all have one, else in that of the file.
    rng
        Not used, since the test is exact; every test of the report takes one.

    Returns
    -------
    Finding or None
        None with fewer than 30 yes/no answers.

    Notes
    -----
    Where the order of the answers says nothing, every set of answers was as likely to come first: Fisher's exact test.
    """
    from scipy import stats

    answers, order = _in_order(material.selected.examples)
    n = len(answers)
    if n < FEWEST:
        return None
    yes = np.array([example.answer == "accept" for example in answers])
    third = n // 3
    first, last = int(yes[:third].sum()), int(yes[-third:].sum())
    p_value = stats.fisher_exact([[first, third - first], [last, third - last]]).pvalue
    difference, low, high = share_difference(last, third, first, third)
    before, after = percent(first / third), percent(last / third)
    what = f"Of the first {third:,} yes/no answers {before} are accepted, of the last {third:,} {after}."
    return Finding(
        id="accepted",
        section=5,
        question="Did the accept rate change?",
        answer=f"{what} {_tendency(low, high)}",
        method=(
            f"Accepted suggestions in the first and the last third of the answers, {order}; difference with Newcombe's "
            "interval (1998, method 10), p-value by Fisher's exact test (1922)."
        ),
        chapter="05_org_experiment#which-uncertainty",
        effect=difference,
        low=low,
        high=high,
        unit="accept rate, last third minus first third",
        sizes={"first answers": third, "last answers": third},
        p_value=float(p_value),
        trace=_accepted_trace(yes, third, order, what),
        step=_accepted_step(first / third, last / third, what, n, _random(material)),
    )


def _meaning(counts: Counter[str], view: BaseView | None) -> list[str]:
    """Return the sentences about what nobody judged."""
    if not counts["texts"]:
        if counts["texts left out"]:
            return ["Of every text with spans one could not be read, so what was judged is not known."]
        if not counts["yes/no answers"]:
            return ["They are about whole texts, so no word is left open."]
        return ["They are about whole texts: a rejected label leaves open which other label is right."]
    if not counts["texts in part"]:
        known = "unlabelled words are known to have none of the labels that were asked about"
        return [f"In every text with spans all entities are marked: {known}."]
    sentences = [
        f"In {counts['texts in part']:,} of {counted(counts['texts'], 'texts')} with spans only a part was judged; "
        f"{_share(counts, 'words unjudged', 'words')} of all words are open. Training must give them a meaning: "
        '"unknown" lets the pipeline mark whatever it likes there, "not an entity" teaches it that there is none.'
    ]
    if view and counts["found unjudged"]:
        ours = f", {counts['ours unjudged']:,} of them {view.label}" if view.label else ""
        where = counted(counts["sampled texts in part"], "such texts")
        sentences.append(
            f"In {where} the base finds {counted(counts['found unjudged'], 'entities')} that nobody judged{ours}: "
            '"not an entity" would unlearn what it knows there.'
        )
    return sentences


def _kind_step(counts: Counter[str], what: str, random: str) -> Step | None:
    part = counts["texts in part"] / max(1, counts["texts"])
    if part < SOME:
        return None
    level: Level = "stop" if part >= MOST else "look"
    unjudged, texts = counts["words unjudged"] / counts["words"], counted(counts["texts in part"], "texts")
    return Step(
        level,
        unjudged,
        f"{what} In {texts} with spans only a part of the words was judged.",
        "Before training, lay the answers over the base's own predictions where only a part was judged "
        f"({texts}); then {random}.",
    )


def _kind_trace(counts: Counter[str]) -> Trace:
    rows = [
        ("answers that are a yes or no", "yes/no answers", "answers"),
        ("yes/no answers that accept", "accepted", "yes/no answers"),
        ("texts judged in part only", "texts in part", "texts"),
        ("words that nobody judged", "words unjudged", "words"),
        ("entities of the base that nobody judged", "found unjudged", "found in part"),
    ]
    shown = [row for row in rows if counts[row[2]]]
    columns: dict[str, list[Any]] = {
        "group": [""] * len(shown),
        "label": [row[0] for row in shown],
        "series": ["chosen texts"] * len(shown),
        "hits": [counts[row[1]] for row in shown],
        "of": [counts[row[2]] for row in shown],
        "estimate": [counts[row[1]] / counts[row[2]] for row in shown],
        "low": [None] * len(shown),
        "high": [None] * len(shown),
    }
    return Trace(
        id="diagnose-kind",
        kind="dots",
        title="What was answered, and what nobody judged",
        caption=(
            "Shares, counted in the annotations of the chosen texts. The further right the lower rows, the more of a "
            "training text gets its meaning from the trainer's settings, and not from the annotator."
        ),
        alt="One dot a row: " + "; ".join(f"{label}, {_share(counts, hits, of)}" for label, hits, of in shown) + ".",
        columns=columns,
        labels={"x": "share", "limits": [-0.03, 1.03]},
    )


def _in_order(examples: list[Example]) -> tuple[list[Example], str]:
    """Return the yes/no answers in the order in which they were given, and what tells this order."""
    answers = [example for example in examples if example.binary and example.answer != "ignore"]
    times = [example.when for example in answers]
    if answers and None not in times:
        return sorted(answers, key=lambda example: example.when or 0.0), "ordered by time"
    return answers, "in the order of the file"


def _accepted_step(before: float, after: float, what: str, n: int, random: str) -> Step | None:
    """Ask to stop where the rate has at least halved, and to look where it fell by less."""
    if before - after < FALL:
        return None
    return Step(
        "stop" if after <= before / 2 else "look",
        before - after,
        what,
        f"{random.capitalize()} before you answer more suggestions, and do not train on the {n:,} yes/no answers "
        "alone.",
    )


def _random(material: Material) -> str:
    """Return which random texts to train on besides: those that are labelled already, where these are enough."""
    labelled = sum(
        any(said(example) and not example.binary and example.answer == "accept" for example in item.examples)
        for item in material.randomly
    )
    if labelled < MIXED:
        return f"mark all entities in {RANDOM} random texts"
    return f"mix in the {labelled:,} random texts that are labelled"


def _tendency(low: float, high: float) -> str:
    if low <= 0 <= high:
        return "The interval of the difference holds 0: no change is seen."
    if low > 0:
        return "It rose: more of the late suggestions were right, as they became better or easier."
    return "It fell: more of the late suggestions were wrong, and a rejection teaches little."


def _accepted_trace(yes: Any, third: int, order: str, what: str) -> Trace:
    """Return the accept rate in successive windows of like size."""
    windows = np.array_split(np.arange(len(yes)), int(np.clip(len(yes) // WINDOW, 2, WINDOWS)))
    columns = share_columns(("", "accepted", int(yes[rows].sum()), len(rows)) for rows in windows)
    del columns["group"], columns["label"], columns["series"]
    first, last = [int(rows[0]) + 1 for rows in windows], [int(rows[-1]) + 1 for rows in windows]
    ends = ((1, third), (len(yes) - third + 1, len(yes)))
    stretches = [[start, end, float(yes[start - 1 : end].mean())] for start, end in ends]
    return Trace(
        id="diagnose-accepted",
        kind="shares-over-time",
        title="Accept rate from the first answer to the last",
        caption=(
            f"Share of the yes/no answers that accept, in {len(windows)} successive windows, {order}, with 95% "
            "intervals (Wilson, 1927); dashed, the first and the last third. A fall towards 0 means that the model "
            "has come to suggest what is not there."
        ),
        alt=f"A line of {len(windows)} shares with intervals. {what}",
        columns={"first": first, "last": last, **columns},
        labels={"x": "answers", "y": "share accepted", "stretches": stretches},
    )


def _share(counts: Counter[str], hits: str, of: str) -> str:
    return percent(counts[hits] / max(1, counts[of]))
