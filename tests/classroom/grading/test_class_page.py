"""The class page: all an instructor should see, escaped, at home without a network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from made_grades import IDS, a_class, entry, graded, grades
from test_feedback import Page

from altutor.classroom import catalogue
from altutor.classroom.grading import class_page, feedback, revisit
from altutor.classroom.submissions.collect import Submission

ANSWERS = Path(__file__).parents[2] / "exercises"


def answer(stem: str) -> dict[str, bytes]:
    return {id_: (ANSWERS / id_ / f"{stem}.py").read_bytes() for id_ in IDS}


@pytest.fixture
def written(tmp_path: Path) -> tuple[str, dict]:
    made = a_class(40, seed=1)
    made["students"][3] = entry("s003", [graded(IDS[0], state="ungraded"), graded(IDS[1]), graded(IDS[2])])
    made["students"][4] = entry("s004", [graded(id_, state="missing") for id_ in IDS])
    copied = {id_: content + b"\n# <script>alert(1)</script>\n" for id_, content in answer("solution").items()}
    given = [Submission("s000", answer("solution")), Submission("s001", answer("second")), Submission("s002", copied)]
    feedback.write(made, tmp_path)
    path = class_page.write(made, tmp_path, given, ["`<b>zoe</b>.zip` belongs to nobody of the roster."])
    assert path == tmp_path / "class.html"
    return path.read_text(encoding="utf-8"), made


def test_it_says_what_an_instructor_needs(written: tuple[str, dict]) -> None:
    words = Page(written[0]).words
    for expected in (
        "40 students, 3 exercises, 15 points.",
        "The grader failed (KeyError: 'x').",
        "<b>zoe</b>.zip belongs to nobody of the roster.",
        "39 marks, 1 student without one.",
        "Handed in nothing: s004.",
        "interval returns Newcombe's 95% interval of the difference",
        "s000 and s002 : 100% shared",
        "look at these two yourself",
        "# <script>alert(1)</script>",
        "Graded in a sandbox: bubblewrap 0.8.0.",
    ):
        assert expected in words, expected
    assert "cheat" not in words.lower()
    assert "plagia" not in words.lower()


def test_misconceptions_come_with_what_students_were_told_and_where_to_read(written: tuple[str, dict]) -> None:
    words, made = Page(written[0]).words, written[1]
    counts: dict[tuple[str, str], set[str]] = {}
    for student in made["students"]:
        for one in student["exercises"]:
            for part in one["parts"]:
                if part["mistake"]:
                    counts.setdefault((one["exercise"], part["mistake"]), set()).add(student["student"])
    assert len(counts) > 5
    for (id_, mistake), students in counts.items():
        name = mistake.replace("-", " ").capitalize()
        assert f"{name}: {len(students)} student{'s' if len(students) > 1 else ''}" in words
        assert catalogue.load(id_).mistake(mistake).says in words
        assert revisit.sections(id_) in words


def test_page_is_self_contained_and_accessible(written: tuple[str, dict], tmp_path: Path) -> None:
    page = Page(written[0])
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not re.search(r"(?i)<[^>]*(https?://|\son\w+=)|url\(|@import", written[0])
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.tags.count("table") == page.tags.count("caption")
    assert all("scope" in attributes for tag, attributes in page.elements if tag == "th")
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for link in (str(attributes["href"]) for tag, attributes in page.elements if tag == "a"):
        assert link[1:] in ids if link.startswith("#") else (tmp_path / link).is_file(), link


def test_what_needs_you_names_people_and_ends_with_how_files_were_read(tmp_path: Path) -> None:
    right = [graded(id_) for id_ in IDS]
    high = [{"exercise": IDS[0], "points": 99.0, "comment": ""}]
    whole = [{"exercise": "", "points": 15.5, "comment": "<b>"}]
    exact = [{"exercise": IDS[0], "points": 5.0, "comment": ""}]
    marked = {"days": None, "factor": 0.9, "says": "Marked late without a time, the first step: 10% less"}
    behind = {"days": 1.5, "factor": 0.5, "says": "1.5 days late: 50% less"}
    made = grades(
        [
            entry("ada", [graded(id_, state="missing") for id_ in IDS]),
            entry("bob", [graded(id_, state="not started") for id_ in IDS]),
            entry("eve", right, by_hand=whole, late=behind),
            entry("fay", right, by_hand=high),
            entry("gus", right, by_hand=exact),
        ]
    )
    text = class_page.write(made, tmp_path, [], ["Read as: a folder of files."]).read_text(encoding="utf-8")
    words = Page(text).words.partition("Marks in")[0].partition("Pairs to look at")[2]
    places = [
        words.index(expected)
        for expected in (
            "What needs you More by hand than it is worth",
            "eve: 15.5 of 15 by hand; a bonus, or a slip?",
            "fay: 99 of 5 by hand in ch02 e1; a bonus, or a slip?",
            "Handed in nothing: ada.",
            "Handed in untouched stubs or empty files only: bob.",
            "eve: 1.5 days late: 50% less.",
            "From collecting Read as: a folder of files.",
        )
    ]
    assert places == sorted(places)
    assert "gus:" not in words
    assert "no time is known" not in words
    made["students"][2]["late"] = marked
    assert "Where no time is known" in class_page.write(made, tmp_path, []).read_text(encoding="utf-8")


def test_a_group_is_named_and_the_exercise_that_stands_out(tmp_path: Path) -> None:
    ids = (IDS[0], IDS[1])
    made = grades([entry(name, [graded(id_) for id_ in IDS], group=name[0]) for name in ("a1", "a2", "b1", "c1", "c2")])
    mixed = {IDS[0]: answer("solution")[IDS[0]], IDS[1]: answer("second")[IDS[1]]}
    own = {id_: answer("solution")[id_] for id_ in ids}
    given = [Submission("a1", own), Submission("a2", own), Submission("b1", mixed)]
    text = class_page.write(made, tmp_path, given).read_text(encoding="utf-8")
    assert text.count("look at these two yourself") == 1
    assert "group a (a1, a2) and b1 : 100% of ch02 e1 shared" in Page(text).words
    assert "<mark>" in text
    assert "white-space: pre-wrap" in text  # long lines can be read to their end


def test_bars_are_as_long_as_their_counts(written: tuple[str, dict]) -> None:
    found = re.findall(r'width: ([\d.]+)%" aria-hidden="true"></span>(\d+)<', written[0])
    widths, counts = [float(width) for width, _ in found], [int(count) for _, count in found]
    assert len(found) == 10
    assert sum(counts) == 39
    assert widths == pytest.approx([88 * count / max(counts) for count in counts], abs=0.06)


def test_without_a_sandbox_it_says_so_at_the_top(tmp_path: Path) -> None:
    made = grades([entry("ada", [graded(id_) for id_ in IDS])]) | {"sandbox": "none (--unsafe)"}
    words = Page(class_page.write(made, tmp_path, []).read_text(encoding="utf-8")).words
    assert words.index("Graded WITHOUT a sandbox (--unsafe).") < words.index("What needs you")
    assert "Nothing: everything was graded." in words
    assert "1 student, 3 exercises" in words


def test_a_class_of_nobody(tmp_path: Path) -> None:
    words = Page(class_page.write(grades([]), tmp_path, []).read_text(encoding="utf-8")).words
    assert "Nobody has a mark." in words
    assert "No pair stands out." in words


def test_files_are_shown_in_part(tmp_path: Path) -> None:
    text = answer("solution")[IDS[0]] + b"# x\n" * 500
    made = grades([entry(name, [graded(id_) for id_ in IDS]) for name in ("ada", "bob")])
    page = class_page.write(made, tmp_path, [Submission(name, {IDS[0]: text}) for name in ("ada", "bob")])
    assert "more lines" in page.read_text(encoding="utf-8")


SAME = """
import sys
from pathlib import Path
from made_grades import a_class
from altutor.classroom.grading import class_page, feedback
from altutor.classroom.submissions.collect import Submission
from test_class_page import answer
stems = ["solution", "second"] * 6
given = [Submission(f"s{number:03}", answer(stem)) for number, stem in enumerate(stems)]
feedback.write(a_class(12), Path(sys.argv[1]))
class_page.write(a_class(12), Path(sys.argv[1]), given)
"""


def test_pages_are_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    for hashes in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hashes, "PYTHONPATH": str(Path(__file__).parent)}
        subprocess.run([sys.executable, "-c", SAME, str(tmp_path / hashes)], check=True, env=environment)
    first, second = (sorted((tmp_path / hashes).rglob("*.*")) for hashes in ("1", "2"))
    assert len(first) == 25
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_sections_of_a_clone_and_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert revisit.sections(IDS[0]) == "chapter 2: Can you see it"
    monkeypatch.setattr(revisit, "PLACES", ())
    revisit._sections.cache_clear()
    assert revisit.sections(IDS[0]) == "chapter 2, learning goals 2.4"
    revisit._sections.cache_clear()
