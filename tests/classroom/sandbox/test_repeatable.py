"""The same submission gets the same result, byte for byte: again, under load, and with several at the same time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from walled import E1, needs_walls

from altutor.classroom import catalogue
from altutor.classroom.grading.unit import grade_file
from altutor.classroom.grading.units import Unit, grade_all
from altutor.classroom.sandbox.boxed import choose

ANSWERS = Path(__file__).parents[2] / "exercises"
OTHER = catalogue.one("ch01 e2")
DRAWS = b"import numpy as np\n\n\ndef least_confidence(p):\n    return np.random.default_rng().random(len(p))\n"
pytestmark = needs_walls


@pytest.fixture
def load() -> Iterator[None]:
    busy = [subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"]) for _ in range(4)]
    yield
    for one in busy:
        one.kill()
        one.wait()


def files() -> list[Unit]:
    found = [
        Unit(exercise.id, path.read_bytes(), "ada", 2**61 + 7) for exercise in (E1, OTHER) for path in _of(exercise)
    ]
    return [*found, Unit(E1.id, DRAWS, "ada", 2**61 + 7)]


def _of(exercise: catalogue.Exercise) -> list[Path]:
    return sorted((ANSWERS / exercise.id).glob("*.py"))[:4]


def test_again_and_under_load(load: None) -> None:
    content = (ANSWERS / E1.id / "solution.py").read_bytes()
    found = {json.dumps(grade_file(E1, content, choose(), seed=2**61 + 7)) for _ in range(5)}
    assert len(found) == 1
    assert json.loads(found.pop())["state"] == "passed"


def test_one_after_another_and_several_at_the_same_time(tmp_path: Path) -> None:
    units = files()
    one, two = (grade_all(units, choose(), jobs, tmp_path / str(jobs), quiet=True) for jobs in (1, 2))
    assert [json.dumps(one[unit]) for unit in units] == [json.dumps(two[unit]) for unit in units]
    assert {graded["state"] for graded in one.values()} == {"passed", "open"}
