"""The pages of the exercises as they were built: each is reached from its chapter, and nothing is given away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from altutor.classroom import catalogue
from altutor.classroom.exercise import Exercise

EXERCISES = catalogue.find()


def read(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address).read_text(encoding="utf-8"), "html.parser")


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise.id for exercise in EXERCISES])
def test_exercise_is_reached_from_chapter_and_index(site: Path, exercise: Exercise) -> None:
    address = f"{exercise.chapter}.html"
    (heading,) = read(site, f"exercises/{address}").select(f'[id="{exercise.stem}"]')
    assert heading.name == "h2"
    assert exercise.title in heading.get_text()
    for page, link in (
        (f"chapters/{exercise.chapter.removeprefix('ch')}.html", f"../exercises/{address}#{exercise.stem}"),
        ("exercises/index.html", f"{address}#{exercise.stem}"),
        ("coverage.html", f"exercises/{address}#{exercise.stem}"),
    ):
        assert read(site, page).select(f'article a[href="{link}"]'), (page, link)


@pytest.mark.parametrize("chapter", sorted({exercise.chapter for exercise in EXERCISES}))
def test_no_hint_is_given_away(site: Path, chapter: str) -> None:
    text = squeezed(read(site, f"exercises/{chapter}.html").get_text())
    own = [exercise for exercise in EXERCISES if exercise.chapter == chapter]
    hints = [hint for exercise in own for part in exercise.parts for hint in part.hints]
    assert hints
    assert not [hint for hint in hints if squeezed(hint) in text]
    assert not [mistake for exercise in own for mistake in exercise.mistakes if squeezed(mistake.says) in text]
