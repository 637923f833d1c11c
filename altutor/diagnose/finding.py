"""One answer of the report: what was asked, what was found, and what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from altutor.traces import Trace

Level = Literal["go on", "look", "stop"]

RANDOM = 300  # random labels: a share of 300 texts is known to within 0.06

ENOUGH = 40  # labelled texts to score on; a share of fewer tells next to nothing

SECTIONS = {
    1: "Does the chosen sample differ from the pool?",
    2: "How does it differ?",
    3: "What was never looked at?",
    4: "What do the dev scores mean?",
    5: "What kind of feedback is this?",
}


@dataclass(frozen=True)
class Passage:
    """Texts to read, under a heading; they stay out of a report that is to hold no text."""

    heading: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """What a finding asks for: a line of the verdict.

    Attributes
    ----------
    level
        How far it may raise the verdict.
    weight
        The harm that it stands for, from 0 to 1, to sort by: a gap in score, a share of the pool, a share of answers.
    what
        The finding in one sentence, with its number.
    do
        The next step in one sentence, with its number: "Label 300 random texts ...".
    """

    level: Level
    weight: float
    what: str
    do: str


@dataclass(frozen=True)
class Finding:
    """One answer of the report.

    Attributes
    ----------
    id
        Stable name, lower case: ``classifier``, ``terms``.
    section
        A key of :data:`SECTIONS`.
    question
        Its heading, a question.
    answer
        One or two sentences: what was found here and what it means for the reader.
    method
        How it was measured, with the source (author, year), in a sentence.
    chapter
        Where the book explains it: file of a chapter and anchor, ``02_sampling_bias#anchor``.
    effect, low, high
        The effect and the ends of its 95% interval, in `unit`; None where there is none.
    unit
        What the effect is: "AUC", "words a text", "share of the pool".
    nothing
        The effect where there is no difference.
    sizes
        How many of what: ``{"chosen texts": 200, "other texts of the pool": 2000}``.
    p_value
        Exact or by permutations; None where nothing was tested.
    adjusted
        The p-value among all of the report (Holm, 1979).
    trace
        Its picture and its table.
    passages
        Texts to read.
    step
        What it asks for; None where nothing needs to be done.
    """

    id: str
    section: int
    question: str
    answer: str
    method: str
    chapter: str
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    nothing: float = 0.0
    sizes: dict[str, int] = field(default_factory=dict)
    p_value: float | None = None
    adjusted: float | None = None
    trace: Trace | None = None
    passages: tuple[Passage, ...] = ()
    step: Step | None = None


@dataclass(frozen=True)
class Unknown:
    """What the report cannot say, and which file or option would tell.

    Attributes
    ----------
    what
        "Whether the dev score holds on texts that nobody chose."
    needs
        "--heldout FILE or --random FILE, with labels".
    """

    what: str
    needs: str


def take_scores(labelled: str = "", n: int = 0) -> str:
    """Return where to take scores from: `n` labelled texts that nobody chose, or random ones where these are few."""
    do = (
        f"Take scores from the {n:,} {labelled}"
        if n >= ENOUGH
        else f"Label {RANDOM} random texts and take scores from them"
    )
    return f"{do}, not from a dev split of the chosen texts."
