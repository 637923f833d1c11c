"""Every picture says in words what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bs4 import Tag

from altutor.book.checks.site import Finding, Page, Site, show, tags, text

SHORTEST = 20  # characters in which a picture of the content can be described
FILE_NAME = re.compile(r"[\w./ -]*\.(?:png|svg|jpe?g|gif|webp|avif)", re.IGNORECASE)
PLACEHOLDERS = ("no description has been provided", "image", "figure", "picture", "plot", "png", "svg", "output", "alt")
ICON = frozenset({"emoji", "twemoji", "md-icon", "gemoji"})
EXPECTED = f"words that say what it shows ({SHORTEST} characters or more in the text of a page)"
MEND = "give the picture a description (`alt`), or mark it as decoration with role=presentation or aria-hidden"


def check_pictures(site: Site, page: Page) -> Iterator[Finding]:
    """Yield every picture without a description, or with one that says nothing."""
    for tag in tags(page.soup, "img"):
        wrong = _image(page, tag)
        if wrong:
            yield Finding(page.name, f"{show(tag, 'src', 'alt')} {wrong}", EXPECTED, MEND)
    for tag in tags(page.main, "svg", "canvas"):
        wrong = _drawing(tag)
        if wrong:
            yield Finding(page.name, f"{show(tag, 'class', 'aria-label')} {wrong}", EXPECTED, MEND)


def _image(page: Page, tag: Tag) -> str | None:
    if is_decoration(tag):
        return None
    if not tag.has_attr("alt"):
        return "has no alt text"
    return describes(
        text(tag, "alt"),
        source=text(tag, "src"),
        shortest=SHORTEST if _in(page.main, tag) and not _is_icon(tag) else 1,
    )


def _drawing(tag: Tag) -> str | None:
    """Judge a drawing within the page; one inside a named control or another drawing is a part of it."""
    if is_decoration(tag) or _is_icon(tag) or tag.find_parent(["svg", "button", "a", "label", "math"]):
        return None
    labels = text(tag, "aria-labelledby").split()
    named = [tag.find_parent("html").find(id=label) for label in labels] if labels else []  # type: ignore[union-attr]
    title = tag.find("title")
    inside = tag.get_text(" ") if tag.name == "canvas" else title.get_text(" ") if title else ""
    words = text(tag, "aria-label") or " ".join(each.get_text(" ") for each in named if each) or inside
    if not words.strip():
        return "has no description (aria-label or title)"
    return describes(words, shortest=SHORTEST)


def describes(words: str, *, source: str = "", shortest: int = 1) -> str | None:
    """Return what is wrong with a description, or None."""
    words = " ".join(words.split())
    plain = words.lower().rstrip(".")
    name = PurePosixPath(urlsplit(source).path) if not source.startswith("data:") else PurePosixPath()
    if not words:
        return "has an empty alt text"
    if FILE_NAME.fullmatch(words) or plain == name.stem.lower() != "":
        return "has its file name for a description"
    if plain in PLACEHOLDERS or plain.startswith(PLACEHOLDERS[0]):
        return "has a placeholder for a description"
    if len(words) < shortest:
        return f"is described in {len(words)} characters"
    return None


def is_decoration(tag: Tag) -> bool:
    """Whether a screen reader passes over the element, or over one that holds it."""
    return text(tag, "role") in ("presentation", "none") or any(
        text(each, "aria-hidden") == "true" for each in (tag, *tag.parents)
    )


def _is_icon(tag: Tag) -> bool:
    return any(ICON & set(text(each, "class").split()) for each in (tag, tag.parent) if each is not None)


def _in(main: Tag | None, tag: Tag) -> bool:
    return main is not None and any(parent is main for parent in tag.parents)
