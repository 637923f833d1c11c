"""Points, lateness and a person's marks become a mark."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grades import IDS, entry, graded, grades, infos

from altutor.classroom.grading import marks
from altutor.errors import AltutorError

EXERCISES = infos()


def exercise(points: int, of: int, state: str = "open") -> dict:
    return {"exercise": "x", "state": state, "points": points, "of": of, "parts": []}


def settled(points: list[tuple[int, int, float]], late: float | None = None, by_hand: list | None = None) -> dict:
    """Settle exercises of (points, of, worth here)."""
    made: dict = {"exercises": [exercise(one, of) for one, of, _ in points]}
    known = [{"id": f"e{number}", "points": worth, "own": of} for number, (_, of, worth) in enumerate(points)]
    marks.settle(made, known, None if late is None else {"factor": late}, by_hand or [])
    return made


def test_points_are_scaled_and_rounded_once() -> None:
    made = settled([(1, 3, 1.0), (1, 3, 1.0), (1, 3, 1.0)])
    assert made["earned"] == 1.0  # three thirds, and not 3 times 0.33
    assert made["mark"] == 1.0


def test_halves_go_up() -> None:
    assert settled([(1, 200, 1.0)])["mark"] == 0.01
    assert settled([(1, 8, 1.0)])["mark"] == 0.13
    assert settled([(5, 5, 0.35)], late=0.9)["mark"] == 0.32  # 0.315, which no float is


def test_lateness_is_taken_off_the_mark_and_not_off_what_was_earned() -> None:
    made = settled([(3, 4, 10.0)], late=0.9)
    assert (made["earned"], made["mark"]) == (7.5, 6.75)


def test_a_persons_points_replace_those_of_an_exercise_before_lateness() -> None:
    by_hand = [{"exercise": "e0", "points": 4.0, "comment": ""}]
    made = settled([(0, 5, 5.0), (5, 5, 5.0)], late=0.5, by_hand=by_hand)
    assert (made["earned"], made["mark"]) == (9.0, 4.5)


def test_a_persons_mark_is_the_mark_whatever_else_holds() -> None:
    by_hand = [{"exercise": "", "points": 0.0, "comment": "Agreed."}]
    assert settled([(5, 5, 5.0)], late=0.5, by_hand=by_hand)["mark"] == 0.0


def test_a_comment_alone_changes_nothing() -> None:
    by_hand = [{"exercise": "", "points": None, "comment": "Well done."}]
    assert settled([(5, 5, 5.0)], by_hand=by_hand)["mark"] == 5.0


def test_what_is_ungraded_is_no_mark_until_a_person_gives_one() -> None:
    open_ = entry("ada", [graded(IDS[0], state="ungraded"), graded(IDS[1]), graded(IDS[2])])
    assert (open_["earned"], open_["mark"]) == (None, None)
    marks.settle(open_, EXERCISES, None, [{"exercise": IDS[0], "points": 2.0, "comment": ""}])
    assert (open_["earned"], open_["mark"]) == (12.0, 12.0)
    marks.settle(open_, EXERCISES, None, [{"exercise": "", "points": 9.0, "comment": ""}])
    assert (open_["earned"], open_["mark"]) == (None, 9.0)
    assert marks.counted(open_, EXERCISES) == [None, 5.0, 5.0]


@settings(deadline=None)
@given(
    points=st.lists(st.tuples(st.integers(0, 9), st.integers(9, 20), st.integers(0, 4000)), min_size=1, max_size=6),
    factor=st.floats(0, 1),
)
def test_the_mark_lies_between_nothing_and_what_the_exercises_are_worth(points: list, factor: float) -> None:
    made = settled([(one, of, worth / 100) for one, of, worth in points], late=factor)
    assert 0 <= made["mark"] <= made["earned"] <= sum(worth for *_, worth in points) / 100 + 1e-9


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["student,exercise,points,comment", *lines]), encoding="utf-8")
    return path


def test_read_knows_exercises_by_every_name(tmp_path: Path) -> None:
    path = write(tmp_path / "marks.csv", "ada,ch02 e1,4,Good", f"ada,{IDS[1]},2.5,", "bob,,0,", 'eve,,,"Come, please"')
    found = marks.read(path, ["ada", "bob", "eve"], EXERCISES)
    assert [(one["student"], one["exercise"], one["points"], one["comment"]) for one in found] == [
        ("ada", IDS[0], 4.0, "Good"),
        ("ada", IDS[1], 2.5, ""),
        ("bob", "", 0.0, ""),
        ("eve", "", None, "Come, please"),
    ]
    assert marks.read(tmp_path / "none.csv", [], EXERCISES) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("adda,,3,", "did you mean ada"),
        ("zzz,,3,", "write an id"),
        ("ada,ch09 e9,3,", "write one of ch02 e1, ch02 e4, ch03 e2"),
        ("ada,,three,", "column points is 'three'"),
        ("ada,,-1,", "column points is '-1'"),
        ("ada,,nan,", "column points is 'nan'"),
        ("ada,,1e9,", "column points"),
        ("ada,,,", "there is no comment"),
        ("bob,,4,", "line 2 is about the same mark"),
    ],
)
def test_errors_name_line_and_column(tmp_path: Path, line: str, names: str) -> None:
    path = write(tmp_path / "marks.csv", "bob,,3,", line)
    with pytest.raises(AltutorError, match="line 3, column") as caught:
        marks.read(path, ["ada", "bob"], EXERCISES)
    assert names in str(caught.value)


def test_a_misspelt_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "marks.csv").write_text("student,exercise,points,coment\nada,,3,Good\n", encoding="utf-8")
    with pytest.raises(AltutorError, match="the first line must name the columns"):
        marks.read(tmp_path / "marks.csv", ["ada"], EXERCISES)


comments = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).map(
    lambda text: " ".join(text.split())
)


@settings(deadline=None)
@given(
    rows=st.dictionaries(
        st.tuples(st.sampled_from(["ada", "bob"]), st.sampled_from(["", *IDS])),
        st.tuples(st.one_of(st.none(), st.integers(0, 10_000).map(lambda number: number / 100)), comments),
    )
)
def test_what_is_written_is_read_again(rows: dict, tmp_path_factory: pytest.TempPathFactory) -> None:
    given_marks = [
        {"student": student, "exercise": exercise_, "points": points, "comment": comment}
        for (student, exercise_), (points, comment) in rows.items()
        if points is not None or comment
    ]
    path = tmp_path_factory.mktemp("marks") / "marks.csv"
    marks.write(path, given_marks, EXERCISES)
    assert marks.read(path, ["ada", "bob"], EXERCISES) == given_marks


def test_apply_takes_the_students_own_marks() -> None:
    made = grades([entry("ada", [graded(id_) for id_ in IDS])])["students"][0]
    rows = [
        {"student": "bob", "exercise": "", "points": 1.0, "comment": ""},
        {"student": "ada", "exercise": IDS[0], "points": 2.0, "comment": "x"},
    ]
    marks.apply(made, EXERCISES, rows)
    assert made["by_hand"] == [{"exercise": IDS[0], "points": 2.0, "comment": "x"}]
    assert made["mark"] == 12.0
