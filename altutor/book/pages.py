"""What every page of the site goes through: formulas, pictures in files of their own, players, links."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from bs4 import BeautifulSoup, NavigableString

from altutor import figures
from altutor.book import maths, picture, players

VERBATIM = {"code", "pre", "script", "style", "math", "svg", "textarea"}
PICTURES = "assets/figures"
ENDINGS = {"image/svg+xml": "svg", "image/png": "png"}


def finish(html: str, place: str, resolve: Callable[[str], str | None], loose: dict[str, bytes]) -> str:
    """Return the content of a page, ready to be shown.

    Parameters
    ----------
    html
        The content, as the theme will frame it.
    place
        The page's address below the site's root.
    resolve
        From a link to a source file, such as ``../glossary.md``, to the address of its page; None where there is none.
    loose
        Pictures to be written beside the pages; those of this page are added, by address below the site's root.
    """
    soup: Any = BeautifulSoup(html, "html.parser")
    prefix = "../" * place.count("/")
    _formulas(soup)
    _place_players(soup, prefix)
    for image in soup.select('img[src^="data:"]'):
        image["src"] = prefix + _loosen(str(image["src"]), PurePosixPath(place).stem, loose)
    for link in soup.select("a[href]"):
        path, hash_, anchor = str(link["href"]).partition("#")
        if path.endswith((".md", ".ipynb")) and ":" not in path and not link.has_attr("download"):
            page = resolve(path)
            if page is not None:
                link["href"] = f"{page}{hash_}{anchor}"
    return str(soup)


@lru_cache
def still(name: str) -> str:
    """Return the still picture of a player as an img element; it is drawn once for all pages."""
    shown = players.PLAYERS[name]().still
    return picture.image(figures.draw(shown), shown.alt)


def _formulas(soup: Any) -> None:
    for marked in soup.select(".arithmatex"):  # what Python-Markdown has found
        text = marked.get_text().strip()
        made = maths.mathml(text[2:-2], display=text.startswith(r"\["))
        marked.replace_with(BeautifulSoup(made, "html.parser"))
    for text in soup.find_all(string=lambda text: "$" in text):
        if type(text) is NavigableString and not any(parent.name in VERBATIM for parent in text.parents):
            converted = maths.replace(str(text))
            if converted is not None:
                text.replace_with(BeautifulSoup(converted, "html.parser"))


def _place_players(soup: Any, prefix: str) -> None:
    for here in soup.select(".player-here"):
        player = players.PLAYERS[here["data-player"]]()
        here.replace_with(BeautifulSoup(players.html(player, still(player.name), prefix), "html.parser"))


def _loosen(address: str, page: str, loose: dict[str, bytes]) -> str:
    """Put a picture that a page holds into a file of its own, and return its address."""
    kind, _, data = address.removeprefix("data:").partition(";base64,")
    content = base64.b64decode(data)
    name = f"{PICTURES}/{page}-{hashlib.sha256(content).hexdigest()[:10]}.{ENDINGS[kind]}"
    loose[name] = content
    return name
