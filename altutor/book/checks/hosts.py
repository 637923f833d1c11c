"""No page asks another host for anything: pictures, scripts, style sheets, fonts, frames."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import tinycss2
from bs4 import Tag

from altutor.book.checks.links import references
from altutor.book.checks.scripts import check_inline_scripts
from altutor.book.checks.site import Finding, Page, Site, shorten, show, tags, text

FETCHED_LINKS = frozenset(
    {"stylesheet", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "prerender", "manifest"}
    | {"icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon"}
)
"""``rel`` of a ``link`` that a browser fetches without being asked."""
FOLLOWED = frozenset({"a", "area"})
"""Elements whose ``href`` is fetched when the reader asks for it."""
HERE = "every file within the site"
VENDOR = "put the file into docs/assets/vendor with its licence and name that"


def check_hosts(site: Site, page: Page) -> Iterator[Finding]:
    """Yield whatever a browser would fetch from another host when it opens the page."""
    for tag, attribute, target in references(page):
        if is_remote(target) and _is_fetched(tag):
            yield Finding(page.name, f"{show(tag, attribute)} asks another host", HERE, VENDOR)
    for tag in page.soup.find_all("a", ping=True):
        yield Finding(page.name, f"{show(tag, 'ping')} reports the click", HERE, "remove the attribute ping")
    for tag in tags(page.soup, "style"):
        for target in addresses(tag.get_text()):
            yield from _style(page.name, f"the style sheet in line {tag.sourceline}", target)
    for tag in page.soup.find_all(style=True):
        for target in addresses(text(tag, "style"), inline=True):
            yield from _style(page.name, f"the style of {show(tag)}", target)
    yield from check_inline_scripts(page)


def check_stylesheet(site: Site, path: Path) -> Iterator[Finding]:
    """Yield what a style sheet fetches from another host, and what it names that the site does not hold."""
    name = site.name(path)
    for target in addresses(path.read_text(encoding="utf-8")):
        yield from _style(name, "it", target)
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc and parts.path:
            file = path.parent / unquote(parts.path)
            if not file.is_file():
                yield Finding(name, f"it names {shorten(target)}, which is not there", HERE, "mend the address")


def addresses(style: str, *, inline: bool = False) -> Iterator[str]:
    """Yield every address of a style sheet, or of a ``style`` attribute: ``url(...)`` and ``@import``."""
    if inline:
        nodes = tinycss2.parse_blocks_contents(style, skip_comments=True)
    else:
        nodes = tinycss2.parse_stylesheet(style, skip_comments=True)
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "import":
            yield from (token.value for token in node.prelude if token.type in ("string", "url"))
        yield from _urls(node)


def _urls(node: object) -> Iterator[str]:
    kind = getattr(node, "type", "")
    if kind == "url":
        yield node.value  # type: ignore[attr-defined]
    if kind == "function" and node.lower_name in ("url", "src", "image-set", "-webkit-image-set"):  # type: ignore[attr-defined]
        yield from (token.value for token in node.arguments if token.type == "string")  # type: ignore[attr-defined]
    for part in ("prelude", "content", "value", "arguments"):
        inside = getattr(node, part, None)
        if isinstance(inside, list):
            for each in inside:
                yield from _urls(each)


def is_remote(target: str) -> bool:
    """Whether an address names another host; ``//host`` does, too."""
    parts = urlsplit(target.strip())
    return parts.scheme in ("http", "https", "ws", "wss", "ftp") or bool(parts.netloc)


def _is_fetched(tag: Tag) -> bool:
    if tag.name == "link":
        return bool(FETCHED_LINKS & set(text(tag, "rel").lower().split()))
    return tag.name not in FOLLOWED


def _style(name: str, where: str, target: str) -> Iterator[Finding]:
    if is_remote(target):
        yield Finding(name, f"{where} asks another host for {shorten(target)}", HERE, VENDOR)
