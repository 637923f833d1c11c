"""Exercises and files for tests of the sandbox."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from altutor.classroom import catalogue
from altutor.classroom.sandbox import box
from altutor.classroom.sandbox.boxed import Sandbox, choose
from altutor.classroom.sandbox.limits import LIMITS, Limits

E1 = catalogue.one("ch01 e1")
USES = catalogue.one("ch03 e5")
needs_walls = pytest.mark.skipif(
    bool(box.why_not()) and os.environ.get("ALTUTOR_REQUIRE_SANDBOX") != "1",
    reason=f"{box.why_not()}; ALTUTOR_REQUIRE_SANDBOX=1 makes this a failure",
)


def write(folder: Path, code: str) -> Path:
    path = folder / "answer.py"
    path.write_text(code, encoding="utf-8")
    return path


def asked(path: Path, name: str, exercise: Any = E1, sandbox: Sandbox | None = None, limits: Limits = LIMITS) -> Any:
    """Return what a function without arguments answers in the sandbox."""
    student = (sandbox or choose()).student(path, exercise)
    student.limits = limits
    with student:
        return student.request({"call": name, "with": [[]]}, 10.0).values[0]
