"""Slides of a chapter: its sections, goals, questions, published figures and claims; one page of HTML, no scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from altutor.classroom.assignment import passages, pictures
from altutor.classroom.assignment.passages import MOST_POINTS
from altutor.classroom.assignment.prose import soup, without_code
from altutor.classroom.assignment.slide import MOST_CHARACTERS, Slide
from altutor.classroom.assignment.wording import amount
from altutor.classroom.exercise import Exercise

LEFT_OUT = ("Exercises", "Sources")
STUDY = re.compile(r'(?m)^(\w+) = published\("([\w-]+)"\)')
MOST_CLAIMS = 3  # on one slide


def of_chapter(notebook: Any, exercises: Sequence[tuple[Exercise, float]]) -> list[Slide]:
    """Return the slides of a chapter.

    Parameters
    ----------
    notebook
        The chapter, with its numbers filled in.
    exercises
        What is assigned of it, with points.
    """
    studies: dict[str, str] = {}
    made: list[Slide] = []
    left_out = False
    for cell in notebook.cells:
        if cell.cell_type == "code":
            studies |= dict(STUDY.findall(cell.source))
            made += [] if left_out else pictures.published(cell.source, studies)
            continue
        for part in passages.sections(without_code(soup(cell.source))):
            if part[0].name in ("h1", "h2"):
                left_out = part[0].get_text().strip() in LEFT_OUT
            if not left_out:
                asks = "predict" in cell.metadata.get("tags", [])
                made += passages.predict(part) if asks else passages.section(part)
    return [*_together(made), _exercises(exercises)]


def page(title: str, chapters: Sequence[Sequence[Slide]]) -> str:
    """Return the slides of some chapters as a page that needs nothing else."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("altutor.classroom.assignment"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown: list[dict[str, Any]] = []
    for slides in chapters:
        shown += _numbered(slides, len(shown) + 1)
    return environment.get_template("slides.html.j2").render(title=title, shown=shown)


def _numbered(slides: Sequence[Slide], start: int) -> list[dict[str, Any]]:
    """Return a chapter's slides as the template shows them: with numbers, and with what stands above them."""
    from markupsafe import Markup

    chapter, section = Markup(slides[0].heading).striptags(), ""
    shown: list[dict[str, Any]] = []
    contents: list[tuple[int, str]] = []
    for number, slide in enumerate(slides, start):
        heading = Markup(slide.heading or section)
        within = f" · {section}" if slide.kind in ("predict", "answer", "figure", "claims") and section else ""
        if slide.kind in ("section", "exercises"):
            section = heading.striptags()
            contents.append((number, section))
        above = "" if slide.kind == "title" else f"{chapter}{within}"
        dense = " dense" if slide.kind == "section" and len(Markup(slide.body).striptags()) > MOST_CHARACTERS else ""
        filled = {"kind": slide.kind + dense, "heading": heading, "body": Markup(slide.body), "above": above}
        shown.append(filled | {"number": number, "start": start, "contents": []})
    shown[0]["contents"] = contents
    return shown


def _together(slides: list[Slide]) -> list[Slide]:
    """Put on one slide: single claims that follow each other, and a heading with the points or the table below it."""
    made: list[Slide] = []
    for slide in slides:
        last = made[-1] if made else Slide("", "", "")
        if last.kind == slide.kind == "claims" and _claims(last) + _claims(slide) <= MOST_CLAIMS:
            made[-1] = Slide("claims", last.heading, last.body + slide.body)
        elif slide.kind == "points":
            if last.kind == "section" and (last.body + slide.body).count("<li>") <= MOST_POINTS:
                made[-1] = Slide("section", last.heading, (last.body + slide.body).replace("</ul><ul>", ""))
        elif slide.kind == "table" and last.kind == "section" and not last.body:
            made[-1] = Slide("section", last.heading, slide.body)
        else:
            made.append(slide)
    return made


def _claims(slide: Slide) -> int:
    return slide.body.count('<div class="claim">') or MOST_CLAIMS  # a table stands alone


def _exercises(exercises: Sequence[tuple[Exercise, float]]) -> Slide:
    rows = "".join(
        f"<tr><th scope='row'>{one.short} {escape(one.title)}</th><td>{one.minutes}</td><td>{amount(points)}</td></tr>"
        for one, points in exercises
    )
    head = "".join(f'<th scope="col">{word}</th>' for word in ("Exercise", "Minutes", "Points"))
    return Slide("exercises", "Exercises", f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
