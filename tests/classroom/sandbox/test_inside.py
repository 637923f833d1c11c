from __future__ import annotations

import os
from pathlib import Path

import pytest
from walled import asked, needs_walls, write

from altutor.classroom.sandbox.boxed import Sandbox

DRAWS = """
import random

import numpy as np


def draws():
    return [
        random.random(),
        float(np.random.random()),
        float(np.random.default_rng().random()),
        float(np.random.default_rng().random()),
        random.Random(3).random(),
        list({"a", "b", "c", "some", "words"}),
    ]
"""


@pytest.mark.parametrize("walls", [pytest.param(True, marks=needs_walls), False])
def test_code_that_draws_without_a_seed_draws_the_same_each_time(
    walls: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)  # this code may run as whoever tests it
    file = write(tmp_path, DRAWS)
    first, second = (asked(file, "draws", sandbox=Sandbox(walls, "")) for _ in range(2))
    assert first == second
    assert len(set(first[:5])) == 5  # not one number for all
