"""Made-up sentences with names, and spaCy's annotation of a text as one tag a token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from altutor.classroom.ask import Answer
from altutor.classroom.wire import Text

Span = tuple[int, int]
Entity = tuple[int, int, str]

COMPANIES = ("Belcourt", "Vane", "Mordenia", "Tarrin", "Osgard", "Quillby", "Hexley", "Norvane")
KINDS = ("Airways", "Bank", "Motors", "Press", "Steel", "Energy")
FORENAMES = ("Rachel", "Tomas", "Ines", "Edwin", "Clara", "Bruno")
SURNAMES = ("Harester", "Lindqvale", "Morrowin", "Peltsner", "Dastrane", "Ulverby")
PLACES = ("Ostmark", "Kelwick", "Ardenholm", "Silverane")
FILLERS = ("said", "with", "after", "and", "left", "for", "about", "near", "sold", "shares", "to", "again")


@dataclass
class Sentence:
    """A sentence in the making: its words, and where its names are."""

    words: list[str] = field(default_factory=list)

    def add(self, *words: str) -> Span:
        """Put words at the end, and return their span."""
        self.words += words
        return len(self.words) - len(words), len(self.words)

    def fill(self, rng: np.random.Generator, least: int = 1, most: int = 2) -> None:
        """Put a few words without a name at the end."""
        self.words += pick(rng, FILLERS, int(rng.integers(least, most + 1)))

    def text(self) -> Text:
        """Return the sentence as a text of which nothing is said."""
        return Text(list(self.words), [True] * len(self.words), missing=list(range(len(self.words))))


def pick(rng: np.random.Generator, names: Iterable[str], n: int) -> list[str]:
    """Return n different names."""
    found: list[str] = rng.choice(list(names), size=n, replace=False).tolist()
    return found


def overlap(a: Any, b: Any) -> bool:
    """Whether two spans share a token."""
    return len({*range(a[0], a[1])} & {*range(b[0], b[1])}) > 0


def painted(default: str, words: list[str], *layers: Iterable[Entity]) -> str:
    """Return the words with their tags, such as "left/O Vane/B-ORG Bank/I-ORG with/?".

    Each entity is painted over what is there. The tags "O" (not an entity) and "?" (unknown) can be given as labels.
    """
    tags = [default] * len(words)
    for start, end, label in (entity for layer in layers for entity in layer):
        for token in range(start, end):
            tags[token] = label if label in ("O", "?") else f"{'B' if token == start else 'I'}-{label}"
    return " ".join(f"{word}/{tag}" for word, tag in zip(words, tags, strict=True))


def tagged(text: Text) -> str:
    """Return the words of a text with their tags, as :func:`painted` does."""
    unknown: list[Entity] = [(token, token + 1, "?") for token in text.missing]
    return painted("O", text.words, unknown, text.entities)


def pair(answer: Answer, value: Any, words: list[str]) -> tuple[Text, Text]:
    """Return both sides of an example (the value of an answer, or a part of it), or find the answer wrong."""
    sides = [side for side in value if isinstance(side, Text)] if isinstance(value, tuple) else []
    if [side.words for side in sides] != [words, words]:
        answer.ask.record(value)
        because = "the training takes a spaCy Example for each text, with the same words on both sides."
        answer.wrong(f"an Example with two Docs of the same {len(words)} tokens", because)
        return Text(words, []), Text(words, [])
    return sides[0], sides[1]
