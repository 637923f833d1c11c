"""The page of a report: one file, readable without scripts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from made_up_report import SECRET, finding, report, step, trace, with_passage

from altutor import figures
from altutor.diagnose.finding import SECTIONS, Passage, Unknown
from altutor.diagnose.reading import Problem
from altutor.diagnose.shown import page
from altutor.diagnose.verdict import verdict

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


def test_nothing_of_the_files_steers_a_terminal_or_turns_words_around(steering: str) -> None:
    columns = {**trace().columns, "label": [steering, "others"]}
    drawn = replace(trace(), title=steering, caption=steering, alt=steering, columns=columns)
    found = finding("length", 1, question=steering, answer=steering, trace=drawn, sizes={steering: 2})
    missed = replace(with_passage(), passages=(Passage(steering, (f"one\ntwo {steering}",)),))
    made = report(found, missed, unknowns=(Unknown(steering, steering),), selected=steering, label=steering)
    file = replace(made.facts.files[0], name=steering, labels={steering: 3}, problems=(Problem(steering, steering),))
    html = page.page(replace(made, facts=replace(made.facts, files=(file,), label=steering)))
    assert {one for one in html if not one.isprintable()} == {"\n"}
    assert html.count(r"\x1b[31mred\u202e\x00") > 15
    assert "one\ntwo" in html  # a text keeps its lines


def test_dollars_are_no_formula() -> None:
    columns = {**trace().columns, "label": ["a$c^{d$", "others"]}  # matplotlib refuses it as a formula
    assert page.picture(replace(trace(), columns=columns)).startswith("<svg")


@pytest.mark.parametrize(
    ("estimate", "high", "pictures"), [([0, 0], [None, None], 0), ([0, 3], [None, None], 1), ([0.0, 0.0], [0.1, 0], 1)]
)
def test_a_picture_of_zeros_is_left_out(estimate: list[float], high: list[float | None], pictures: int) -> None:
    columns = {**trace().columns, "estimate": estimate, "low": [None, None], "high": high}
    html = page.page(report(finding(trace=replace(trace(), columns=columns))))
    assert len(Outline(html).all("svg")) == html.count("The numbers behind this figure") == pictures


def test_counts_are_drawn_from_zero_with_whole_ticks() -> None:
    columns = {**trace().columns, "estimate": [1, 2], "low": [None, None], "high": [None, None]}
    (axes,) = figures.draw(replace(trace(), columns=columns)).axes
    assert -0.1 < axes.get_xlim()[0] < 0
    shown = [tick for tick in axes.get_xticks() if 0 <= tick <= axes.get_xlim()[1]]
    assert shown == [0, 1, 2]


def test_a_column_of_numbers_and_its_heading_stand_right(html: str) -> None:
    right = re.findall(r'<th scope="col" class="n">(\w+)</th>', html)
    assert right == ["estimate", "low", "high"] * 3
    assert '<td class="n"></td>' in html  # beside numbers, a cell without one
    assert '<th scope="col">label</th>' in html
    assert ">group</th>" not in html  # nothing stands in it


def test_a_cell_without_a_number_has_a_dash(html: str) -> None:
    row = html[html.index('href="#kind">Is there') :]
    assert row[: row.index("</tr>")].count('<td class="none">–</td>') == 2


def test_the_score_is_spelled_out_once_where_there_is_one(html: str) -> None:
    said = "F1 (harmonic mean of precision and recall)"
    scored = page.page(report(finding("gap", 4, unit="F of ORG spans, dev minus held-out texts")))
    assert (scored.count(said), html.count(said)) == (1, 0)
    assert scored.index(said) < scored.index("F of ORG spans")


def test_counts_of_one_are_singular() -> None:
    words = " ".join(Outline(page.page(report(finding(sizes={"chosen texts": 1})))).words.split())
    assert "1 chosen text " in words
    one = report(finding(trace=None))
    facts = replace(one.facts, matched={"chosen texts": 1}, compared=("other texts of the pool", 1))
    assert "1 chosen text, beside 1 other text of the pool" in page.page(replace(one, facts=facts))


def test_no_folder_is_named() -> None:
    base = "/home/ada/models/en_base"
    made = report(finding(method=f"Entities are those that {base} finds."), base=base, selected="/home/ada/c.jsonl")
    file = replace(made.facts.files[0], name="/home/ada/c.jsonl")
    html = page.page(replace(made, facts=replace(made.facts, files=(file,))))
    assert "Entities are those that en_base finds." in html
    assert html.count(">c.jsonl<") == 2  # what was read, and how it was made
    assert "ada" not in html


def test_nothing_to_compare_is_no_finding() -> None:
    alone = report(finding("order", 2, trace=None))
    alone = replace(alone, verdict=verdict(alone.findings, compared=False))
    html = page.page(alone)
    assert "There is too little to compare" in html
    assert "Something was found" not in html
