"""Slides with a figure: published ones, and players as they stand still."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from altutor.classroom.assignment.prose import inner, soup, two_sentences
from altutor.classroom.assignment.slide import Slide

FIGURE = re.compile(r'(?:published\("(?P<of>[\w-]+)"\)|\b(?P<study>\w+))\.figure\("(?P<id>[\w-]+)"\)')
TALL = 1.45  # width by height below which a caption stands beside its figure
LONG = 330  # characters from which it does, too
LONGEST = 420  # characters of a caption; of a longer one a slide has two sentences


def published(code: str, studies: dict[str, str]) -> Iterator[Slide]:
    """Yield the figures that a cell shows from published results; those of a run of its own are left out."""
    from altutor.book import picture as pictures
    from altutor.book import published_results as kept

    for found in FIGURE.finditer(code):
        experiment = found["of"] or studies.get(found["study"])
        if experiment is not None:
            html = pictures.draw(kept.trace(f"{experiment}/{found['id']}")).html
            yield picture(soup(html).figure)


def picture(figure: Any) -> Slide:
    """Return the slide of a figure element: its picture, and its caption without the numbers."""
    caption = figure.figcaption
    title = caption.strong.extract() if caption.strong else None
    heading = inner(title).removesuffix(".") if title else ""
    short = len(caption.get_text()) <= LONGEST
    return _figure(heading, figure.img, inner(caption) if short else two_sentences(caption))


def player(name: str) -> Slide:
    """Return the slide of a player, which stands still."""
    from altutor.book import pages, players

    found = players.PLAYERS[name]()
    caption = f"{escape(found.caption)} (To be moved in the chapter on the book's site.)"
    return _figure(escape(found.title), soup(pages.still(name)).img, caption)


def _figure(heading: str, image: Any, caption: str) -> Slide:
    image["loading"] = "eager"  # what is printed must be there
    form = "tall" if int(image["width"]) < TALL * int(image["height"]) or len(caption) > LONG else "wide"
    paper = f'<div class="paper">{image}</div>'
    return Slide("figure", heading, f'<div class="{form}">{paper}<p class="caption">{caption}</p></div>')
