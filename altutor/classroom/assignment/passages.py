"""A chapter's text as slides: what is said below a heading, tables and claims, questions and their answers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from altutor.classroom.assignment import pictures
from altutor.classroom.assignment.prose import first_sentences, inner
from altutor.classroom.assignment.slide import MOST_CHARACTERS, Slide

HEADINGS = ("h1", "h2", "h3")
LEAD, POINT = 150, 40  # characters after which a lead, and a point, may end
MOST_POINTS, MOST_ROWS = 7, 5  # on one slide
LONGEST = 20  # rows of a table
FOUND = "Predicted and found"


def sections(tree: Any) -> Iterator[list[Any]]:
    """Yield the elements of a cell, a list for each heading; what stands before the first is a list, too."""
    part: list[Any] = []
    for element in tree.find_all(recursive=False):
        if element.name in HEADINGS and part:
            yield part
            part = []
        part.append(element)
    if part:
        yield part


def section(part: list[Any]) -> Iterator[Slide]:
    """Yield a slide for a heading with what is said first, and one for each figure, table and list of claims."""
    first = part[0]
    if first.name == "h1":
        yield Slide("title", inner(first), _lead(part[1:]))
    elif first.name in HEADINGS:
        below = part[1:]
        yield Slide("section", inner(first), _lead(below) + _list(_points(below[bool(_lead(below)) :])))
    elif points := _points(part):
        yield Slide("points", "", _list(points))
    for element in _unfolded(part):
        kinds = element.get("class") or []
        if "goals" in kinds:
            yield Slide("goals", "You will be able to", f"<ul>{inner(element)}</ul>")
        elif "shown" in kinds:
            yield pictures.picture(element)
        elif "player-here" in kinds:
            yield pictures.player(element["data-player"])
        elif "claim" in kinds:
            if element.select_one(".verdict"):
                element.select_one(".verdict")["class"] = ["verdict", *kinds[1:]]  # as in tables
            yield Slide("claims", FOUND, f'<div class="claim">{inner(element)}</div>')
        elif element.name == "table":
            yield from (Slide("table", "", table) for table in _tables(element))
        elif element.name == "div" and "claims" in ((element.table or {}).get("class") or []):
            yield from (Slide("claims", FOUND, table) for table in _tables(element.table))


def _tables(table: Any) -> Iterator[str]:
    """Yield a table in parts of about the same length that fit on a slide; a very long one is left to the chapter."""
    rows = table.select("tbody tr")
    parts = math.ceil(max(len(rows) / MOST_ROWS, len(table.get_text(" ", strip=True)) / MOST_CHARACTERS))
    for number in range(parts if len(rows) <= LONGEST else 0):
        own = rows[number * len(rows) // parts : (number + 1) * len(rows) // parts]
        yield f"<table>{table.thead}<tbody>{''.join(map(str, own))}</tbody></table>"


def _unfolded(elements: list[Any]) -> Iterator[Any]:
    for element in elements:
        yield from element.find_all(recursive=False) if element.name == "details" else [element]


def _lead(elements: list[Any]) -> str:
    """Return the first sentences of what stands right below a heading, with the formula that they lead to."""
    if not elements or elements[0].name != "p":
        return ""
    said = first_sentences(elements[0], LEAD)
    formula = elements[1].find("math", display="block") if said.endswith(":") and len(elements) > 1 else None
    return f'<p class="lead">{said}</p><p class="lead">{formula}</p>' if formula else f'<p class="lead">{said}</p>'


def _points(elements: list[Any]) -> list[str]:
    """Return the first sentences of the entries of lists, or those behind bold words: of which there are more."""
    bold = [one for one in elements if one.name == "p" and one.contents and one.contents[0].name == "strong"]
    lists = [one for one in elements if one.name in ("ul", "ol") and not one.get("class")]
    items = [item.p or item for one in lists[:1] for item in one.find_all("li", recursive=False)][:MOST_POINTS]
    return [said for one in max(items, bold, key=len) if not (said := first_sentences(one, POINT)).endswith(":")]


def _list(points: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>" if points else ""


def predict(part: list[Any]) -> Iterator[Slide]:
    """Yield the question and, on a slide of its own, the answer."""
    question = [one for one in part if one.name != "details"]
    if question[0].strong:
        question[0].strong.extract()
    yield Slide("predict", "Predict first", "".join(map(str, question)))
    for details in part:
        if details.name == "details":
            details.summary.extract()
            yield Slide("answer", "Answer", inner(details))
