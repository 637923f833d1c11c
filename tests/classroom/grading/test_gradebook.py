"""The gradebook: safe cells, what a person changed, and what a regrade changes."""

from __future__ import annotations

import copy
import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grades import IDS, entry, graded, grades
from rich.console import Console

from altutor.classroom.grading import gradebook, marks
from altutor.classroom.grading.differences import Difference
from altutor.errors import AltutorError

RIGHT = [graded(id_) for id_ in IDS]
LATE = {"days": 1.5, "factor": 0.9, "says": "1.5 days late: 10% less"}


@pytest.fixture
def made() -> dict:
    by_hand = [
        {"exercise": IDS[0], "points": 2.5, "comment": "Half."},
        {"exercise": "", "points": None, "comment": "Hm"},
    ]
    return grades(
        [
            entry("ada", copy.deepcopy(RIGHT), name="Ada L", late=LATE, by_hand=by_hand),
            entry("bob", [graded(IDS[0], {"exact-p": {}}), graded(IDS[1], state="ungraded"), graded(IDS[2])]),
            entry("cyd", [graded(id_, state="missing") for id_ in IDS], name="=HYPERLINK(1)"),
        ]
    )


def table(folder: Path) -> list[dict[str, str]]:
    text = (folder / "gradebook.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if text.startswith("student;") else ","))


def edit(folder: Path, student: str, **cells: str) -> None:
    """Change cells as a person with a spreadsheet does."""
    rows = table(folder)
    for row in rows:
        if row["student"] == student:
            row |= {name.replace("_", " "): cell for name, cell in cells.items()}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    (folder / "gradebook.csv").write_text(text.getvalue(), encoding="utf-8-sig")


def test_one_line_a_student_one_column_an_exercise(tmp_path: Path, made: dict) -> None:
    gradebook.write(made, tmp_path)
    ada, bob, cyd = table(tmp_path)
    assert ",".join(ada) == "student,name,ch02 e1,ch02 e4,ch03 e2,earned,late,by hand,mark,of,comment"
    assert list(ada.values()) == ["ada", "Ada L", "2.5", "5", "5", "12.5", LATE["says"], "ch02 e1", "11.25", "15", "Hm"]
    assert (bob["ch02 e1"], bob["ch02 e4"], bob["earned"], bob["mark"]) == ("3", "", "", "")
    assert (cyd["name"], cyd["mark"]) == ("'=HYPERLINK(1)", "0")


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_becomes_a_formula_or_another_cell(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("book")
    by_hand = [{"exercise": "", "points": None, "comment": text}]
    gradebook.write(grades([entry("ada", copy.deepcopy(RIGHT), name=text, by_hand=by_hand)]), folder)
    (row,) = table(folder)
    for cell in (row["name"], row["comment"]):
        assert not cell.lstrip(' "').startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert row["mark"] == "15"
    assert gradebook.changed(folder) == gradebook.ignored(folder) == []


def test_nothing_changed(tmp_path: Path, made: dict) -> None:
    assert gradebook.changed(tmp_path) == []
    gradebook.write(made, tmp_path)
    assert gradebook.changed(tmp_path) == []
    edit(tmp_path, "ada", mark="11,250", ch02_e4="5.00")  # as a spreadsheet writes it again
    edit(tmp_path, "bob", mark="")
    assert gradebook.changed(tmp_path) == []


def test_a_persons_changes_become_marks_and_are_not_lost(tmp_path: Path, made: dict) -> None:
    gradebook.write(made, tmp_path)
    edit(tmp_path, "ada", mark="14,5", comment="Well argued.")
    edit(tmp_path, "bob", ch02_e4="0", ch02_e1="4")
    changes = gradebook.changed(tmp_path)
    assert changes == [
        ("ada", "", "11.25", "14,5"),
        ("ada", "comment", "Hm", "Well argued."),
        ("bob", IDS[0], "3", "4"),
        ("bob", IDS[1], "", "0"),
    ]
    kept = gradebook.keep(changes, [{"student": "bob", "exercise": IDS[0], "points": 3.5, "comment": "Why"}])
    for student in made["students"]:
        marks.apply(student, made["exercises"], kept)
    gradebook.write(made, tmp_path)
    ada, bob, _ = table(tmp_path)
    assert (ada["mark"], ada["comment"]) == ("14.5", "Well argued.")
    assert (bob["ch02 e1"], bob["ch02 e4"], bob["mark"], bob["by hand"]) == ("4", "0", "9", "ch02 e1, ch02 e4")
    assert {mark["comment"] for mark in kept if mark["exercise"] == IDS[0]} == {"Why"}
    assert gradebook.changed(tmp_path) == []


@pytest.mark.parametrize("fails", [1, 2, 3])
def test_a_run_that_is_stopped_while_writing_makes_up_no_changes(
    tmp_path: Path, made: dict, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    gradebook.write(made, tmp_path)
    again = copy.deepcopy(made)
    marks.settle(again["students"][1], made["exercises"], None, [{"exercise": "", "points": 7.0, "comment": "x"}])
    replace, times = os.replace, []

    def stop(*paths: object) -> None:
        times.append(paths)
        if len(times) == fails:
            raise KeyboardInterrupt
        replace(*paths)  # type: ignore[arg-type]

    for _ in range(2):  # stopped twice in a row
        times.clear()
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", stop)
            with pytest.raises(KeyboardInterrupt):
                gradebook.write(again, tmp_path)
        assert gradebook.changed(tmp_path) == gradebook.ignored(tmp_path) == []
    gradebook.write(again, tmp_path)
    assert table(tmp_path)[1]["mark"] == "7"
    edit(tmp_path, "bob", mark="6")
    assert gradebook.changed(tmp_path) == [("bob", "", "7", "6")]


def test_changes_that_are_put_back_are_named(tmp_path: Path, made: dict) -> None:
    assert gradebook.ignored(tmp_path) == []
    gradebook.write(made, tmp_path)
    edit(tmp_path, "ada", mark="11,250", earned="12.50", name="Ada  L", comment="New")
    assert gradebook.ignored(tmp_path) == []
    edit(tmp_path, "ada", ch02_e1="", earned="15", late="", of="20", comment="")
    edit(tmp_path, "cyd", name="Cyd", by_hand="all", mark="7")
    path = tmp_path / "gradebook.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("bob")), encoding="utf-8")
    found = gradebook.ignored(tmp_path)
    assert found[0] == f"{path}: the line of bob is gone. It is put back; the roster says who is in the class."
    assert [one.removeprefix(f"{path}, line ").partition(", and was")[0] for one in found[1:]] == [
        "2: ch02 e1 of ada is ''",
        "2: comment of ada is ''",
        "2: earned of ada is '15'",
        "2: late of ada is ''",
        "2: of of ada is '20'",
        "3: name of cyd is 'Cyd'",
        "3: by hand of cyd is 'all'",
    ]
    assert "for no points type 0" in found[1]
    assert "--late FILE" in found[4]
    assert gradebook.changed(tmp_path) == [("cyd", "", "0", "7")]


def test_a_column_that_is_gone_is_named_once(tmp_path: Path, made: dict) -> None:
    gradebook.write(made, tmp_path)
    rows = [{name: cell for name, cell in row.items() if name != "mark"} for row in table(tmp_path)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "gradebook.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    assert gradebook.ignored(tmp_path) == [
        f"{path}: the column mark is gone or empty. It is put back, and nothing else changes."
    ]


def test_setting_a_mark_back_to_what_it_once_was_counts(tmp_path: Path, made: dict) -> None:
    gradebook.write(made, tmp_path)
    made["students"][0]["mark"] = 10.0
    gradebook.write(made, tmp_path)
    edit(tmp_path, "ada", mark="11.25")
    assert gradebook.changed(tmp_path) == [("ada", "", "10", "11.25")]


@pytest.mark.parametrize(("cell", "value"), [("mark", "fail"), ("mark", "-1"), ("ch02_e1", "inf")])
def test_a_cell_that_is_no_mark_is_not_written_over(tmp_path: Path, made: dict, cell: str, value: str) -> None:
    gradebook.write(made, tmp_path)
    edit(tmp_path, "ada", **{cell: value})
    with pytest.raises(AltutorError, match=rf"line 2, column {cell.replace('_', ' ')} is '{value}'"):
        gradebook.changed(tmp_path)


def test_a_person_or_a_column_that_was_added_is_not_written_over(tmp_path: Path, made: dict) -> None:
    gradebook.write(made, tmp_path)
    path = tmp_path / "gradebook.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + "zoe,,,,,,,,3,,\n", encoding="utf-8")
    with pytest.raises(AltutorError, match=r"line 5: there was no 'zoe'.*roster"):
        gradebook.changed(tmp_path)
    path.write_text(whole.replace("comment", "comment,bonus", 1), encoding="utf-8")
    with pytest.raises(AltutorError, match="the first line must name the columns"):
        gradebook.changed(tmp_path)


def test_a_damaged_note_is_named(tmp_path: Path, made: dict) -> None:
    gradebook.write(made, tmp_path)
    (tmp_path / gradebook.WRITTEN).write_text('{"rows": 3}')
    with pytest.raises(AltutorError, match="is damaged: copy your own changes"):
        gradebook.changed(tmp_path)


def test_differences_say_what_changed_and_why(made: dict) -> None:
    new = copy.deepcopy(made)
    ada, bob, cyd = new["students"]
    marks.settle(ada, new["exercises"], LATE, [])  # the person's mark is gone
    bob["exercises"] = [graded(IDS[0]), graded(IDS[1], {"unbiased": {}}), graded(IDS[2])]
    marks.settle(bob, new["exercises"], None, [])
    cyd["student"] = "dan"
    assert gradebook.differences(made, made) == []
    found = gradebook.differences(made, new)
    assert found == [
        Difference("ada", "ch02 e1", 2.5, 5.0, "the mark by hand is gone; the comment is gone: 'Half.'"),
        Difference("ada", "", 11.25, 13.5, "a mark by hand of an exercise is gone; the comment is gone: 'Hm'"),
        Difference("bob", "ch02 e1", 3.0, 5.0, "exact-p: wrong, now right"),
        Difference(
            "bob",
            "ch02 e4",
            None,
            3.0,
            "; ".join(
                f"{part}: ungraded, now {kind}"
                for part, kind in (("chances-of-draws", "right"), ("weights-of-draws", "right"), ("unbiased", "wrong"))
            ),
        ),
        Difference("bob", "", None, 13.0, "other points"),
        Difference("cyd", "", 0.0, None, "not in this run"),
        Difference("dan", "", None, 0.0, "new in this run"),
    ]


def test_differences_of_the_mark_alone(made: dict) -> None:
    new = copy.deepcopy(made)
    ada = new["students"][0]
    later = {"days": 4.0, "factor": 0.0, "says": "4 days late: no points are kept"}
    marks.settle(ada, new["exercises"], later, ada["by_hand"])
    ada["submitted"] = "2026-11-24T12:00:00+00:00"
    assert gradebook.differences(made, new) == [
        Difference("ada", "", 11.25, 0.0, "another submission; 4 days late: no points are kept")
    ]
    new["exercises"][1]["points"] = 2.0
    assert Difference("ada", "ch02 e4", 5.0, 2.0, "the exercise is worth something else") in gradebook.differences(
        made, new
    )


def test_differences_fold_all_causes_of_a_mark(made: dict) -> None:
    new = copy.deepcopy(made)
    ada = made["students"][0]
    marks.settle(ada, made["exercises"], LATE, [{"exercise": "", "points": 16.0, "comment": ""}])
    again = new["students"][0]
    again["exercises"][1] = graded(IDS[1], {"unbiased": {}})
    marks.settle(again, new["exercises"], None, [{"exercise": IDS[0], "points": 6.0, "comment": ""}])
    cause = "the mark by hand is gone; an exercise is marked by hand; not late any more; other points"
    found = gradebook.differences(made, new)
    assert Difference("ada", "", 16.0, again["mark"], cause) in found
    assert Difference("ada", "ch02 e1", 5.0, 6.0, "marked by hand") in found
    back = gradebook.differences(new, made)
    assert Difference("ada", "", again["mark"], 16.0, "marked by hand") in back
    assert Difference("ada", "ch02 e1", 6.0, 5.0, "the mark by hand is gone") in back


def test_a_comment_that_vanishes_is_shown_though_no_number_changes(made: dict) -> None:
    new = copy.deepcopy(made)
    new["students"][0]["by_hand"][1]["comment"] = "Another."
    new["students"][0]["by_hand"][0]["comment"] = ""
    assert gradebook.differences(made, new) == [Difference("ada", "ch02 e1", 2.5, 2.5, "the comment is gone: 'Half.'")]
    del new["students"][0]["by_hand"][1]
    made["students"][0]["by_hand"][1]["comment"] = "long " * 20
    _, mark = gradebook.differences(made, new)
    assert (mark.exercise, mark.old, mark.new) == ("", 11.25, 11.25)
    assert mark.why == f"the comment is gone: {'long ' * 12 + ' ...'!r}"


def test_differences_are_printed_as_they_are() -> None:
    output = Console(file=io.StringIO(), width=120)
    found = [Difference("ada", "", None, 11.25, "[bold]why[/bold]"), Difference("bob", "ch02 e1", 3, 4)]
    gradebook.print_differences(output, found)
    text = output.file.getvalue()  # type: ignore[attr-defined]
    assert "[bold]why[/bold]" in text
    assert text.splitlines()[1].split()[:4] == ["ada", "mark", "–", "11.25"]
    assert text.splitlines()[2].split() == ["bob", "ch02", "e1", "3", "4"]
    gradebook.print_differences(output, [])
    assert "No mark changes." in output.file.getvalue()  # type: ignore[attr-defined]
