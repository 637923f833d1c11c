from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from altutor.classroom import catalogue

nbformat = pytest.importorskip("nbformat")
bs4 = pytest.importorskip("bs4")
pytest.importorskip("jupytext")

from altutor.classroom.assignment import chapter, slides  # noqa: E402
from altutor.classroom.assignment.prose import first_sentences, soup, two_sentences, without_code  # noqa: E402

ROOT = Path(__file__).parents[3]
SLUG = "03_local_optima"
VOID = {"meta", "img", "br", "hr", "link", "input"}


def notebook(*cells: str) -> Any:
    """Return a notebook; a cell that begins with ``%`` is code, one that begins with ``?`` asks for a prediction."""
    made = nbformat.v4.new_notebook()
    for text in cells:
        if text.startswith("%"):
            made.cells.append(nbformat.v4.new_code_cell(text[1:]))
        else:
            tags = {"tags": ["predict"]} if text.startswith("?") else {}
            made.cells.append(nbformat.v4.new_markdown_cell(text.removeprefix("?"), metadata=tags))
    return made


def kinds(*cells: str) -> list[str]:
    return [slide.kind for slide in slides.of_chapter(notebook(*cells), [])][:-1]  # the last names the exercises


@pytest.fixture(scope="module")
def whole() -> tuple[Any, list[slides.Slide]]:
    read = chapter.read(ROOT, SLUG)
    return read, slides.of_chapter(read, [(one, 1.5) for one in catalogue.find("ch03")])


def test_a_chapter_s_figures_questions_goals_and_claims_are_all_there(whole: tuple[Any, list[slides.Slide]]) -> None:
    read, made = whole
    code = "\n".join(cell.source for cell in read.cells if cell.cell_type == "code")
    text = "\n".join(cell.source for cell in read.cells if cell.cell_type == "markdown")
    figures = len(re.findall(r'(?:study|four)\.figure\("', code)) + text.count('<div class="player-here"')
    assert figures == 7
    count = {
        kind: sum(slide.kind == kind for slide in made) for kind in ("figure", "predict", "answer", "title", "goals")
    }
    asked = sum("predict" in cell.metadata.get("tags", []) for cell in read.cells)
    assert count == {"figure": figures, "predict": asked, "answer": asked, "title": 1, "goals": 1}
    body = "".join(slide.body for slide in made)
    assert body.count('class="verdict') == text.count('class="verdict') > 10
    assert all(one.title in made[-1].body for one in catalogue.find("ch03"))
    headings = {slide.heading for slide in made if slide.kind == "section"}
    assert {"The trap in motion", "Exploration", "How far this goes"} <= headings
    assert not {"Exercises", "Sources"} & headings


def test_a_page_needs_nothing_else_and_leads_nowhere_else(whole: tuple[Any, list[slides.Slide]]) -> None:
    html = slides.page("A <title>", [whole[1], whole[1]])
    tree = bs4.BeautifulSoup(html, "html.parser")
    assert not tree.select("script, link, iframe, object")
    assert all(image["src"].startswith("data:image/") and image["alt"] for image in tree.select("img"))
    assert not re.search(r"url\(|@import", tree.style.string)
    ids = [element["id"] for element in tree.select("[id]")]
    assert len(ids) == len(set(ids))
    links = [link["href"] for link in tree.select("a[href]")]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert tree.title.string == "A <title>: slides"
    assert len(tree.select("section")) == 2 * len(whole[1])
    assert all(section.select_one("h1, h2").get_text().strip() for section in tree.select("section"))


def test_a_page_is_well_formed(whole: tuple[Any, list[slides.Slide]]) -> None:
    class Balance(HTMLParser):
        stack: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in VOID:
                self.stack.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert tag in VOID or self.stack.pop() == tag, f"</{tag}>"

    reader = Balance()
    reader.feed(slides.page("x", [whole[1]]))
    assert reader.stack == []


def test_a_section_s_slide_has_its_lead_and_its_points() -> None:
    long = "What this says is long enough to be a lead. " * 4
    made = slides.of_chapter(notebook(f"## One\n\n{long}And this is not said.\n\n- a point\n- another point"), [])
    assert made[0].kind == "section"
    assert "And this is not said" not in made[0].body
    assert made[0].body.count("<li>") == 2


def test_points_of_the_next_cell_join_their_heading() -> None:
    assert kinds("## One\n\nA lead.", "**First.** It is so.\n\n**Second.** So, too.") == ["section"]
    assert kinds("## One", "?Which?", "**First.** It is so.") == ["section", "predict"]


