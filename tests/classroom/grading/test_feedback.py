"""Feedback pages: complete, escaped in HTML and in Markdown, and readable by everyone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grades import IDS, entry, graded, grades
from markdown_it import MarkdownIt

from altutor.classroom import catalogue
from altutor.classroom.grading import feedback, pages

VOID = {"meta", "link", "img", "br", "hr", "input"}
NASTY = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/a.png)",
    "<http://evil.example>",
    "http://evil.example www.evil.example a@evil.example",
    "# heading",
    "- item",
    "1. item",
    "12) item",
    "123456789. item",
    "> quote",
    "`code` ``x`` `",
    "*a* _b_ ~~c~~ |d| $e$ &lt; \\",
    "a\n\n# b\n---\n===",
    "</title></style>{{ 7 * 7 }}{% raw %}",
]


class Page(HTMLParser):
    """Elements of a page, its words, and whether every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]


def write(folder: Path, **values: object) -> tuple[str, str]:
    """Return the HTML and the Markdown of one student."""
    mistake = catalogue.load(IDS[0]).mistake("normal-interval")
    wrong = {
        "score-interval": {"mistake": mistake.id, "told": mistake.says},
        "exact-p": {"kind": "crash", "told": "The code stopped with KeyError in line 3: `x = a['<b>']`."},
    }
    exercises = values.pop("exercises", [graded(IDS[0], wrong), graded(IDS[1]), graded(IDS[2], state="missing")])
    made = grades([entry("ada", exercises, **values)])  # type: ignore[arg-type]
    feedback.write(made, folder)
    paths = [folder / "feedback" / f"ada.{ending}" for ending in ("html", "md")]
    return paths[0].read_text(encoding="utf-8"), paths[1].read_text(encoding="utf-8")


def plain(markdown: str) -> str:
    """Return the words that a reader of Markdown sees."""
    return Page(MarkdownIt("gfm-like", {"linkify": False}).render(markdown)).words


@pytest.fixture
def both(tmp_path: Path) -> tuple[str, str]:
    return write(
        tmp_path,
        name="Ada Lovelace",
        submitted="2026-11-22T11:30:00+01:00",
        notes=["`a b.py` was taken for ch02 e1."],
        late={"days": 1.5, "factor": 0.9, "says": "1.5 days late: 10% less"},
        by_hand=[
            {"exercise": IDS[0], "points": 3.5, "comment": "The idea is right."},
            {"exercise": "", "points": None, "comment": "Come to office hours."},
        ],
    )


def test_both_say_all_there_is_to_say(both: tuple[str, str]) -> None:
    mistake = catalogue.load(IDS[0]).mistake("normal-interval")
    for words in (Page(both[0]).words, plain(both[1])):
        for expected in (
            "Ada Lovelace",
            "Week 3: sampling bias",
            "7.65 of 15",
            "1.5 days late: 10% less",
            "3.5 of 5 points",
            "The idea is right.",
            "Come to office hours.",
            "a b.py was taken for ch02 e1.",
            "2026-11-22 11:30 UTC+01:00",
            "interval returns Newcombe's 95% interval of the difference",
            mistake.says,
            "x = a['<b>']",
            "Stopped with an error",
            "Not handed in",
            "altutor hint ch02 e1",
            "pytest exercises/ch02_sampling_bias/test_e1_label_shift.py",
            "Each part was checked with other numbers than those of the self-check",
            "Graded in a sandbox: bubblewrap 0.8.0.",
        ):
            assert " ".join(expected.split()) in words.replace(" .", ".").replace(" ,", ","), expected
        assert words.count(mistake.says) == 1
        assert "altutor hint ch02 e4" not in words  # nothing is left there


def test_a_mistake_that_is_not_told_yet_is_added(tmp_path: Path) -> None:
    says = catalogue.load(IDS[0]).mistake("one-sided").says
    wrong = {"exact-p": {"mistake": "one-sided", "told": "`p_value` gave a wrong answer."}}
    html, markdown = write(tmp_path, exercises=[graded(IDS[0], wrong), graded(IDS[1]), graded(IDS[2])])
    assert says in Page(html).words
    assert says in plain(markdown)


def test_no_mark_is_not_zero(tmp_path: Path) -> None:
    exercises = [graded(IDS[0], state="ungraded"), graded(IDS[1]), graded(IDS[2])]
    html, markdown = write(tmp_path, exercises=exercises)
    for words in (Page(html).words, plain(markdown)):
        assert "No mark yet" in words
        assert "The grader failed (KeyError: 'x')." in words
        assert "– of 5 points" in words
        assert "altutor hint" not in words


def same(id_: str, kind: str, told: str, state: str = "open") -> dict:
    """Return an exercise of which all parts were told the same."""
    wrong = {part.id: {"kind": kind, "told": told} for part in catalogue.load(id_).parts}
    return graded(id_, wrong) | {"state": state, "reason": told}


