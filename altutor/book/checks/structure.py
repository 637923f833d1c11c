"""The bones of a page: language, title, headings, anchors, header cells."""

from __future__ import annotations

from collections.abc import Iterator

from altutor.book.checks.site import Finding, Page, Site, shorten, show, tags, text

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LAYOUT_TABLES = frozenset({"highlighttable"})
"""Tables that a highlighter makes to put line numbers beside code."""


def check_structure(site: Site, page: Page) -> Iterator[Finding]:
    """Yield what a screen reader's user or a search engine would trip over."""
    html = page.soup.find("html")
    if html is None or not text(html, "lang").strip():
        yield Finding(page.name, "the page names no language", '<html lang="en">', "set theme.language in mkdocs.yml")
    title = page.soup.find("title")
    if title is None or not title.get_text().strip():
        yield Finding(page.name, "the page has no title", "a <title>", "give the source a first heading")
    yield from _headings(page)
    for name, times in page.ids.items():
        if times > 1 or not name.strip():
            yield Finding(
                page.name,
                f'id="{shorten(name)}" is there {times} times' if name.strip() else "an id is empty",
                "each id once",
                "rename all but one (headings: change their words)",
            )
    for tag in tags(page.main, "table"):
        if LAYOUT_TABLES & set(text(tag, "class").split()) or text(tag, "role") in ("presentation", "none"):
            continue
        if tag.find("th") is None:
            yield Finding(page.name, f"{show(tag, 'class')} has no header cell", "a <th>", "give it a row of headers")


def _headings(page: Page) -> Iterator[Finding]:
    first = [tag for tag in tags(page.soup, "h1")]
    if len(first) != 1:
        words = ", ".join(f"{shorten(tag.get_text(' '), 40)!r}" for tag in first)
        yield Finding(
            page.name,
            f"the page has {len(first)} h1{f' ({words})' if words else ''}",
            "exactly one",
            "mend the headings",
        )
    above = 0
    for tag in tags(page.main, *HEADINGS):
        level = int(tag.name[1])
        words = shorten(tag.get_text(" ").replace("¶", ""), 50)
        if not words and not tag.find("img", alt=True):
            yield Finding(page.name, f"{show(tag, 'id')} is empty", "a heading with words", "remove it")
        if level > above + 1:
            yield Finding(
                page.name,
                f"heading {words!r} has level {level}" + (f" after level {above}" if above else " and is the first"),
                f"level {above + 1} or less" if above else "an h1 first",
                "change the level of the heading",
            )
        above = level
