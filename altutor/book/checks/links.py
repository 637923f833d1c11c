"""Every link and anchor to the site's own files leads somewhere, also when the site is opened from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from altutor.book.checks.site import Finding, Page, Site, show, tags, text

LINKING = ("href", "src", "poster", "data", "xlink:href")
"""Attributes that name one file. ``data`` only on ``object``."""
ELSEWHERE = frozenset({"http", "https", "mailto", "tel", "data", "blob", "about"})
TOP = frozenset({"", "top"})
DO_NOTHING = "javascript:void(0)"


def check_links(site: Site, page: Page) -> Iterator[Finding]:
    """Yield each link of the page that leads nowhere, or that works on a server only."""
    for tag, attribute, target in references(page):
        found = _follow(site, page, target)
        if found:
            wrong, expected, mend = found
            yield Finding(page.name, f"{show(tag, attribute)} {wrong}", expected, mend, about=f"{attribute} {wrong}")


def references(page: Page) -> Iterator[tuple[Tag, str, str]]:
    """Yield what the page refers to: the tag, its attribute, and the address."""
    for tag in tags(page.soup):
        for name in LINKING:
            if tag.has_attr(name) and (name != "data" or tag.name == "object"):
                yield tag, name, text(tag, name).strip()
        if tag.has_attr("srcset"):
            for target in sources(text(tag, "srcset")):
                yield tag, "srcset", target
        if tag.name == "meta" and text(tag, "http-equiv").lower() == "refresh":
            moved = re.search(r"url\s*=\s*['\"]?([^'\"]+)", text(tag, "content"), re.IGNORECASE)
            if moved:
                yield tag, "content", moved[1].strip()


def sources(srcset: str) -> list[str]:
    """Return the addresses of a ``srcset``, whose data addresses may hold commas of their own."""
    return [part.strip().split()[0].rstrip(",") for part in re.split(r",\s+", srcset.strip()) if part.strip()]


def _follow(site: Site, page: Page, target: str) -> tuple[str, str, str] | None:
    if site.address.startswith("http") and target.startswith(site.address):
        target = site.root + target[len(site.address) :]
        absolute = True
    else:
        absolute = page.is_error_page
    if target == DO_NOTHING:
        return None
    parts = urlsplit(target)
    if parts.scheme == "javascript":
        return "does nothing without scripts", "a link to a page", "link the page, or use a button"
    if parts.scheme in ELSEWHERE or parts.netloc:
        return None
    if parts.scheme:
        return f"has the scheme {parts.scheme}:", "a link within the site or https", "mend the link"
    path = unquote(parts.path)
    if path.startswith("/"):
        if not absolute:
            return (
                f"is absolute ({target})",
                "a relative link, which works from disk too",
                "link the source file relatively",
            )
        root = site.root if path.startswith(site.root) else "/"
        file = site.folder / path[len(root) :]
    else:
        file = page.path.parent / path if path else page.path
    return _arrive(site, page, Path(_normal(file)), unquote(parts.fragment), absolute)


def _arrive(site: Site, page: Page, file: Path, fragment: str, absolute: bool) -> tuple[str, str, str] | None:
    if not file.is_relative_to(site.folder):
        return "leaves the site", "a file of the site", "copy the file into docs/, or link it with https"
    if file.is_dir():
        if absolute and (file / "index.html") in site.files:  # a server answers with the index
            file = file / "index.html"
        else:
            return (
                f"names the folder {site.name(file)}, which from disk is a list of files",
                "a page",
                "link its index.html",
            )
    if file not in site.files:
        return f"leads to {site.name(file)}, which is not there", "a file of the site", "mend the link or add the file"
    fragment = fragment.partition(":~:")[0]
    if fragment in TOP:
        return None
    anchors = _anchors(site, page, file)
    if anchors is None or fragment in anchors:
        return None
    return (
        f"leads to #{fragment}, which {site.name(file)} has not",
        "an anchor that is there",
        "mend the link, or the heading whose anchor it was",
    )


def _anchors(site: Site, page: Page, file: Path) -> frozenset[str] | None:
    """Return the anchors of a file, or None where a fragment means something else (a PDF's page)."""
    if file == page.path:
        return page.anchors
    if file.suffix == ".html":
        return site.pages[site.name(file)].anchors
    if file.suffix == ".svg":
        return frozenset(re.findall(r"""\bid=["']([^"']+)""", file.read_text(encoding="utf-8")))
    return None


def _normal(file: Path) -> str:
    """Return a path without ``..``, which :meth:`Path.resolve` would do by following symbolic links."""
    from os.path import normpath

    return normpath(file)
