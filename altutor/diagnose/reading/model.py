"""What every reader returns, whatever the format was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Answer = Literal["accept", "reject", "ignore"]


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled part of a text: characters ``start`` to ``end``, end exclusive.

    `cut` says that it begins or ends inside a token; spans that differ in nothing else are equal.
    """

    start: int
    end: int
    label: str
    cut: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Example:
    """One answer of one annotator about one text, or a text that nobody answered.

    Attributes
    ----------
    text
        The text.
    spans
        The spans that the answer is about, sorted. An empty tuple says that there is none; None says nothing about
        spans: a text that nobody labelled, or a whole text that was rejected or skipped. Of a rejected suggestion it is
        the span that was rejected.
    labels
        Labels of the whole text; of a rejected suggestion the label that was rejected.
    answer
        What the annotator decided.
    binary
        Whether it is a yes or no to what a tool suggested. A view that suggests several spans at once may give more
        than one.
    complete
        Whether all entities of the text are marked. If not, tokens without a label are unknown.
    place
        Where it stands in its file, for messages: "line 12", "row 3", "entry 7".
    key
        Which text this is: the tool's own hash of the input, or else a hash of the text.
    session
        Who answered, or in which session; empty where the file does not say.
    when
        Seconds since 1970.
    chance
        The chance in (0, 1] with which the text was drawn at its turn, given those drawn before it; None where the file
        does not say.
    lost
        Of each span of the answer that was left out when it was read, what was wrong with it.
    asked
        The labels that the answer is about, where the file was answered in several passes, each about other labels
        (see :func:`altutor.diagnose.reading.passes.tell_apart`); None for all of them.
    """

    text: str
    spans: tuple[Span, ...] | None
    labels: tuple[str, ...] = ()
    answer: Answer = "accept"
    binary: bool = False
    complete: bool = True
    place: str = ""
    key: str = ""
    session: str = ""
    when: float | None = None
    chance: float | None = None
    lost: tuple[str, ...] = ()
    asked: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong in a file, in one sentence that quotes no text."""

    place: str
    what: str


@dataclass
class Source:
    """What a file holds.

    Attributes
    ----------
    name
        The file, folder or hub name, as it was given.
    format
        The name of the format, for people.
    examples
        In the order of the file.
    problems
        At most 1,000 of each kind; `counts` has them all.
    counts
        How often what was seen: records, answers, and each kind of problem.
    """

    name: str
    format: str
    examples: list[Example]
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def labels(self) -> list[str]:
        """The labels of spans and of whole texts, sorted."""
        spans = {span.label for example in self.examples for span in example.spans or ()}
        return sorted(spans.union(*(example.labels for example in self.examples)))
