"""Groups: the newest submission counts for all members, and both sides are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from altutor.classroom.assignment.roster import Person
from altutor.classroom.grading import groups
from altutor.classroom.submissions.collect import Submission
from altutor.errors import AltutorError

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def submission(student: str, text: str = "", hours: float | None = None, **values: object) -> Submission:
    files = {"ch02_sampling_bias/e1_label_shift": text.encode()} if text else {}
    submitted = None if hours is None else NOON + timedelta(hours=hours)
    return Submission(student, files, submitted=submitted, **values)  # type: ignore[arg-type]


GROUPS = {"ada": "3", "bob": "3", "cyd": "", "dan": "4"}


def test_the_newest_counts_for_all_members() -> None:
    given = [submission("ada", "a", 0), submission("bob", "b", 1, notes=("Renamed.",)), submission("cyd", "c", 2)]
    shared, sentences = groups.share(given, GROUPS)
    assert [one.student for one in shared] == ["ada", "bob", "cyd"]
    assert shared[0].files == shared[1].files == given[1].files
    assert shared[0].notes == shared[1].notes == ("Handed in by bob for group 3.", "Renamed.")
    assert shared[0].submitted == NOON + timedelta(hours=1)
    assert shared[2] == given[2]
    assert sentences == [
        "Group 3: ada, bob handed in; what bob handed in counts for all (the newest, of 2026-11-20 13:00)."
    ]
    assert groups.authors(given, GROUPS) == {"ada": "bob", "bob": "bob", "cyd": "cyd"}


def test_who_handed_in_nothing_gets_the_others_work() -> None:
    shared, sentences = groups.share([submission("ada"), submission("bob", "b", marked_late=True)], GROUPS)
    assert shared[0].files
    assert shared[0].marked_late
    assert shared[0].notes == ("Handed in by bob for group 3.",)
    assert sentences == []


def test_nobody_handed_in() -> None:
    given = [submission("ada"), submission("bob")]
    assert groups.share(given, GROUPS) == (given, [])


@pytest.mark.parametrize(("hours", "why"), [(1.0, "their times are the same"), (None, "no time is known")])
def test_ties_go_to_the_first_by_id(hours: float | None, why: str) -> None:
    given = [submission("bob", "b", hours), submission("ada", "a", hours)]
    shared, sentences = groups.share(given, GROUPS)
    assert [one.student for one in shared] == ["bob", "ada"]
    assert all(one.files == given[1].files for one in shared)
    assert f"the first by id, as {why}" in sentences[0]


def test_a_known_time_is_newer_than_an_unknown_one() -> None:
    shared, _ = groups.share([submission("ada", "a"), submission("bob", "b", -100)], GROUPS)
    assert shared[0].notes[0] == "Handed in by bob for group 3."


def test_other_time_zones_are_compared() -> None:
    late = Submission("bob", {"x": b"b"}, submitted=NOON.astimezone(timezone(timedelta(hours=-9))))
    shared, _ = groups.share([submission("ada", "a", -1), late], GROUPS)
    assert shared[0].files == late.files


def test_read(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("student,group\nada,3\nbob,3\ncyd,\n", encoding="utf-8")
    assert groups.read(path, ["ada", "bob", "cyd"]) == groups.read(path) == {"ada": "3", "bob": "3", "cyd": ""}
    with pytest.raises(AltutorError, match=r"line 4, column student.*did you mean cydd"):
        groups.read(path, ["ada", "bob", "cydd"])
    path.write_text("student,group\nada,3\nada,4\n", encoding="utf-8")
    with pytest.raises(AltutorError, match="line 3: ada is in the file twice"):
        groups.read(path)


def test_of_roster() -> None:
    people = {"ada": Person("ada", group="3"), "bob": Person("bob")}
    assert groups.of_roster(people) == {"ada": "3"}
