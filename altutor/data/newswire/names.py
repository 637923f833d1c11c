"""The people, places and organizations of the stand-in's world, each list with its frequent names first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from altutor.data.newswire import wordlists as w
from altutor.data.newswire.chance import pick, shuffled
from altutor.data.newswire.words import brand, initials, stems


@dataclass(frozen=True)
class Names:
    """One world of names; every entry is a name and the short forms that later mentions use.

    Attributes
    ----------
    company, club, agency
        ``(full, short)``, ``(full, nickname, city)`` and ``(full, initials)``; so is `union`.
    all others
        Plain names; `country` pairs each with its adjective.
    """

    city: list[str]
    country: list[tuple[str, str]]
    surname: list[str]
    company: list[tuple[str, str]]
    wire: list[str]
    ministry: list[str]
    force: list[str]
    court: list[str]
    chamber: list[str]
    bank: list[str]
    agency: list[tuple[str, str]]
    union: list[tuple[str, str]]
    party: list[str]
    militant: list[str]
    university: list[str]
    press: list[str]
    lab: list[str]
    club: list[tuple[str, str, str]]
    league: list[str]
    exchange: list[str]
    product: list[str]
    event: list[str]
    venue: list[str]


def _company(rng: Random, stem: str, other: str, city: str) -> tuple[str, str]:
    """Name a company: plain like a person or a place, with its trade, with a suffix, or as a brand."""
    shape = rng.random()
    suffix = " " + pick(rng, w.SUFFIXES)
    trade = " " + pick(rng, w.TRADES)
    if shape < 0.40:
        return stem, stem
    if shape < 0.56:
        return stem + trade, stem
    if shape < 0.69:
        return stem + suffix, stem
    if shape < 0.77:
        return stem + trade + suffix, stem
    if shape < 0.82:
        return f"{stem} & {other}", f"{stem} & {other}"
    if shape < 0.93:
        word = brand(rng)
        return (word + suffix if rng.random() < 0.4 else word), word
    if shape < 0.98:
        name = pick(rng, (f"Bank of {city}", f"First {city} Bank", f"{city} Savings Bank"))
        return name, name
    site = brand(rng).lower() + ".com"
    return site, site


def _militant(rng: Random, stem: str, region: str) -> str:
    """Name an armed group."""
    forms = (stem, f"al-{stem}", f"{stem} Brigade", f"{region} Liberation Front", f"Army of {stem}", f"{stem} Martyrs")
    return pick(rng, (*forms, initials(f"{region} Liberation Front") + pick(rng, "AFM")))


def _party(rng: Random, stem: str) -> str:
    """Name a political party."""
    if rng.random() < 0.35:
        return stem
    return f"{pick(rng, w.PARTY_FIRST)} {pick(rng, w.PARTY_SECOND)} {pick(rng, w.PARTY_LAST)}".strip()


def _university(rng: Random, place: str) -> str:
    """Name a university or a college."""
    forms = ("University of {}", "{} University", "{} State University", "{} College", "{} Institute of Technology")
    return pick(rng, forms).format(place)


def _wire(rng: Random, stem: str) -> str:
    """Name a wire service or a news site as bylines do."""
    letters = "".join(pick(rng, "ABCDFGHKLMNPRSTVW") for _ in range(2)) + pick(rng, "PNA")
    site = pick(rng, w.SITES)
    return pick(rng, (stem, letters, letters, f"{stem} News", f"{brand(rng)}", f"{stem.lower()}{site}.com"))


def _league(rng: Random) -> str:
    """Name a league, conference or division."""
    full = f"{pick(rng, w.LEAGUE_FIRST)} {pick(rng, w.LEAGUE_LAST)}"
    return full if rng.random() < 0.5 else pick(rng, "NAPWMCE") + pick(rng, "BFHSRCG") + pick(rng, "LA")


def _product(rng: Random) -> str:
    """Name a product."""
    return brand(rng) + pick(rng, ("", "", "", " 2", " 3", " XP", " Pro", " 500", " Mini"))


@cache
def names(seed: str) -> Names:
    """Make up a world.

    Parameters
    ----------
    seed
        The world's name: the same seed gives the same world.

    Returns
    -------
    Names
        All lists, frequent names first.
    """
    rng = Random(f"newswire names {seed}")
    stem = stems(rng)
    # The slices overlap on purpose: the same word is a city, a surname and a company, and only its context tells.
    city, surname, firm = stem[:320], stem[180:1100], stem[260:3600]
    country = [(word + "ia", word + "ian") for word in stem[4000:4500] if len(word) < 7 and word[-1] not in "aeiouy"]
    agency = shuffled(rng, [f"{a} {b} {c}" for a in w.AGENCY_FIRST for b in w.AGENCY_FIELD for c in w.AGENCY_LAST])
    union = shuffled(rng, [f"{a} {b} {c}" for a in w.UNION_FIRST for b in w.AGENCY_FIELD for c in w.UNION_LAST])
    club = []
    for place in city[:150]:
        nickname = pick(rng, w.NICKNAMES)
        club.append((f"{place} {nickname}", nickname, place))
    return Names(
        city=city,
        country=country,
        surname=surname,
        company=[_company(rng, word, pick(rng, surname), pick(rng, city)) for word in shuffled(rng, firm)],
        wire=[_wire(rng, word) for word in stem[4100:4160]],
        ministry=shuffled(rng, w.MINISTRIES),
        force=shuffled(rng, w.FORCES),
        court=shuffled(rng, w.COURTS),
        chamber=shuffled(rng, w.CHAMBERS),
        bank=["Central Bank", "Reserve Bank"] + [f"Bank of {name}" for name, _ in country],
        agency=[(name, initials(name)) for name in agency],
        union=[(name, initials(name)) for name in union],
        party=[_party(rng, word) for word in stem[3600:3720]],
        militant=[_militant(rng, word, region) for word, region in zip(stem[3700:3860], stem[3840:4000], strict=True)],
        university=[_university(rng, place) for place in shuffled(rng, stem[:500])],
        press=[f"{place} {pick(rng, w.PRESS)}" for place in shuffled(rng, stem[:300])],
        lab=[f"{place} {pick(rng, w.LABS)}" for place in shuffled(rng, stem[:300])],
        club=club,
        league=[_league(rng) for _ in range(60)],
        exchange=[f"{place} {pick(rng, ('Stock Exchange', 'Exchange', 'Mercantile Exchange'))}" for place in city[:40]],
        product=[_product(rng) for _ in range(600)],
        event=[f"{pick(rng, (*stem[:60], *w.EVENT_FIRST))} {pick(rng, w.EVENT_LAST)}" for _ in range(200)],
        venue=[f"{place} {pick(rng, w.VENUES)}" for place in stem[150:300]],
    )
