"""The text is all there, with scripts off too, and nothing of its source shows through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import NavigableString, Tag

from altutor.book.checks.site import NOT_SHOWN, Finding, Page, Site, shorten, show, tags, text

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "button", "caption", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "label", "li"}
    | {"main", "nav", "ol", "option", "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
    | {"ul"}
)
VERBATIM = NOT_SHOWN | {"code", "pre", "kbd", "samp", "tt", "textarea", "math", "svg"}
"""Elements in which signs of a source are meant."""
ATTRIBUTES = ("alt", "title", "aria-label", "content", "placeholder", "summary")
FEWEST = 40  # characters of a page that says anything

# As in Pandoc, a dollar sign opens maths before a sign and closes it after one: $5 to $9 is money.
MATHS = re.compile(r"\$\$|\$(?=[^\s$])[^$]*(?<=[^\s$])\$(?!\d)|\\\(.+?\\\)|\\\[.+?\\\]|\\begin\{", re.DOTALL)
TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#")
MARKDOWN = re.compile(r"\]\([^)\s]+\)|\*\*[\w(][^*]*[\w.,:;!?)]\*\*|^\s*(?:```|!!! |\?\?\? ?)|^#{1,6} ", re.MULTILINE)
SIGNS = (
    (MATHS, "raw maths", "MathML", "check the maths in the source: a $ must not be escaped or stand in raw HTML"),
    (TEMPLATE, "an unfilled template", "its value", "mend the macro, or put the braces into code"),
    (MARKDOWN, "raw Markdown", "its HTML", "leave a blank line before it; within HTML, say markdown=1 or write HTML"),
)


def check_text(site: Site, page: Page) -> Iterator[Finding]:
    """Yield where a page has no text of its own, and where its source shows through."""
    if page.main is None:
        yield Finding(page.name, "the page has no <main>", "its content in <main>", "use the theme's templates")
        return
    words = " ".join("".join(pieces(page.main)).split())
    if len(words) < (1 if page.is_error_page else FEWEST):
        yield Finding(
            page.name,
            f"with scripts off the page shows {shorten(words)!r}",
            f"{FEWEST} characters of content or more",
            "write the content into the HTML; scripts may only add to it",
        )
    for block in "".join(pieces(page.main)).split("\0"):
        for sign, what, expected, mend in SIGNS:
            match = sign.search(block)
            if match:
                around = block[max(0, match.start() - 20) : match.end() + 30]
                yield Finding(page.name, f"{what} in the text: {shorten(around)!r}", expected, mend)
    yield from _attributes(page)
    yield from _maths(page)


def pieces(root: Tag) -> Iterator[str]:
    r"""Yield the text that everyone sees, with ``\0`` between blocks and a blank for code, maths and drawings."""
    for child in root.children:
        if isinstance(child, Tag):
            if child.name in NOT_SHOWN or _is_hidden(child):
                continue
            if child.name in VERBATIM:
                yield "\0 \0" if child.name in ("pre", "svg") else " \u00b7 "
            elif child.name in BLOCKS:
                yield "\0"
                yield from pieces(child)
                yield "\0"
            else:
                yield from pieces(child)
        elif type(child) is NavigableString:  # not a comment
            yield child


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or "display:none" in text(tag, "style").replace(" ", "")


def _attributes(page: Page) -> Iterator[Finding]:
    for tag in tags(page.soup):
        for name in ATTRIBUTES:
            if tag.has_attr(name) and TEMPLATE.search(text(tag, name)):
                yield Finding(page.name, f"{show(tag, name)} has an unfilled template", "its value", SIGNS[1][3])


def _maths(page: Page) -> Iterator[Finding]:
    for tag in tags(page.main, "math"):
        if not text(tag, "alttext").strip() and tag.find("annotation") is None:
            yield Finding(
                page.name, f"{show(tag, 'display')} says nothing in words", "an alttext or annotation", "add its source"
            )
        if tag.find("merror") is not None:
            yield Finding(
                page.name, f"{show(tag)} holds an error: {shorten(tag.get_text(' '))}", "maths", "mend its source"
            )
