from __future__ import annotations

import pytest

from altutor.classroom import catalogue
from altutor.classroom.assignment.assignment import Assigned
from altutor.classroom.assignment.choose import assigned, exercises
from altutor.errors import AltutorError


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["2"], ["ch02"]),
        (["02"], ["ch02"]),
        (["ch2"], ["ch02"]),
        (["3", "2"], ["ch02", "ch03"]),
        (["2,3"], ["ch02", "ch03"]),
        (["ch03", "e2"], ["ch03 e2"]),
        (["ch03 e2"], ["ch03 e2"]),
        (["3", "e2", "e1"], ["ch03 e1", "ch03 e2"]),
        (["ch03", "e2", "4"], ["ch03 e2", "ch04"]),
        (["ch03/e2", "ch03/e2"], ["ch03 e2"]),
        (["exercises/ch03_local_optima/e2_epsilon.py"], ["ch03 e2"]),
    ],
)
def test_words_mean_exercises_in_the_order_of_the_book(words: list[str], meant: list[str]) -> None:
    expected = [one.id for piece in meant for one in catalogue.find(*piece.split())]
    assert [one.id for one in exercises(words)] == expected


@pytest.mark.parametrize("words", [[], ["e2"], ["bias"], ["9"], ["ch03", "e99"], ["-1"]])
def test_words_that_mean_none(words: list[str]) -> None:
    with pytest.raises(AltutorError, match=r"type|lists all"):
        exercises(words)


@pytest.mark.parametrize("word", ["9", "09", "ch9", "ch09"])
def test_a_chapter_that_the_book_does_not_have(word: str) -> None:
    with pytest.raises(AltutorError, match="There is no chapter 9: the book has 1 to 6"):
        exercises(["2", word, "e1"])


def test_points_are_the_exercises_own_unless_given() -> None:
    chosen = exercises(["ch02", "e1", "e2"])
    assert assigned(chosen, []) == tuple(Assigned(one.id, float(one.points)) for one in chosen)
    assert [one.points for one in assigned(chosen, ["ch02 e1=10", "ch02/e2 = 0.5"])] == [10.0, 0.5]
    assert assigned(chosen, ["ch02 e1=2,5"])[0].points == 2.5
    before = (Assigned(chosen[0].id, 3.0),)
    assert [one.points for one in assigned(chosen, ["ch02 e2=1"], before)] == [3.0, 1.0]


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ("ch02 e1", "is not understood: write it as --points 'ch02 e1=10'"),
        ("=3", "is not understood: write it as --points 'ch02 e1=10'"),
        ("ch02 e1=0", "points must be above 0"),
        ("ch02 e2=-1", "points must be above 0, such as --points 'ch02 e2=10'"),
        ("ch02 e1=inf", "is not understood"),
        ("ch02 e1=nan", "is not understood"),
        ("ch02 e2=ten", "is not understood: write it as --points 'ch02 e2=10'"),
        ("ch02=3", "means"),
        ("ch03 e1=3", "is not assigned"),
        ("ch02 e77=3", "--points 'ch02 e77=3': There is no exercise"),
    ],
)
def test_settings_that_are_refused(setting: str, named: str) -> None:
    with pytest.raises(AltutorError, match=named):
        assigned(exercises(["ch02", "e1", "e2"]), [setting])
