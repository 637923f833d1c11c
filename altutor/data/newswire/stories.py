"""Puts the texts of either domain together: headline, byline, lead and closing sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from altutor.data.corpus import TOPICS
from altutor.data.newswire import (
    templates_business,
    templates_scitech,
    templates_shared,
    templates_source,
    templates_sports,
    templates_world,
)
from altutor.data.newswire.chance import pick
from altutor.data.newswire.grammar import Mention, Writer, expand, paragraphs, parse
from altutor.data.newswire.names import names
from altutor.data.newswire.slots import Slots

_MODULES = (templates_world, templates_sports, templates_business, templates_scitech)


@dataclass(frozen=True)
class Draft:
    """A generated text with every name in it, whatever a convention makes of them."""

    text: str
    topic: str
    mentions: tuple[Mention, ...]


def target_drafts(n: int, seed: int) -> list[Draft]:
    """Generate texts of the target domain, with the kind of every name.

    Parameters
    ----------
    n
        How many texts.
    seed
        The same seed gives the same texts.

    Returns
    -------
    list of Draft
        In random order, no two alike.
    """
    rng = Random(f"newswire target {seed}")
    leads = [parse(module.LEADS) for module in _MODULES]
    follow_ups = [paragraphs(module.FOLLOW_UPS) for module in _MODULES]
    headlines, closings = paragraphs(templates_shared.HEADLINES), paragraphs(templates_shared.FOLLOW_UPS)
    world = names("target")

    def stream() -> Iterator[Draft]:
        while True:
            topic = int(rng.random() * len(TOPICS))
            title, lead = pick(rng, leads[topic])
            body = expand(lead, rng)  # first, so that shared sentences speak only of what the lead does name
            if rng.random() < 0.25:
                title = _about(pick(rng, headlines), body, rng)
            ending = rng.random()
            if ending < 0.16:
                body += " " + pick(rng, follow_ups[topic])
            elif ending < 0.36:
                body += " " + _about(pick(rng, closings), body, rng)
            writer = Writer(Slots(world, rng), html=rng.random() < 0.4)
            _write_story(writer, title, body, rng)
            yield Draft(writer.text, TOPICS[topic], tuple(writer.mentions))

    return _distinct(stream(), n)


def _about(sentence: str, body: str, rng: Random) -> str:
    """Let a shared sentence speak of something that the lead names."""
    subjects = [short for kind, short in templates_shared.SHORT_FORMS.items() if re.search(rf"{{{kind}1[.}}]", body)]
    return sentence.replace("{x}", pick(rng, subjects or ["{per1.s}"]))


def _write_story(writer: Writer, title: str, body: str, rng: Random) -> None:
    """Write one wire story; the byline has one of the wires' habits."""
    style = rng.random()
    city = writer.slots.fill("city", "0", "").name.upper()
    writer.write(title, rng, title_case=rng.random() < 0.5)
    if style < 0.05:
        writer.write(" ({wire0}) {wire0} - ", rng)
    elif style < 0.16:
        writer.write(f" {city} ({{wire0}}) - ", rng)
    elif style < 0.26:
        writer.write(f" {city} - ", rng)
    writer.write(" " + body, rng)


def source_drafts(n: int, seed: int) -> list[Draft]:
    """Generate texts of the source domain, with the kind of every name.

    Parameters
    ----------
    n
        How many texts.
    seed
        The same seed gives the same texts.

    Returns
    -------
    list of Draft
        In random order, no two alike.
    """
    rng = Random(f"newswire source {seed}")
    blocks = (templates_source.WORLD, templates_source.SPORTS, templates_source.BUSINESS, templates_source.SCITECH)
    notes = [parse(block) for block in blocks]
    world = names("source")

    def stream() -> Iterator[Draft]:
        while True:
            topic = int(rng.random() * len(TOPICS))
            writer = Writer(Slots(world, rng))
            template = pick(rng, notes[topic])
            writer.write(template.title, rng, title_case=rng.random() < 0.35)
            writer.write(pick(rng, (".", " -", ":", "")), rng)
            if rng.random() < 0.3:
                city = writer.slots.fill("city", "0", "").name.upper()
                writer.write(pick(rng, (" ({wire})", f" {city} ({{wire}})", f" {city}:")), rng)
            writer.write(" " + template.body, rng)
            yield Draft(writer.text, TOPICS[topic], tuple(writer.mentions))

    return _distinct(stream(), n)


def _distinct(stream: Iterator[Draft], n: int) -> list[Draft]:
    """Take the first `n` texts that differ."""
    taken: dict[str, Draft] = {}
    while len(taken) < n:
        draft = next(stream)
        taken.setdefault(draft.text, draft)
    return list(taken.values())