def test_what_holds_of_all_parts_is_said_once(tmp_path: Path) -> None:
    unreadable = "Python cannot read the file: invalid syntax. (line 2) Expected: Python code."
    exercises = [
        same(IDS[0], "not started", "The file is empty.", "not started"),
        same(IDS[1], "refused", unreadable),
        same(IDS[2], "refused", "The answer uses altutor itself."),
    ]
    html, markdown = write(tmp_path, exercises=exercises)
    for words in (Page(html).words, plain(markdown)):
        for once in ("The file is empty.", unreadable, "The answer uses altutor itself."):
            assert words.count(once) == 1
        assert "cannot be read" in words.lower()
        assert "Not finished" not in words
    open_ = graded(IDS[0], {"exact-p": {}})
    html, markdown = write(tmp_path, exercises=[open_, graded(IDS[1]), graded(IDS[2])])
    assert "Not all right" in Page(html).words
    assert "Not all right" in plain(markdown)


def test_who_handed_in_nothing_reads_one_sentence(tmp_path: Path) -> None:
    nothing = [graded(id_, state="missing") | {"reason": "No file for this exercise was handed in."} for id_ in IDS]
    html, markdown = write(tmp_path, exercises=nothing)
    for words in (Page(html).words, plain(markdown)):
        assert words.count("Nothing was handed in.") == 1
        assert not re.search("No file|Not handed in|Not there|ch02 e1|altutor hint|Each part", words)
    hand = [{"exercise": IDS[1], "points": 2.0, "comment": "On paper."}]
    html, markdown = write(tmp_path, exercises=nothing, by_hand=hand, notes=["`a.txt` is not Python."])
    for words in (Page(html).words, plain(markdown)):
        assert "No file for any of the exercises was found in what was handed in." in words
        assert "a.txt is not Python." in words.replace(" .", ".")
        assert "Your instructor gives 2 of 5 points" in words
        assert "On paper." in words
        assert "points below" not in words
        assert "ch02 e1" not in words


def test_lateness_is_not_shown_as_taken_off_a_mark_by_hand(tmp_path: Path) -> None:
    late = {"days": 1.5, "factor": 0.5, "says": "1.5 days late: 50% less"}
    hand = [{"exercise": "", "points": 14.0, "comment": ""}]
    for text in write(tmp_path, late=late, by_hand=hand):
        assert "50% less" not in text
        assert "not applied, since your instructor gave the mark" in text
        assert "Together" not in text


def test_without_a_sandbox_it_says_so(tmp_path: Path) -> None:
    made = grades([entry("ada", [graded(id_) for id_ in IDS])]) | {"sandbox": "none (--unsafe)"}
    for path in feedback.write(made, tmp_path):
        assert "Graded WITHOUT a sandbox (--unsafe)." in path.read_text(encoding="utf-8").replace("\\", "")


def test_page_is_self_contained_and_accessible(both: tuple[str, str]) -> None:
    page = Page(both[0])
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not re.search(r"(?i)https?://|url\(|@import|\son\w+=", both[0])
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.tags.count("table") == page.tags.count("caption") == 3
    assert all("scope" in attributes for tag, attributes in page.elements if tag == "th")
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [str(attributes["href"]) for tag, attributes in page.elements if tag == "a"]
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    assert dict(page.elements)["html"] == {"lang": "en"}


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_student_is_taken_for_markup(tmp_path: Path, text: str) -> None:
    wrong = {"exact-p": {"told": text, "kind": "crash"}}
    exercises = [graded(IDS[0], wrong), graded(IDS[1]), graded(IDS[2], state="missing")]
    exercises[2]["reason"] = text
    hand = [{"exercise": "", "points": None, "comment": text}]
    html, markdown = write(tmp_path, name=text, notes=[text], by_hand=hand, exercises=exercises)
    usual = write(tmp_path / "usual", name="x", notes=["x"], by_hand=[{**hand[0], "comment": "x"}], exercises=[
        graded(IDS[0], {"exact-p": {"told": "x", "kind": "crash"}}), graded(IDS[1]),
        graded(IDS[2], state="missing") | {"reason": "x"},
    ])  # fmt: skip
    assert [tag for tag in Page(html).tags if tag != "code"] == [tag for tag in Page(usual[0]).tags if tag != "code"]
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    shown, expected = Page(reader.render(markdown)), Page(reader.render(usual[1]))
    assert [tag for tag in shown.tags if tag != "code"] == [tag for tag in expected.tags if tag != "code"]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    text = " ".join(text.split())
    assert (
        pages.plain("7.65 of 15, on 2026-11-22: fine (x)") == "7.65 of 15, on 2026-11-22: fine (x)"
    )  # no needless marks
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    for before in ("", "- ", "# ", "12. "):
        page = Page(reader.render(f"{before}{pages.plain(text)}"))
        assert "".join(page.text).strip() == text
        assert not set(page.tags) - {"p", "ul", "ol", "li", "h1"}
    page = Page(reader.render(f"x {pages.inline(text)} x"))
    assert set(page.tags) <= {"p", "code"}


def test_bare_addresses_do_not_become_links() -> None:
    """GitHub and others link them without any markup."""
    text = pages.plain("see http://evil.example, HTTPS://evil.example, www.evil.example and WWW.evil.example")
    assert not re.search(r"(?i)https?://|www\.", text)
    assert plain(text) == "see http://evil.example, HTTPS://evil.example, www.evil.example and WWW.evil.example"


@settings(deadline=None)
@given(st.text(max_size=40))
def test_html_shows_any_text_as_it_is(text: str) -> None:
    made = pages.html().from_string("<p>{{ text | code }}</p>").render(text=text)
    page = Page(made)
    assert set(page.tags) <= {"p", "code"}
    if "`" not in text and "\r" not in text and "\0" not in text:
        assert "".join(page.text) == text
