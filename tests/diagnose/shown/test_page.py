"""The page of a report: one file, readable without scripts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from made_up_report import SECRET, finding, report, step, trace, with_passage

from altutor.diagnose.finding import SECTIONS, Unknown
from altutor.diagnose.reading import Problem
from altutor.diagnose.shown import page

CHAPTERS = Path(__file__).parents[3] / "chapters"
PACKAGE = Path(__file__).parents[3] / "altutor" / "diagnose"
VOID = {"meta", "img", "br", "rect", "path", "use", "circle", "line"}


class Outline(HTMLParser):
    """Tags with their attributes, and the text outside style sheets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.words += " "
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def html() -> str:
    made = report(
        finding("classifier", 1, p_value=0.0005, adjusted=0.004, unit="AUC", step=step("look", 0.3, "They differ.")),
        finding("length", 1, p_value=0.4, adjusted=0.8),
        with_passage(),
        finding("kind", 5, trace=None, effect=None, low=None, high=None),
        unknowns=(Unknown("Whether it holds.", "--heldout FILE"), Unknown("Whether else.", "--heldout FILE")),
    )
    return page.page(made)


def test_every_element_is_closed_and_named_once(html: str) -> None:
    outline = Outline(html)
    assert outline.open == []
    ids = Counter(attributes["id"] for _, attributes in outline.tags if "id" in attributes)
    assert max(ids.values()) == 1


def test_links_within_lead_somewhere(html: str) -> None:
    outline = Outline(html)
    ids = {attributes.get("id") for _, attributes in outline.tags}
    names = ("href", "xlink:href", "aria-labelledby")
    targets = {attributes[name] for _, attributes in outline.tags for name in names if name in attributes}
    assert {f"#{id}" for id in ("classifier", "unknown")} <= targets
    assert all(target is not None and target.removeprefix("#") in ids for target in targets)


def test_nothing_is_fetched_and_nothing_runs(html: str) -> None:
    outline = Outline(html)
    assert not outline.all("script")
    assert not outline.all("link")
    assert not re.findall(r'(?:src|href)="(?!#|data:)', html)
    assert "@import" not in html
    assert not re.findall(r"url\((?!#)", html)


def test_headings_step_down_one_at_a_time(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in Outline(html).tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_a_picture_has_its_words_and_its_numbers(html: str) -> None:
    outline = Outline(html)
    assert [one["aria-label"] for one in outline.all("svg")] == [trace().alt] * 3
    assert outline.words.count("The numbers behind this figure") == 3
    assert "11.25" in outline.words


def test_verdict_findings_and_unknowns_are_said(html: str) -> None:
    words = " ".join(Outline(html).words.split())
    assert words.index("They differ.") < words.index("Mend they differ.") < words.index("All findings")
    for said in ("1.250 AUC", "0.500 to 2.000", "< 0.001", "0.004", "20 chosen texts, 1,000 other texts"):
        assert said in words
    assert words.count("Needs --heldout FILE") == 1
    assert all(title in words for title in SECTIONS.values())
    assert "Nothing could be asked here" in words
    assert SECRET in words


def test_what_files_hold_is_text_and_no_markup() -> None:
    html = page.page(report(finding(answer="<script>alert(1)</script> & more", trace=None)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html
    assert not Outline(html).all("script")


def test_two_pictures_do_not_share_names() -> None:
    html = page.picture(trace("first")) + page.picture(trace("second"))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 10
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_a_picture_of_thousands_of_points_is_no_svg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "VECTOR", 100)
    shown = page.picture(trace())
    assert shown.startswith('<img src="data:image/png;base64,')
    assert 'alt="Two dots: 12.5 words in the chosen texts &lt;20&gt;' in shown


def test_a_long_table_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "TABLE_ROWS", 1)
    words = Outline(page.page(report(finding()))).words
    assert "The first 1 of 2 rows; all of them are in report.json." in words


def test_the_same_report_gives_the_same_page() -> None:
    assert page.page(report(finding())) == page.page(report(finding()))


def test_problems_of_a_file_are_counted_and_the_first_listed() -> None:
    made = report(finding(trace=None))
    file = replace(made.facts.files[0], wrong={"empty texts": 1200}, problems=(Problem("line 3", "It is empty."),))
    html = page.page(replace(made, facts=replace(made.facts, files=(file,))))
    words = " ".join(Outline(html).words.split())
    assert "Empty texts 1,200" in words
    assert "The first 1 of 1,200 problems" in words
    assert "Line 3: It is empty." in words


def test_a_chapter_is_named_and_linked_where_the_book_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(page.SITE, raising=False)
    assert page.chapter("05_org_experiment#why-dev-rises") == ("chapter 5, The ORG experiment: “Why dev rises”", "")
    monkeypatch.setenv(page.SITE, "https://example.org/book/")
    address = page.chapter("05_org_experiment#why-dev-rises")[1]
    assert address == "https://example.org/book/chapters/05_org_experiment.html#why-dev-rises"
    assert f'<a href="{page.chapter(finding().chapter)[1]}">' in page.page(report(finding()))


def test_chapters_have_the_titles_of_the_book() -> None:
    titles = {}
    for path in sorted(CHAPTERS.glob("[0-9]*.py")):
        titles[path.stem] = re.search(r"^# # (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert titles == page.CHAPTERS


def test_every_section_that_a_finding_names_is_in_the_book() -> None:
    named = set()
    for path in PACKAGE.rglob("*.py"):
        named |= set(re.findall(r'"(\d\d_\w+)#([\w-]+)"', path.read_text(encoding="utf-8")))
    assert len(named) >= 5
    for chapter, anchor in named:
        text = (CHAPTERS / f"{chapter}.py").read_text(encoding="utf-8")
        headings = re.findall(r"^# ##+ (.+)$", text, re.MULTILINE)
        slugs = {re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
        assert anchor in slugs, f"{chapter} has no section {anchor}"
