"""Late work: the file an instructor fills in, and what it costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altutor.classroom.grading import late
from altutor.classroom.grading.late import Policy
from altutor.errors import AltutorError

DUE = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
TEXT = "late,keeps\n15 minutes,100%\n1 day,90%\n3 days,0.5\n"


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    (tmp_path / "late.csv").write_text(TEXT, encoding="utf-8")
    return late.read(tmp_path / "late.csv")


@pytest.mark.parametrize(
    ("behind", "factor", "says"),
    [
        (timedelta(seconds=1), 1.0, "1 minute late: nothing is taken off"),
        (timedelta(minutes=15), 1.0, "15 minutes late: nothing is taken off"),
        (timedelta(minutes=15, seconds=1), 0.9, "16 minutes late: 10% less"),
        (timedelta(hours=24), 0.9, "1 day late: 10% less"),
        (timedelta(hours=36), 0.5, "1.5 days late: 50% less"),
        (timedelta(days=3, seconds=1), 0.0, "3 days late: no points are kept"),
    ],
)
def test_steps_end_where_they_say(policy: Policy, behind: timedelta, factor: float, says: str) -> None:
    found = policy.apply(DUE + behind, DUE)
    assert found is not None
    assert (found["factor"], found["says"]) == (factor, says)
    assert found["days"] == pytest.approx(behind / timedelta(days=1), abs=0.005)


def test_in_time_is_not_late(policy: Policy) -> None:
    assert policy.apply(DUE, DUE) is None
    assert policy.apply(DUE - timedelta(days=2), DUE, marked_late=True) is None  # the time decides
    assert policy.apply(DUE + timedelta(days=9), None) is None
    assert policy.apply(None, DUE) is None


def test_time_zones_are_compared(policy: Policy) -> None:
    east = timezone(timedelta(hours=5))
    assert policy.apply(datetime(2026, 11, 21, 4, 59, tzinfo=east), DUE) is None


def test_a_mark_without_a_time_is_the_first_step_that_costs(policy: Policy) -> None:
    found = policy.apply(None, DUE, marked_late=True)
    assert found == {"days": None, "factor": 0.9, "says": "Marked late without a time, the first step: 10% less"}


def test_without_steps_lateness_is_noted_only() -> None:
    assert Policy().apply(DUE + timedelta(days=2), DUE) == {
        "days": 2.0,
        "factor": 1.0,
        "says": "2 days late: nothing is taken off",
    }
    assert Policy().apply(None, None, marked_late=True)["factor"] == 1.0  # type: ignore[index]


@settings(deadline=None)
@given(
    steps=st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 100)), min_size=1, max_size=6),
    seconds=st.lists(st.integers(-(10**6), 10**8), min_size=2, max_size=8),
)
def test_never_negative_and_never_more_for_later_work(
    steps: list[tuple[int, int]], seconds: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    minutes = sorted({minute for minute, _ in steps})
    shares = sorted((share for _, share in steps), reverse=True)[: len(minutes)]
    path = tmp_path_factory.mktemp("late") / "late.csv"
    lines = [f"{minute} minutes,{share}%" for minute, share in zip(minutes, shares, strict=True)]
    path.write_text("\n".join(["late,keeps", *lines]), encoding="utf-8")
    policy = late.read(path)
    found = [policy.apply(DUE + timedelta(seconds=one), DUE) for one in sorted(seconds)]
    factors = [1.0 if one is None else one["factor"] for one in found]
    assert all(0 <= factor <= 1 for factor in factors)
    assert factors == sorted(factors, reverse=True)
    assert 0 <= policy.apply(None, DUE, marked_late=True)["factor"] <= 1  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "late, keeps"),
        ("late\n1 day\n", "keeps"),
        ("late,keeps\n", "no step"),
        ("late,keeps\nsoon,90%\n", "line 2, column late is 'soon'"),
        ("late,keeps\n0 days,90%\n", "line 2, column late"),
        ("late,keeps\n1 day,90\n", "line 2, column keeps is '90'"),
        ("late,keeps\n1 day,-10%\n", "line 2, column keeps"),
        ("late,keeps\n1 day,nan\n", "line 2, column keeps"),
        ("late,keeps\n2 days,90%\n1 day,80%\n", "line 3"),
        ("late,keeps\n1 day,50%\n2 days,60%\n", "line 3"),
        ("late,keeps\n1 day,50%,x\n", "line 2 has 3 cells"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, text: str, names: str) -> None:
    path = tmp_path / "late.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AltutorError, match=r"late\.csv") as caught:
        late.read(path)
    assert names in str(caught.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="cannot be read"):
        late.read(tmp_path / "none.csv")
    (tmp_path / "late.csv").write_bytes(b"late,keeps\n1 day,\xff%\n")
    with pytest.raises(AltutorError, match="UTF-8"):
        late.read(tmp_path / "late.csv")


def test_semicolons_commas_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_text("Late;Keeps;\n1,5 h;0,9;\n2 weeks;0;\n", encoding="utf-8-sig")
    assert late.read(path).steps == ((timedelta(minutes=90), 0.9), (timedelta(days=14), 0.0))