def test_a_lead_keeps_the_formula_that_it_announces() -> None:
    (made, _) = slides.of_chapter(notebook("## One\n\nThe chance is:\n\n$$ (1-h)^n $$"), [])
    assert "<math" in made.body


def test_questions_and_answers_stand_apart() -> None:
    asked = "?**Predict first.** Which?\n\n1. this\n2. that\n\n"
    folded = "<details><summary>Answer</summary>\n\n**2.** That.\n\n</details>"
    question, answer, _ = slides.of_chapter(notebook(asked + folded), [])
    assert "That." not in question.body
    assert "Predict first" not in question.body
    assert "That." in answer.body


def test_figures_of_a_run_of_its_own_are_left_out() -> None:
    cells = ('%study = published("local-optimum")\nlive = run("local-optimum", 3)', '%live.figure("trap-curves")')
    assert kinds(*cells) == []
    assert kinds(*cells, '%study.figure("trap-curves")') == ["figure"]
    assert kinds('%published("local-optimum").figure("trap-curves")') == ["figure"]
    assert kinds("## Exercises", '%published("local-optimum").figure("trap-curves")') == []


def test_single_claims_share_a_slide_and_long_tables_are_parted() -> None:
    claim = '<aside class="claim v-holds"><p>A <span class="verdict">holds</span>.</p></aside>'
    assert '<span class="verdict v-holds">' in slides.of_chapter(notebook(claim), [])[0].body
    assert kinds("\n\n".join([claim] * 4)) == ["claims", "claims"]
    rows = "".join(f"| {number} | x |\n" for number in range(11))
    assert kinds(f"A table.\n\n| a | b |\n|---|---|\n{rows}") == ["table"] * 3


def test_titles_and_claims_are_escaped() -> None:
    html = slides.page("<b>", [[slides.Slide("title", "Chapter", "")]])
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("markdown", "characters", "said"),
    [
        ("One. Two. Three.", 3, "One."),
        ("One. Two. Three.", 5, "One. Two."),
        ("No end", 3, "No end"),
        ("A (see there. And there) b. C.", 3, "A (see there. And there) b."),
        ("Lewis et al. said so. Others did not.", 3, "Lewis et al. said so."),
        ("Is *this* it? Yes.", 3, "Is <em>this</em> it?"),
        ("1 < 2. And so on.", 2, "1 &lt; 2."),
    ],
)
def test_first_sentences(markdown: str, characters: int, said: str) -> None:
    assert first_sentences(soup(markdown).p, characters) == said


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("One in three. The cells below compute and count it. Option 1 is wrong.", "One in three. Option 1 is wrong."),
        ("The lowest of all (the next cell\nhas it), and so on.", "The lowest of all, and so on."),
        ("It is so. The last line of the output above counts it.", "It is so."),
        ("The interval is below zero. It depends on the cell.", "The interval is below zero. It depends on the cell."),
        ("**In** the cell below is more. So.", "In the cell below is more. So."),
        ("The next cell has it.", ""),
    ],
)
def test_sentences_on_cells_of_code_are_left_out(markdown: str, said: str) -> None:
    assert without_code(soup(markdown)).get_text().strip() == said


def test_slides_do_not_speak_of_cells_that_are_not_there(whole: tuple[Any, list[slides.Slide]]) -> None:
    assert "next cell" in "".join(cell.source for cell in whole[0].cells).replace("\n", " ")
    assert "next cell" not in "".join(slide.body for slide in whole[1]).replace("\n", " ")


def test_a_long_caption_has_two_sentences_on_its_slide() -> None:
    figure = (
        '<figure class="shown"><img width="9" height="3"/><figcaption><strong>It.</strong> {}</figcaption></figure>'
    )
    short = "One < two, so (it is). Two <em>are</em> more. Three."
    assert "Three." in slides.of_chapter(notebook(figure.format(short)), [])[0].body
    body = slides.of_chapter(notebook(figure.format(short + " And so on." * 50)), [])[0].body
    assert 'class="caption">One &lt; two, so (it is). Two <em>are</em> more.</p>' in body
    assert two_sentences(soup("Only one").p) == "Only one"


def test_formulas_are_no_markdown_and_links_are_text() -> None:
    tree = soup("With $a_1 * b_2$, and `$x$ $y$`: [there](../glossary.md#x).")
    assert len(tree.select("math")) == 1
    assert tree.em is None
    assert tree.code.get_text() == "$x$ $y$"
    assert tree.a is None
    assert "there" in tree.get_text()
