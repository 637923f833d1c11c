"""A chapter's Markdown as HTML, with its formulas; and the first sentences of a paragraph."""

from __future__ import annotations

import re
from html import escape
from typing import Any

SENTENCE_ENDS = re.compile(r"(?<!al)(?<!\be\.g)(?<!\bi\.e)[.?!]\)?(?=\s|$)")
FORMULA_KEPT = re.compile("\ue000(\\d+)\ue001([.,;:?!)]*)")
SHOWN = r"\b(?:cells?\s+(?:below|above)|next\s+cell|output\s+(?:below|above))\b"
BRACKETS_ON_CODE = re.compile(rf"\s*\([^()]*{SHOWN}[^()]*\)")
SENTENCE_ON_CODE = re.compile(rf"(?:^|(?<=[.?!])\s+)(?=[A-Z])[^.?!]*{SHOWN}[^.?!]*[.?!](?=\s|$)")
CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.S)


def soup(markdown: str) -> Any:
    """Return Markdown as a tree of HTML in which links are plain text."""
    from bs4 import BeautifulSoup
    from markdown_it import MarkdownIt

    from altutor.book import maths

    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        shown = found["display"] or found["inline"]
        kept.append(maths.mathml(shown, display=found["display"] is not None))
        return f"\ue000{len(kept) - 1}\ue001"  # Markdown would read a formula's underscores and backslashes

    pieces = CODE.split(markdown)
    pieces[::2] = [maths.FORMULA.sub(keep, piece) for piece in pieces[::2]]
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render("".join(pieces))
    # A line may end between a formula and the comma behind it, unless they are one.
    html = FORMULA_KEPT.sub(lambda found: f'<span class="one">{kept[int(found[1])]}{found[2]}</span>', html)
    made = BeautifulSoup(html, "html.parser")
    for link in made.select("a"):
        if link.get_text().startswith("How it is checked"):
            link.decompose()
        else:
            link.unwrap()
    made.smooth()
    return made


def without_code(tree: Any) -> Any:
    """Take out the sentences, and the brackets, that speak of cells of code near them; return the tree."""
    for text in tree.find_all(string=re.compile(SHOWN)):
        paragraph = text.parent
        text.replace_with(SENTENCE_ON_CODE.sub("", BRACKETS_ON_CODE.sub("", text)))
        if paragraph.name == "p" and not paragraph.get_text().strip():
            paragraph.decompose()
    return tree


def inner(tag: Any) -> str:
    """Return the HTML in an element."""
    return str(tag.decode_contents()).strip()


def first_sentences(tag: Any, characters: int) -> str:
    """Return the HTML of an element up to the first end of a sentence behind so many characters."""
    made, length = [], 0
    for child in tag.children:
        if child.name is not None:
            made.append(str(child))
            length += len(child.get_text())
            if "one" in (child.get("class") or []) and length >= characters and child.get_text()[-1] in ".?!":
                return "".join(made)
            continue
        for end in SENTENCE_ENDS.finditer(child):
            said = "".join(made) + child[: end.end()]
            if length + end.end() >= characters and said.count("(") == said.count(")"):
                return "".join([*made, escape(child[: end.end()], quote=False)])
        made.append(escape(child, quote=False))
        length += len(child)
    return "".join(made).strip()


def two_sentences(tag: Any) -> str:
    """Return the HTML of an element up to the end of its second sentence."""
    from bs4 import BeautifulSoup

    first = BeautifulSoup(first_sentences(tag, 1), "html.parser").get_text()
    return first_sentences(tag, len(first) + 1).strip()
