"""Whose work it is: finds people of the roster by what a layout says of them, and never guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from altutor.classroom.assignment.roster import KEYS, Person

ACCENTS = range(0x300, 0x370)


@dataclass(frozen=True)
class Owner:
    """What a layout says about a person who handed something in.

    Attributes
    ----------
    name
        Full name, or the name of a folder or file; Canvas gives it without blanks, the last name first.
    key
        The platform's number for this person.
    email
        Where the platform tells it.
    """

    name: str = ""
    key: str = ""
    email: str = ""


class People:
    """A roster, looked up by id, platform key, email and name.

    Parameters
    ----------
    roster
        By id.
    column
        The roster's column with the platform's key; empty for layouts that are no platform's.
    """

    def __init__(self, roster: dict[str, Person], column: str) -> None:
        self.roster, self.column = roster, column
        self.by_id = _index((person.student, student) for student, person in roster.items())
        self.by_email = _index((person.email, student) for student, person in roster.items())
        self.by_name: dict[str, set[str]] = {}
        self.groups: dict[str, set[str]] = {}
        for student, person in roster.items():
            for order in orders(person.name):
                self.by_name.setdefault(order, set()).add(student)
            if person.group:
                self.groups.setdefault(squashed(person.group), set()).add(student)
        columns = (column,) if column else KEYS
        self.by_key = _index((getattr(person, one), student) for student, person in roster.items() for one in columns)

    def find(self, owner: Owner) -> tuple[set[str], str]:
        """Return the people who fit, and by what: ``id``, ``key``, ``email``, ``name`` or ``group``.

        More than one (except for a group) means that it is not known which of them it is.
        """
        by_id, by_key = (self.by_id, "id"), (self.by_key, "key")
        if self.column:  # numbers of a platform are ids of the roster only where it has no column for them
            steps = [(*by_key, owner.key)] + ([] if self.by_key else [(*by_id, owner.key)])
            steps += [(self.by_email, "email", owner.email)]
        else:
            steps = [(*by_id, owner.name), (*by_key, owner.name)]
        for index, what, text in steps:
            if text and (found := index.get(text.casefold())):
                return found, what
        squeezed = squashed(owner.name)
        if squeezed in self.by_name:
            return self.by_name[squeezed], "name"
        return self.groups.get(squeezed, set()), "group"

    def group_of(self, student: str, owner: Owner) -> set[str]:
        """Return the whole group of a person whose work the platform names after the group; empty: it does not."""
        group = squashed(self.roster[student].group)
        return self.groups[group] if group and group == squashed(owner.name) else set()


def squashed(text: str) -> str:
    """Return letters and digits only, without capitals and accents: what is left of a name on every platform."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        letter
        for letter in plain
        if letter.isalnum() or (unicodedata.category(letter)[0] == "M" and ord(letter) not in ACCENTS)
    )


def orders(name: str) -> set[str]:
    """Return a name squashed, starting with each of its words: the platforms differ in what stands first."""
    words = [word for word in re.split(r"[\s,]+", name) if squashed(word)]
    return {squashed("".join(words[start:] + words[:start])) for start in range(len(words))}


def safe(name: str) -> str:
    """Return a name as it may stand in file names everywhere; the rule is the roster's for ids."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_.@+-]+", "-", plain).strip("-.+@")[:50].rstrip(".")
    taken = re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", plain)
    return f"_{plain}" if taken else plain or "student"


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for text, student in pairs:
        if text:
            found.setdefault(text.casefold(), set()).add(student)
    return found
