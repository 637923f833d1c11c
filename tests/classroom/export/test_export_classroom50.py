from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from small_class import FIRST, SECOND, graded

from altutor.classroom.assignment import assignment as assignments
from altutor.classroom.assignment import wheel
from altutor.classroom.assignment.assignment import Assigned
from altutor.classroom.export import classroom50
from altutor.errors import AltutorError

RUNNER = {
    "CLASSROOM": "cs1",
    "ASSIGNMENT": "week3",
    "ASSIGNMENT_TYPE": "group",
    "OWNER": "ada-l",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://github.com/o/r/commit/1",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/submit%2F1",
    "REVIEW_URL": "https://github.com/o/r/compare/0...1",
}
NOW = datetime(2026, 6, 1, 16, 33, 11, 5, timezone(timedelta(hours=2)))


def check_result(found: dict[str, Any]) -> None:
    """Fail where the schema of ``classroom50/result/v1``, or the runner, would."""
    texts = {"schema", "classroom", "assignment", "owner", "submission", "commit", "release", "review", "datetime"}
    assert set(found) == texts | {"assignment_type", "score", "max-score", "tests"}
    assert all(isinstance(found[name], str) and found[name] for name in texts)
    assert found["schema"] == "classroom50/result/v1"
    assert found["assignment_type"] in ("individual", "group", "team")
    assert found["submission"].startswith("submit/")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", found["datetime"])
    for line in (found, *found["tests"]):
        assert type(line["score"]) is int
        assert type(line["max-score"]) is int
        assert 0 <= line["score"] <= line["max-score"]
    for test in found["tests"]:
        assert isinstance(test["test-name"], str)
        assert test["test-name"]
        assert type(test["passed"]) is bool
    assert found["score"] == sum(test["score"] for test in found["tests"])
    assert found["max-score"] == sum(test["max-score"] for test in found["tests"])
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_result_is_what_the_schema_says(week3: Path) -> None:
    works = [graded(FIRST, 6, 6, "passed"), graded(SECOND, 2, 6)]
    found = classroom50.result(works, assignments.load(week3), RUNNER, NOW)
    check_result(found)
    assert (found["score"], found["max-score"]) == (8, 12)
    assert found["datetime"] == "2026-06-01T14:33:11Z"
    assert [test["passed"] for test in found["tests"]] == [True, False]
    assert (found["owner"], found["assignment_type"]) == ("ada-l", "group")


def test_fractions_of_points_become_hundredths(week3: Path) -> None:
    assignment = replace(assignments.load(week3), exercises=(Assigned(FIRST, 2.5), Assigned(SECOND, 6.0)))
    found = classroom50.result([graded(FIRST, 6, 6), graded(SECOND, 1, 6)], assignment, RUNNER, NOW)
    check_result(found)
    assert (found["score"], found["max-score"]) == (350, 850)
    nothing = classroom50.result([graded(FIRST, 0, 6), graded(SECOND, 0, 6)], assignment, RUNNER, NOW)
    assert nothing["max-score"] == 850


def test_what_an_older_runner_does_not_say(week3: Path) -> None:
    older = {name: value for name, value in RUNNER.items() if name not in ("ASSIGNMENT_TYPE", "OWNER", "REVIEW_URL")}
    works = [graded(FIRST, 6, 6), graded(SECOND, 6, 6)]
    found = classroom50.result(works, assignments.load(week3), older | {"USERNAME": "ada-l"}, NOW)
    check_result(found)
    assert (found["owner"], found["assignment_type"]) == ("ada-l", "individual")
    assert found["review"] == RUNNER["COMMIT_URL"]


def test_elsewhere_than_on_a_runner(week3: Path) -> None:
    with pytest.raises(AltutorError, match="CLASSROOM, ASSIGNMENT, SUBMISSION_TAG, COMMIT_URL, RELEASE_URL is not set"):
        classroom50.result([], assignments.load(week3), {}, NOW)


def test_what_was_not_graded_has_no_score(week3: Path) -> None:
    with pytest.raises(AltutorError, match="Not graded"):
        classroom50.result([graded(FIRST, 0, 6, "ungraded")], assignments.load(week3), RUNNER, NOW)


def test_the_page_tells_what_is_open_and_escapes_it(week3: Path) -> None:
    works = [graded(FIRST, 6, 6, "passed"), graded(SECOND, 2, 6, told="<b>`x` | *y*\n# [z](http://evil) @ada")]
    found = classroom50.result(works, assignments.load(week3), RUNNER, NOW)
    page = classroom50.page(found, ["<i>note</i>"], "none (--unsafe)")
    assert page.startswith("### 8 of 12\n")
    assert "**ch02 e1 scores**: 6 of 6, passed" in page
    assert "**ch02 e2 scores**: 2 of 6, open" in page
    assert r"\<b\>\`x\` \| \*y\*" in page
    assert r"\# \[z\](http\://evil) \@ada" in page
    assert r"\<i\>note\</i\>" in page
    assert "none (--unsafe)" in page


def test_the_bundle_holds_what_it_needs_and_not_the_seed(week3: Path) -> None:
    files = classroom50.files(week3)
    assert sorted(files) == sorted(["autograder.py", "assignment.json", "requirements.txt", wheel.name()])
    ast.parse(files["autograder.py"], feature_version=(3, 11))
    public = json.loads(files["assignment.json"])
    seed = assignments.load(week3).seed
    assert str(seed) not in files["assignment.json"].decode()
    assert public == json.loads((week3 / "assignment.json").read_text(encoding="utf-8")) | {"seed": public["seed"]}
    assert 0 <= public["seed"] < 2**63
    assert classroom50.files(week3)["assignment.json"] == files["assignment.json"]
    assert sum(map(len, files.values())) < 10 * 2**20


def test_seeds_that_lie_close_give_public_ones_that_do_not() -> None:
    assert len({classroom50.public_seed(seed) for seed in range(100)}) == 100


def test_a_list_of_students_is_not_published(week3: Path) -> None:
    assignments.save(replace(assignments.load(week3), variants=True), week3)
    with pytest.raises(AltutorError, match="where no list of students belongs"):
        classroom50.files(week3)


def test_runtime_names_a_python_and_packages() -> None:
    found = classroom50.runtime()
    assert re.fullmatch(r"3\.\d+", found["python"])
    assert found["apt"] == ["bubblewrap"]
