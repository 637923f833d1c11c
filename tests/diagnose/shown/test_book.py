"""Where the book explains a finding, in words that are the book's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_up_report import finding, report

from altutor.diagnose.shown import book, page

CHAPTERS = Path(__file__).parents[3] / "chapters"
PACKAGE = Path(__file__).parents[3] / "altutor" / "diagnose"


def test_a_chapter_is_named_and_linked_where_the_book_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(book.SITE, raising=False)
    assert book.chapter("05_org_experiment#why-dev-rises") == ("chapter 5, The ORG experiment: “Why dev rises”", "")
    monkeypatch.setenv(book.SITE, "https://example.org/book/")
    address = book.chapter("05_org_experiment#why-dev-rises")[1]
    assert address == "https://example.org/book/chapters/05_org_experiment.html#why-dev-rises"
    assert f'<a href="{book.chapter(finding().chapter)[1]}">' in page.page(report(finding()))


def test_chapters_have_the_titles_of_the_book() -> None:
    titles = {}
    for path in sorted(CHAPTERS.glob("[0-9]*.py")):
        titles[path.stem] = re.search(r"^# # (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert titles == book.CHAPTERS


def test_every_section_that_a_finding_names_is_in_the_book_under_that_heading() -> None:
    named = set()
    for path in PACKAGE.rglob("*.py"):
        named |= set(re.findall(r'"(\d\d_\w+)#([\w-]+)"', path.read_text(encoding="utf-8")))
    assert len(named) >= 5
    for chapter, anchor in named:
        text = (CHAPTERS / f"{chapter}.py").read_text(encoding="utf-8")
        headings = re.findall(r"^# ##+ (.+)$", text, re.MULTILINE)
        slugs = {re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-"): heading for heading in headings}
        assert anchor in slugs, f"{chapter} has no section {anchor}"
        assert book.chapter(f"{chapter}#{anchor}")[0].endswith(f": “{slugs[anchor]}”")
    assert set(book.HEADINGS) <= {anchor for _, anchor in named}  # none that nobody names
