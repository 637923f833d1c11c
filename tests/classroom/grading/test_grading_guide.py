"""The files that the guide shows are files that altutor reads."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from made_grades import IDS, infos

from altutor.classroom.grading import alike, groups, late, marks, statistics, syntax

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "grading.md").read_text(encoding="utf-8")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Return the CSV files of the guide by their first line."""
    found = {}
    for number, text in enumerate(re.findall(r"```csv\n(.*?)```", GUIDE, flags=re.DOTALL)):
        found[text.splitlines()[0]] = tmp_path / f"{number}.csv"
        found[text.splitlines()[0]].write_text(text, encoding="utf-8")
    return found


def test_the_files_are_read(files: dict[str, Path]) -> None:
    steps = late.read(files.pop("late,keeps")).steps
    assert steps == ((timedelta(minutes=15), 1.0), (timedelta(days=1), 0.9), (timedelta(days=3), 0.5))
    marked = marks.read(files.pop("student,exercise,points,comment"), ["ada", "bob", "eve"], infos())
    assert [(one["exercise"], one["points"]) for one in marked] == [(IDS[0], 4), ("", 12.5), ("", None)]
    assert groups.read(files.pop("student,group"), ["ada", "bob", "cyd"]) == {"ada": "3", "bob": "3", "cyd": ""}
    assert not files


def test_the_numbers_are_those_of_the_code() -> None:
    for sentence in (
        f"each run of {syntax.RUN} tokens",
        f"at least {100 * alike.SHARE:.0f}%",
        f"fewer than {alike.SHORTEST} runs",
        f"Below {statistics.FEWEST} students",
        f"Below {statistics.FEW} it says little",
    ):
        assert sentence in " ".join(GUIDE.split()), sentence
