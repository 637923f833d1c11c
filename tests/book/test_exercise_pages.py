"""The pages of the exercises: all of them are there, every link has its end, and nothing is given away."""

from __future__ import annotations

import ast
import re
from html import unescape
from pathlib import Path

import pytest

from altutor.book import exercise_pages, macros
from altutor.classroom import catalogue, stubs
from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import OPEN, grade
from altutor.classroom.messages import explain
from altutor.classroom.student import Direct
from altutor.errors import AltutorError

ROOT = Path(__file__).parents[2]
EXERCISES = catalogue.find()
PAGES = exercise_pages.pages(ROOT)
each = pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise.id for exercise in EXERCISES])
LONG = 25  # characters of a line that is more than a keyword or two


def page_of(exercise: Exercise) -> str:
    return PAGES[f"exercises/{exercise.chapter}.md"]


def section_of(exercise: Exercise) -> str:
    (found,) = re.findall(rf"(?ms)^## [^\n]* {{ #{exercise.stem} }}$(.*?)(?=^## |\Z)", page_of(exercise))
    return str(found)


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", unescape(re.sub(r'</?[a-z]\w*( \w+="\w*")?>', "", text)))


def anchors(path: Path, marker: str) -> set[str]:
    headings = re.findall(rf"(?m)^{marker}##+ (.+)$", path.read_text(encoding="utf-8"))
    return {exercise_pages.anchor(heading) for heading in headings}


def test_each_chapter_has_a_page_that_the_navigation_shows() -> None:
    chapters = sorted(path.stem for path in (ROOT / "chapters").glob("[0-9][0-9]_*.py"))
    assert [*PAGES] == [f"exercises/ch{chapter}.md" for chapter in chapters]
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert all(f": {address}\n" in navigation for address in PAGES)


@each
def test_section_says_what_a_student_needs(exercise: Exercise) -> None:
    section = section_of(exercise)
    assert f"## {exercise.stem.partition('_')[0]} {exercise.title} {{" in page_of(exercise)
    assert f"{exercise.minutes} minutes" in section
    task = re.sub(r"(?m)^ *\d+\. ", "", stubs.task(exercise))  # a page counts by itself
    assert squeezed(task) in squeezed(section)
    assert all(squeezed(part.asks) in squeezed(section) for part in exercise.parts)
    assert f"\npytest exercises/{exercise.chapter}/test_{exercise.stem}.py\n" in section
    assert f"\naltutor hint {exercise.short}\n" in section
    assert section.count("Do first:") == bool(exercise.needs)


@each
def test_code_is_the_stub_without_its_task(exercise: Exercise) -> None:
    code = re.findall(r"(?s)``` \{\.python \.stub\}\n(.*?)\n```", section_of(exercise))[-1]
    text = stubs.text(exercise)
    assert text.strip().endswith(code)
    assert ast.get_docstring(ast.parse(code)) is None
    assert len(ast.parse(code).body) == len(ast.parse(text).body) - 1


@each
def test_nothing_is_given_away(exercise: Exercise) -> None:
    section = squeezed(section_of(exercise))
    for part in exercise.parts:
        assert not [hint for hint in part.hints if squeezed(hint) in section]
    assert not [mistake.id for mistake in exercise.mistakes if squeezed(mistake.says) in section]
    shipped = squeezed(stubs.text(exercise))
    answers = list((ROOT / "tests" / "exercises" / exercise.id).glob("*.py"))
    answers.append(catalogue.GRADERS / f"{exercise.id}.py")
    for path in answers:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, (ast.Assign, ast.AugAssign, ast.Return)):
                line = squeezed(ast.unparse(node))
                assert len(line) < LONG or line in shipped or line not in section, ast.unparse(node)


def test_links_have_an_end() -> None:
    links = [(page, link) for page, text in PAGES.items() for link in re.findall(r"\]\(([^)]+)\)", text)]
    overview = exercise_pages.overview(ROOT)
    links += [("exercises/index.md", link) for link in re.findall(r'href="([^"]+)"', overview)]
    assert len(links) > 2 * len(EXERCISES)
    for page, link in links:
        path, _, anchor = link.partition("#")
        if path.startswith("../chapters/"):
            chapter = ROOT / "chapters" / f"{Path(path).stem}.py"
            assert chapter.exists(), (page, link)
            assert not anchor or anchor in anchors(chapter, "# "), (page, link)
        elif path == "../glossary.md":
            assert anchor in anchors(ROOT / "docs" / "glossary.md", ""), (page, link)
        elif path != "index.md":
            assert f"{{ #{anchor} }}" in PAGES[f"exercises/{path}"], (page, link)


def test_table_of_all_exercises() -> None:
    text = exercise_pages.overview(ROOT)
    for exercise in EXERCISES:
        assert f'<a href="{exercise.chapter}.md#{exercise.stem}">' in text
    assert text.count("<table") == len(PAGES)
    assert macros.fill("{{ all_exercises() }}", "exercises/index.md", ROOT) == text


def test_list_in_a_chapter() -> None:
    for page in PAGES:
        chapter = Path(page).stem.removeprefix("ch")
        own = [exercise for exercise in EXERCISES if exercise.chapter == f"ch{chapter}"]
        text = macros.fill("{{ exercises() }}", f"chapters/{chapter}.ipynb", ROOT)
        assert len(text.splitlines()) == len(own)
        for exercise, line in zip(own, text.splitlines(), strict=True):
            address = f"../exercises/{exercise.chapter}.md#{exercise.stem}"
            assert line == f"- [{exercise.title}]({address}): {exercise.kind}, {exercise.minutes} minutes"
        source = (ROOT / "chapters" / f"{chapter}.py").read_text(encoding="utf-8")
        assert "# {{ exercises() }}\n" in source.partition("# ## Exercises\n")[2]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"goals": ("99.1",)}, "serves the learning goal 99.1, which"),
        ({"terms": ("nonsense",)}, "uses the term 'nonsense', which"),
        ({"needs": ("chapter 3, nonsense",)}, "'chapter 3, nonsense', which is not a section of chapter 3"),
        ({"needs": ("chapter 99",)}, "not a section of chapter 99"),
        ({"needs": ("patience",)}, "needs 'patience': write"),
        ({"needs": ("ch01 e99",)}, "no exercise 'ch01 e99'"),
    ],
)
def test_what_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, change: dict[str, object], words: str) -> None:
    for name, value in change.items():
        monkeypatch.setattr(EXERCISES[0], name, value)
    with pytest.raises(AltutorError, match=words):
        exercise_pages.pages(ROOT)


def test_a_task_is_read_as_commonmark_and_its_asterisks_multiply() -> None:
    made = exercise_pages.TASK.render("1. a ** b and (c)**d\n\n       z**2 < 1\n\n   more\n2. end")
    assert made.count("<ol>") == made.count("<pre>") == 1
    assert "a ** b and (c)**d" in made
    assert "z**2 &lt; 1" in made


def test_message_shown_as_an_example_is_what_the_check_says() -> None:
    """One known wrong answer, as pytest prints it."""
    exercise = catalogue.one("ch01 e1")
    path = ROOT / "tests" / "exercises" / exercise.id / "wrong_confidence.py"
    result = grade(exercise, path, Direct(path))
    assert result.state == OPEN
    (wrong,) = [one for one in result.parts if one.found is not None]
    message = explain(exercise, wrong)
    page = (ROOT / "docs" / "exercises" / "index.md").read_text(encoding="utf-8")
    assert "\n".join(f"    {line}" for line in str(message).splitlines()) in page
    assert f"{result.points} of {exercise.points}" in page
