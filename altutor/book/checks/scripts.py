"""Scripts ask no other host either, as far as one can tell without running them (the browser tests do run them)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from altutor.book.checks.site import Finding, Page, Site, shorten, show, tags, text

DELIVERY = (
    "unpkg.com|jsdelivr.net|cdnjs.cloudflare.com|polyfill.io|esm.sh|esm.run|skypack.dev|jspm.io|bootcdn.net|"
    "fonts.googleapis.com|fonts.gstatic.com|ajax.googleapis.com|ajax.aspnetcdn.com|code.jquery.com|"
    "googletagmanager.com|google-analytics.com|raw.githubusercontent.com|api.github.com|cdn.plot.ly|d3js.org|"
    "cdn.mathjax.org|requirejs.org"
).replace(".", r"\.")
FETCHING = (
    r"\b(?:fetch|import|importScripts|Worker|WebSocket|EventSource|sendBeacon|open)\s*\(\s*|\.(?:src|href)\s*=\s*"
)
REMOTE = re.compile(
    rf"""(?:["'`](?:https?:)?//(?:[\w-]+\.)*(?:{DELIVERY})[^"'`\s]*)"""
    rf"""|(?:{FETCHING})["'`](?:(?:https?|wss?):)?//[^"'`\s]+"""
    r"""|\b(?:import|from)\s*["'](?:https?:)?//[^"'\s]+"""
)
CODE = frozenset({"", "module", "text/javascript", "application/javascript", "importmap"})
"""``type`` of a script that runs; JSON and other data do not."""
THEME = re.compile(r"assets/javascripts/bundle\.\w+\.min\.js")
"""The theme's own script. It names three addresses and asks them only where a page gives it reason to."""
THEME_ASKS = ("unpkg.com/mermaid", "unpkg.com/resize-observer-polyfill", "api.github.com/")
HERE = "a script that needs no other host"
VENDOR = "put the script into docs/assets/vendor with its licence, or inline the data"


def check_inline_scripts(page: Page) -> Iterator[Finding]:
    """Yield each script within the page that would ask another host, and what makes the theme's script do so."""
    for tag in tags(page.soup, "script"):
        if text(tag, "type").lower() in CODE:
            for address in remote(tag.get_text()):
                yield Finding(page.name, f"{show(tag, 'type')} asks for {shorten(address)}", HERE, VENDOR)
    for tag in page.soup.select("pre.mermaid, div.mermaid"):
        yield Finding(
            page.name, f"{show(tag, 'class')} makes the theme load mermaid", HERE, "draw the diagram as text or SVG"
        )
    for tag in page.soup.select('a[data-md-component="source"][href*="github.com"]'):
        yield Finding(
            page.name,
            f"{show(tag, 'href')} makes the theme ask GitHub for stars",
            HERE,
            "remove repo_url from mkdocs.yml, and link the repository from a page",
        )


def check_script_file(site: Site, path: Path) -> Iterator[Finding]:
    """Yield each address of another host that a script of the site asks for."""
    name = site.name(path)
    allowed = THEME_ASKS if THEME.fullmatch(name) else ()
    for address in remote(path.read_text(encoding="utf-8", errors="replace")):
        if not any(each in address for each in allowed):
            yield Finding(name, f"it asks for {shorten(address)}", HERE, VENDOR)


def remote(script: str) -> list[str]:
    """Return the places where a script names a host that delivers files, or fetches from any other host."""
    return [match[0] for match in REMOTE.finditer(script)]
