"""Learning goals: what each chapter opens with, and the table that says where each is taught and checked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from altutor.book import published_results as kept
from altutor.book.tables import table
from altutor.classroom import catalogue
from altutor.errors import AltutorError


@dataclass(frozen=True)
class Goal:
    """What a reader will be able to do, and where the book teaches and checks it.

    Attributes
    ----------
    id
        ``CHAPTER.NUMBER``.
    chapter
        Name of the chapter's file without its ending.
    text
        Completes "you will be able to".
    section
        Anchor of the section.
    figures, claims
        ``EXPERIMENT/ID`` each.
    exercises
        Ids, ``chNN_slug/eK_slug`` each.
    tests
        Node ids of pytest.
    """

    id: str
    chapter: str
    text: str
    section: str
    figures: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    exercises: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)


def read(path: Path) -> list[Goal]:
    """Return the goals of all chapters.

    Raises
    ------
    AltutorError
        When the file is damaged or names a figure, claim, exercise or test that is not there.
    """
    try:
        goals = [Goal(**raw) for raw in tomllib.loads(path.read_text(encoding="utf-8")).get("goal", [])]
    except (OSError, TypeError, tomllib.TOMLDecodeError) as error:
        raise AltutorError(f"Cannot read {path} ({error}): mend it.") from error
    root = path.parents[1]
    for goal in goals:
        if not re.fullmatch(r"\d+\.\d+", goal.id) or [one.id for one in goals].count(goal.id) > 1:
            raise AltutorError(f"{path}: the id {goal.id!r} is not CHAPTER.NUMBER, or stands there twice.")
        for id_ in goal.figures:
            kept.trace(id_)
        for id_ in goal.claims:
            kept.claim(id_)
        for node in goal.tests:
            file, *names = node.split("::")
            text = (root / file).read_text("utf-8") if (root / file).is_file() else ""
            if not text or not all(re.search(rf"(def|class) {re.escape(one.split('[')[0])}\b", text) for one in names):
                raise AltutorError(f"{path}, goal {goal.id}: there is no test {node}.")
        for id_ in goal.exercises:
            if id_ not in catalogue.ids():
                raise AltutorError(f"{path}, goal {goal.id}: there is no exercise {id_}.")
    return sorted(goals, key=lambda goal: [int(part) for part in goal.id.split(".")])


def listed(goals: list[Goal], chapter: str) -> str:
    """Return the goals of one chapter as a list."""
    items = "".join(
        f'<li><a href="#{goal.section}">{escape(goal.text)}</a></li>' for goal in goals if goal.chapter == chapter
    )
    if not items:
        raise AltutorError(f"goals.toml has no goal of chapter {chapter}.")
    return f'<ul class="goals">{items}</ul>'


def coverage(goals: list[Goal], prefix: str) -> str:
    """Return the table: learning goal, section, figure, claim, exercise, test."""
    rows = []
    for goal in goals:
        address = f"{prefix}chapters/{goal.chapter}.ipynb"
        claims = [(f"{prefix}claims/{id_.replace('/', '.md#')}", id_.partition("/")[2]) for id_ in goal.claims]
        exercises = [
            (f"{prefix}exercises/{id_.replace('/', '.md#')}", catalogue.load(id_).title) for id_ in goal.exercises
        ]
        rows.append(
            [
                f"{goal.id} {escape(goal.text)}",
                f'<a href="{address}#{goal.section}">{goal.section.replace("-", " ")}</a>',
                _lines(goal.figures),
                _links(claims),
                _links(exercises),
                _lines([f"{node.rpartition('/')[2]}" for node in goal.tests]),
            ]
        )
    head = ["You will be able to", "Section", "Figures", "Claims", "Exercises", "Tests"]
    return table(head, rows, "Where each learning goal is taught and checked", "coverage")


def _lines(words: list[str]) -> str:
    return "<br>".join(f"<code>{escape(word)}</code>" for word in words) or "–"


def _links(found: list[tuple[str, str]]) -> str:
    return "<br>".join(f'<a href="{address}">{escape(words)}</a>' for address, words in found) or "–"
