from pathlib import Path

import pytest

from altutor.book import goals
from altutor.errors import AltutorError

GOAL = """
[[goal]]
id = "10.1"
chapter = "03_local_optima"
text = "predict <this>"
section = "the-trap"
figures = ["local-optimum/trap-missed"]
claims = ["local-optimum/control-no-loss"]
exercises = ["ch01_fair_race/e1_least_confidence"]
tests = ["tests/test_x.py::test_y"]
[[goal]]
id = "2.1"
chapter = "02_other"
text = "other"
section = "s"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "chapters").mkdir()
    (folder / "tests").mkdir()
    (folder / "tests" / "test_x.py").write_text("def test_y(): ...")
    path = folder / "chapters" / "goals.toml"
    path.write_text(text)
    return path


def test_goals_in_order_as_list_and_as_table(tmp_path: Path) -> None:
    found = goals.read(write(tmp_path, GOAL))
    assert [goal.id for goal in found] == ["2.1", "10.1"]
    assert goals.listed(found, "03_local_optima") == (
        '<ul class="goals"><li><a href="#the-trap">predict &lt;this&gt;</a></li></ul>'
    )
    table = goals.coverage(found, "../")
    assert 'href="../chapters/03_local_optima.ipynb#the-trap"' in table
    assert 'href="../claims/local-optimum.md#control-no-loss"' in table
    exercise = '<a href="../exercises/ch01_fair_race.md#e1_least_confidence">Ask about what is least sure</a>'
    assert exercise in table
    assert "test_x.py::test_y" in table


def test_chapter_without_goals_is_named(tmp_path: Path) -> None:
    with pytest.raises(AltutorError, match="no goal of chapter 04"):
        goals.listed(goals.read(write(tmp_path, GOAL)), "04")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("trap-missed", "nonsense", "has no figure 'nonsense'"),
        ("control-no-loss", "nonsense", "has no claim 'nonsense'"),
        ("test_y", "test_z", "goal 10.1: there is no test tests/test_x.py::test_z"),
        ("test_x.py", "test_z.py", "there is no test"),
        ('section = "s"', 'section = "s"\nexercises = ["ch02"]', "goal 2.1: there is no exercise ch02"),
        ("e1_least_confidence", "e1", "goal 10.1: there is no exercise ch01_fair_race/e1"),
        ('section = "s"', "", "Cannot read .*section"),
        ("[[goal]]", "[[goal", "Cannot read"),
    ],
)
def test_what_is_not_there_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(AltutorError, match=words):
        goals.read(write(tmp_path, GOAL.replace(old, new)))
