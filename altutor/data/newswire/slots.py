"""What the slots of a template stand for: each gives a name and the kind of name it is."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from altutor.data.newswire import wordlists as w
from altutor.data.newswire.chance import pick
from altutor.data.newswire.names import Names

# How strongly the frequent names dominate; see `pick`.
_POWER = 1.2


class Filled(NamedTuple):
    """What is written for a slot: words before the name, the name, and its kind (empty for plain words)."""

    before: str
    name: str
    kind: str


# kind of slot -> (list of names, kind of mention by form; a digit picks the part of an entry that is a tuple)
_NAMED: dict[str, tuple[str, dict[str, tuple[int | None, str]]]] = {
    "co": ("company", {"": (0, "company"), "s": (1, "company")}),
    "club": ("club", {"": (0, "club"), "n": (1, "nickname"), "c": (2, "club by city"), "p": (2, "place")}),
    "agy": ("agency", {"": (0, "agency"), "s": (1, "acronym")}),
    "un": ("union", {"": (0, "agency"), "s": (1, "acronym")}),
    "nation": ("country", {"": (0, "place")}),
    "nat": ("country", {"": (1, "nationality")}),
    "city": ("city", {"": (None, "place")}),
    "min": ("ministry", {"": (None, "government")}),
    "force": ("force", {"": (None, "government")}),
    "court": ("court", {"": (None, "government")}),
    "chamber": ("chamber", {"": (None, "government")}),
    "bank": ("bank", {"": (None, "government")}),
    "party": ("party", {"": (None, "party")}),
    "mil": ("militant", {"": (None, "militant")}),
    "uni": ("university", {"": (None, "university")}),
    "press": ("press", {"": (None, "institution")}),
    "lab": ("lab", {"": (None, "institution")}),
    "league": ("league", {"": (None, "league")}),
    "exch": ("exchange", {"": (None, "exchange")}),
    "wire": ("wire", {"": (None, "wire")}),
    "prod": ("product", {"": (None, "product")}),
    "event": ("event", {"": (None, "event")}),
    "venue": ("venue", {"": (None, "place")}),
}


def _article(kind: str, name: str) -> str:
    """Say whether a name stands with an article in running text."""
    if name in w.NO_ARTICLE or name.startswith("Bank of"):
        return ""
    bodies = ("agency", "acronym", "government", "league", "exchange", "nickname", "institution")
    group = kind in ("party", "militant") and " " in name
    return "the " if kind in bodies or group else ""


class Slots:
    """Fills the slots of one text; the same slot is the same thing all through it.

    Parameters
    ----------
    names
        The world to draw from.
    rng
        Where the randomness comes from.
    """

    def __init__(self, names: Names, rng: Random) -> None:
        self.names = names
        self.rng = rng
        self._chosen: dict[tuple[str, str], Any] = {}

    def fill(self, kind: str, number: str, form: str, *, headline: bool = False) -> Filled:
        """Say what stands for a slot.

        Parameters
        ----------
        kind, number, form
            The parts of the slot: ``{co1.s}`` is ``("co", "1", "s")``.
        headline
            Headlines leave out articles.

        Returns
        -------
        Filled
            The words to write.
        """
        if kind == "per":
            return self._person(number, form)
        if kind == "club" and form == "t":
            form = pick(self.rng, ("c", "c", "c", "n", "n", "n", ""))
        if kind not in _NAMED:
            value = self._chosen.get((kind, number)) or self._plain(kind)
            if number:
                self._chosen[kind, number] = value
            return Filled("", str(value), "")
        attribute, forms = _NAMED[kind]
        part, label = forms[form]
        # An adjective names the same country as the noun of the same number.
        entry = self._choose(attribute, number, getattr(self.names, attribute))
        name = entry if part is None else entry[part]
        return Filled("" if headline else _article(label, name), name, label)

    def _choose(self, attribute: str, number: str, entries: Sequence[Any]) -> Any:
        """Draw an entry that no other slot of the text has."""
        key = (attribute, number)
        while number and key not in self._chosen:
            entry = pick(self.rng, entries, _POWER)
            if entry not in self._chosen.values():
                self._chosen[key] = entry
        return self._chosen[key] if number else pick(self.rng, entries, _POWER)

    def _person(self, number: str, form: str) -> Filled:
        """Name a person, in full, by surname or by given name."""
        surname = self._choose("surname", number, self.names.surname)
        given = self._choose("given", number, w.GIVEN)
        return Filled("", {"": f"{given} {surname}", "s": str(surname), "g": str(given)}[form], "person")

    def _plain(self, kind: str) -> str:
        """Write a number, a date or an ordinary word."""
        rng = self.rng

        def below(low: int, high: int) -> str:
            return str(low + int(rng.random() * (high - low)))

        return {
            "n": lambda: below(2, 60),
            "digit": lambda: below(2, 9),
            "young": lambda: below(18, 36),
            "age": lambda: below(19, 80),
            "year": lambda: below(1971, 2004),
            "soon": lambda: below(2005, 2010),
            "score": lambda: f"{below(3, 9)}-{below(0, 3)}",
            "big": lambda: f"{below(2, 90)},{below(100, 999)}",
            "pct": lambda: f"{below(2, 60)} percent",
            "money": lambda: f"${below(2, 90)}.{below(1, 9)} {pick(rng, ('million', 'billion'))}",
            "rate": lambda: f"{below(1, 9)}.{pick(rng, ('25', '5', '75'))} percent",
            "barrel": lambda: f"${below(31, 58)}",
            "price": lambda: f"${below(30, 900)}",
            "ticker": lambda: "".join(pick(rng, "ABCDEFGHKLMNOPRSTUVWXYZ") for _ in range(int(below(3, 5)))),
            "index": lambda: f"{pick(rng, self.names.city[:40])} {pick(rng, ('30', '40', '100', 'composite'))}",
            "place": lambda: pick(rng, w.PLACES),
            "day": lambda: pick(rng, w.DAYS),
            "month": lambda: pick(rng, w.MONTHS),
            "ord": lambda: pick(rng, w.ORDINALS),
            "adj": lambda: pick(rng, w.ADJECTIVES),
            "trade": lambda: pick(rng, w.GOODS),
            "title": lambda: pick(rng, w.TITLES),
            "union": lambda: pick(rng, w.WORKERS),
        }[kind]()
