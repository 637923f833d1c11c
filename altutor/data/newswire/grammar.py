"""The notation of the templates, and how one template becomes a text with its mentions marked.

``<a|b>`` is one of two wordings, ``[x]`` is said or left out, and ``{co1.s}`` names something: the kind (`co`, a
company), which one (the same number is the same company) and the form (`.s`, its short name).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from altutor.data.newswire.chance import pick
from altutor.data.newswire.slots import Slots

_CHOICE = re.compile(r"<([^][<>]*)>|\[([^][<>]*)\]")
_SLOT = re.compile(r"\{([a-z]+)(\d*)(?:\.([a-z]))?\}")
_HAS_DETERMINER = re.compile(r"(\b(the|an?|its|his)|s'|'s|#39;s?) $|\($", re.IGNORECASE)
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "the", "to", "v.", "with")
)


class Template(NamedTuple):
    """A headline and the sentence or two that follow it."""

    title: str
    body: str


class Mention(NamedTuple):
    """A stretch of the text that names something: character offsets, end exclusive, and the kind of name."""

    start: int
    end: int
    kind: str


@dataclass
class Writer:
    """Builds a text piece by piece and keeps the offsets of the names in it.

    Attributes
    ----------
    slots
        Fills the slots of this text.
    html
        Write the possessive as the web wires did, `` #39;s``.
    text, mentions
        What was written so far.
    """

    slots: Slots
    html: bool = False
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    _opening: bool = True

    def write(self, template: str, rng: Random, *, title_case: bool = False) -> None:
        """Append one expanded template.

        Parameters
        ----------
        template
            Text in the notation of this module.
        rng
            Decides the choices and the names.
        title_case
            Capitalise the plain words, as many headlines do.
        """
        position = 0
        self._opening = True
        template = expand(template, rng)
        for slot in _SLOT.finditer(template):
            self._plain(template[position : slot.start()], title_case)
            kind, number, form = slot.groups(default="")
            self._name(kind, number, form, title_case)
            position = slot.end()
        self._plain(template[position:].rstrip(), title_case)

    def _plain(self, words: str, title_case: bool) -> None:
        """Append words between the names."""
        if words.startswith("'s"):
            ends_in_s = self.text.endswith("s")
            words = (" #39;" if self.html else "'") + words[2 if ends_in_s else 1 :]
        # "Corp." at the end of a sentence has one full stop, and it belongs to the name.
        if words.startswith(".") and self.text.endswith("."):
            words = words[1:]
        if title_case:
            words = re.sub(r"(?<![\w'#;])[a-z][\w.]*", lambda m: m[0] if m[0] in _SMALL else m[0].capitalize(), words)
        self.text += words
        self._opening = self._opening and not words.strip()

    def _name(self, kind: str, number: str, form: str, title_case: bool) -> None:
        """Append a name and mark it."""
        starts_sentence = self._opening or self.text.endswith((". ", "? "))
        self._opening = False
        before, name, label = self.slots.fill(kind, number, form, headline=title_case)
        if not label and not before and (starts_sentence or title_case):
            name = name[:1].upper() + name[1:]
        if _HAS_DETERMINER.search(self.text):
            before = ""
        before = before.capitalize() if starts_sentence else before
        if re.search(r"\b[Aa] $", self.text) and re.match(r"[AEIOaeio]|8|11|18", before + name):
            self.text = self.text[:-1] + "n "
        self.text += before
        if label:
            self.mentions.append(Mention(len(self.text), len(self.text) + len(name), label))
        self.text += name


def paragraphs(text: str) -> list[str]:
    """Split a block of templates at its blank lines.

    Parameters
    ----------
    text
        One template a paragraph.

    Returns
    -------
    list of str
        The paragraphs, their line breaks kept.
    """
    return text.strip().split("\n\n")


def parse(text: str) -> tuple[Template, ...]:
    """Read templates: paragraphs whose first line is the headline.

    Parameters
    ----------
    text
        One template a paragraph; line breaks inside a body are blanks.

    Returns
    -------
    tuple of Template
        In the order given.
    """
    parts = [paragraph.partition("\n") for paragraph in paragraphs(text)]
    return tuple(Template(title, body.replace("\n", " ")) for title, _, body in parts)


def expand(template: str, rng: Random) -> str:
    """Settle all choices of a template, the innermost first.

    Parameters
    ----------
    template
        Text in the notation of this module.
    rng
        Decides.

    Returns
    -------
    str
        The template with its slots only.
    """
    while match := _CHOICE.search(template):
        either, maybe = match.groups()
        chosen = pick(rng, either.split("|")) if either is not None else maybe * (rng.random() < 0.3)
        template = template[: match.start()] + chosen + template[match.end() :]
    # What is left out leaves two blanks behind.
    return re.sub(" +", " ", template)
