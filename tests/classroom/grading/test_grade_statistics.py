"""Statistics of a class: values worked out by hand, and nothing where nothing can be said."""

from __future__ import annotations

import numpy as np
import pytest
from made_grades import IDS, a_class, entry, graded, grades

from altutor.classroom.grading import statistics
from altutor.classroom.grading.statistics import Stuck

ONE = (IDS[0],)  # parts: difference 1, score-interval 2, exact-p 2; worth 5 here and there


def one_exercise(*wrong: list[str] | str) -> dict:
    """Return a class with one exercise: parts that each student got wrong, or a state."""
    students = []
    for number, own in enumerate(wrong):
        made = graded(IDS[0], state=own) if isinstance(own, str) else graded(IDS[0], {part: {} for part in own})
        students.append(entry(f"s{number:02}", [made]))
    return grades(students, ONE)


def by_part(made: dict) -> dict[str, statistics.PartStatistics]:
    return {one.part: one for one in statistics.parts(statistics.table(made))}


def test_difficulty_is_among_those_who_began() -> None:
    made = one_exercise([], ["exact-p"], ["exact-p", "difference"], "missing", "not started", "ungraded")
    found = by_part(made)
    assert [one.began for one in found.values()] == [3, 3, 3]
    assert found["difference"].difficulty == pytest.approx(2 / 3)
    assert found["score-interval"].difficulty == 1
    assert found["exact-p"].difficulty == pytest.approx(1 / 3)
    assert by_part(one_exercise("missing"))["exact-p"].difficulty is None


def test_discrimination_leaves_the_part_itself_out() -> None:
    wrong = [[], ["exact-p"], ["exact-p", "difference"], ["score-interval"], [], ["difference"], ["exact-p"], []]
    made = one_exercise(*wrong, ["score-interval", "exact-p"], [], ["exact-p"])
    rows = statistics.table(made)
    points = rows.pivot(index="student", columns="part", values="points")
    expected = np.corrcoef(points["exact-p"], points["difference"] + points["score-interval"])[0, 1]
    found = by_part(made)["exact-p"]
    assert found.discrimination == pytest.approx(expected)
    z = np.arctanh(expected) + np.array([-1, 1]) * 1.959964 / np.sqrt(len(points) - 3)
    assert (found.low, found.high) == pytest.approx(tuple(np.tanh(z)), abs=1e-6)


def test_discrimination_is_unknown_for_few_and_where_all_earn_the_same() -> None:
    few = one_exercise(*([[], ["exact-p", "difference"]] * 4))
    assert by_part(few)["exact-p"].discrimination is None
    many = one_exercise(*([[], ["exact-p", "difference"]] * 5))
    assert by_part(many)["exact-p"].discrimination == pytest.approx(1)
    assert by_part(many)["score-interval"].discrimination is None


def test_points_are_those_of_the_assignment() -> None:
    rows = statistics.table(grades([entry("ada", [graded(IDS[0])], points=10.0)], ONE, points=10.0))
    assert rows["points"].tolist() == [2, 4, 4]


def test_distribution_counts_everyone_once() -> None:
    made = a_class(50, seed=3)
    made["students"][0]["mark"] = None
    made["students"][1]["mark"] = made["of"]
    found = statistics.distribution(made)
    assert found is not None
    assert (found.students, found.without) == (49, 1)
    assert sum(count for *_, count in found.bins) == 49
    assert found.bins[-1][1] == made["of"]
    known = [one["mark"] for one in made["students"] if one["mark"] is not None]
    assert found.mean == pytest.approx(np.mean(known))
    assert found.deviation == pytest.approx(np.std(known, ddof=1))
    assert found.quartiles[1] == pytest.approx(np.median(known))


def test_distribution_of_nobody_and_of_more_than_all_points() -> None:
    assert statistics.distribution(one_exercise("ungraded")) is None
    bonus = one_exercise([])
    bonus["students"][0]["mark"] = 6.5
    found = statistics.distribution(bonus)
    assert found is not None
    assert found.bins[-1][1:] == (6.5, 1)


def test_misconceptions_count_students_and_the_most_frequent_comes_first() -> None:
    one = {"mistake": "one-sided"}
    students = [
        entry("ada", [graded(IDS[0], {"exact-p": one, "score-interval": one})]),
        entry("bob", [graded(IDS[0], {"exact-p": {"mistake": "pool-size"}})]),
        entry("cyd", [graded(IDS[0], {"exact-p": {"mistake": "pool-size"}})]),
        entry("dan", [graded(IDS[0])]),
    ]
    rows = statistics.table(grades(students, ONE))
    assert statistics.misconceptions(rows) == [(IDS[0], "pool-size", ["bob", "cyd"]), (IDS[0], "one-sided", ["ada"])]


def test_stuck_is_where_most_are_not() -> None:
    made = one_exercise([], [], ["exact-p"], ["score-interval", "exact-p"], ["difference"], ["difference"], "missing")
    rows = statistics.table(made)
    found = [(one.student, one.part) for one in statistics.stuck(rows)]
    assert found[:2] == [("s03", "score-interval"), ("s03", "exact-p")]  # the one with two parts comes first
    assert sorted(found[2:]) == [("s02", "exact-p"), ("s04", "difference"), ("s05", "difference")]
    hard = one_exercise([], ["exact-p"], ["exact-p"])
    assert statistics.stuck(statistics.table(hard)) == []
    assert Stuck("s02", IDS[0], "exact-p") in statistics.stuck(rows)


def test_ungraded_leaves_out_what_a_person_marked() -> None:
    made = one_exercise("ungraded", "ungraded", [])
    made["students"][1]["by_hand"] = [{"exercise": IDS[0], "points": 2.0, "comment": ""}]
    assert list(statistics.ungraded(made)) == [("s00", IDS[0], "The grader failed (KeyError: 'x').")]


def test_an_empty_class_is_no_error() -> None:
    made = grades([])
    rows = statistics.table(made)
    assert statistics.parts(rows) == statistics.stuck(rows) == statistics.misconceptions(rows) == []
    assert statistics.distribution(made) is None
    assert statistics.points_of(made) == []
