"""An annotator who answers from gold, and what the answers cost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from altutor.ner.entities import Span

Feedback = Literal["spans", "binary"]


@dataclass(frozen=True)
class Answer:
    """What the annotator said of one text.

    Attributes
    ----------
    accepted
        Spans that are ORG.
    rejected
        Spans that are not ORG.
    complete
        Whether every ORG span of the text is among the accepted; False for an answer to a single suggestion.
    unclear
        Spans whose tokens stay unknown: mentions that do not fall on token borders.
    """

    accepted: tuple[Span, ...] = ()
    rejected: tuple[Span, ...] = ()
    complete: bool = False
    unclear: tuple[Span, ...] = ()


def mark_all(gold: Collection[Span], unclear: Collection[Span] = ()) -> Answer:
    """Mark every ORG span of a text."""
    return Answer(accepted=tuple(gold), complete=True, unclear=tuple(unclear))


def judge(gold: Collection[Span], suggestion: Span) -> Answer:
    """Accept a suggested span where it is exactly a gold span, else reject it."""
    return Answer(accepted=(suggestion,)) if suggestion in gold else Answer(rejected=(suggestion,))


@dataclass(frozen=True)
class Cost:
    """Annotator seconds. The defaults are assumptions, not measurements: change them to your own.

    Attributes
    ----------
    read
        Seconds to read a token. Silent reading of English runs at about four words a second (Brysbaert, 2019).
    mark
        Seconds to mark one span: select it and check its borders.
    decide
        Seconds to accept or reject a suggestion, after reading the text.
    """

    read: float = 0.25
    mark: float = 3.0
    decide: float = 1.0

    def seconds(self, tokens: float, spans: float = 0, decisions: float = 0) -> float:
        """Return the seconds for reading `tokens`, marking `spans` and taking `decisions`.

        A text without a suggestion costs its reading time.
        """
        return self.read * tokens + self.mark * spans + self.decide * decisions
