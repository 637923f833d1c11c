"""The page of a notebook in the theme's own HTML, in place of JupyterLab's wrappers, styles and scripts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bs4 import BeautifulSoup


def simplify(html: str, tags: Mapping[str, Collection[str]]) -> str:
    """Return a notebook's page as text, code and outputs, without anything of JupyterLab.

    Parameters
    ----------
    html
        What mkdocs-jupyter makes of a notebook.
    tags
        The tags of each cell, by its id: a text's become classes; code that is ``fold`` or ``hide`` is folded away or
        not shown.
    """
    soup: Any = BeautifulSoup(html, "html.parser")
    out: Any = BeautifulSoup("", "html.parser")
    for cell in soup.select('[id^="cell-id="]'):
        own = tags.get(cell["id"].removeprefix("cell-id="), ())
        if "jp-MarkdownCell" in cell["class"]:
            text = cell.select_one(".jp-RenderedMarkdown")
            for code in text.select(".highlight > pre"):
                _dress_code(out, code)
            _append(out, "div" if own else None, sorted(own), list(text.children))
        else:
            _code(out, cell, own)
    for anchor in out.select("a.anchor-link"):
        anchor["class"] = ["headerlink"]
        anchor["title"] = "Permanent link"
    return str(out)


def _code(out: Any, cell: Any, tags: Collection[str]) -> None:
    code = cell.select_one(".jp-InputArea-editor pre")
    if code is not None and "hide" not in tags:
        block = out.new_tag("div", attrs={"class": "highlight"})
        block.append(code)
        _dress_code(out, code)
        if "fold" in tags:
            folded = out.new_tag("details", attrs={"class": "code"})
            summary = out.new_tag("summary")
            summary.string = "Code"
            folded.extend([summary, block])
            block = folded
        out.append(block)
    for output in cell.select(".jp-OutputArea-output"):
        for style in output.select("style"):
            style.decompose()
        shown = output.select_one("pre") if "jp-RenderedText" in output["class"] else None
        if shown is not None:
            shown.attrs = {"tabindex": "0"}
            _append(out, "div", ["output"], [shown])
        else:
            for table in output.select("table.dataframe"):
                _dress(out, table)
            _append(out, "div", ["output"], list(output.children))


def _dress_code(out: Any, code: Any) -> None:
    """Put a code element into a pre element, as the theme expects, which the keyboard can scroll."""
    code.attrs = {"tabindex": "0"}
    inner = out.new_tag("code")
    inner.extend(list(code.contents))
    code.append(inner)


def _dress(out: Any, table: Any) -> None:
    """Give a data frame's table a frame that scrolls, and headings that are read out as such."""
    table.attrs = {"class": "data"}
    for row in table.select("tr"):
        row.attrs = {}
    for heading in table.select("thead th"):
        heading["scope"] = "col"
        if not heading.get_text(strip=True):
            heading.name = "td"
            del heading["scope"]
    for heading in table.select("tbody th"):
        heading["scope"] = "row"
    table.wrap(out.new_tag("div", attrs={"class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Table"}))


def _append(out: Any, name: str | None, classes: list[str], children: list[Any]) -> None:
    if name is None:
        out.extend(children)
        return
    block = out.new_tag(name, attrs={"class": classes})
    block.extend(children)
    out.append(block)
