"""Grades many files, each once; what is finished is kept, so that the same command goes on where it was stopped."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import altutor
from altutor.backends.processes import Processes
from altutor.classroom import catalogue
from altutor.classroom.grading.unit import LIMITED, failed, grade_file, regrade_limited
from altutor.classroom.sandbox.boxed import Sandbox
from altutor.files import dump_json, write_atomic
from altutor.progress import bar

CLASSROOM = Path(altutor.__file__).parent / "classroom"


@dataclass(frozen=True)
class Unit:
    """One file of one exercise; two students with the same bytes and the same variant share it.

    Attributes
    ----------
    exercise
        Its id.
    content
        The file as it was handed in.
    variant, seed
        What the numbers of its questions are drawn from.
    """

    exercise: str
    content: bytes
    variant: str
    seed: int

    def key(self, sandbox: Sandbox) -> str:
        """Return what tells this work from any other, the grader's own code included."""
        told = f"{self.exercise}\n{self.variant}\n{self.seed}\n{sandbox.walls}\n{_grader()}\n".encode()
        return hashlib.sha256(told + self.content).hexdigest()


def grade_all(
    units: Iterable[Unit], sandbox: Sandbox, jobs: int, folder: Path, quiet: bool = False
) -> dict[Unit, dict[str, Any]]:
    """Grade files, several at the same time, and those that hit a limit once more, one by one.

    Parameters
    ----------
    folder
        Where finished work is kept.
    quiet
        Show no progress bar.
    """
    files = {unit: folder / f"{unit.key(sandbox)}.json" for unit in units}
    waiting = [(unit, file) for unit, file in files.items() if _kept(file) is None]
    with bar("grading", len(files), len(files) - len(waiting), quiet) as advance:
        try:
            with closing(Processes(jobs).do(partial(_keep, sandbox), waiting, {})) as finished:
                for _ in finished:
                    advance()
        except BrokenProcessPool:  # something ended one of our own processes; whose file it was, is not known
            for unit, file in waiting:
                if _kept(file) is None:
                    _keep_apart(sandbox, unit, file)
                    advance()
    for unit, file in files.items():
        found = _kept(file) or {}
        if not found["alone"] and any(part["kind"] in LIMITED for part in found["graded"]["parts"]):
            again = regrade_limited(found["graded"], catalogue.load(unit.exercise), *_of(unit, sandbox))
            write_atomic(file, dump_json({"alone": True, "graded": again}))
    return {unit: (_kept(file) or {})["graded"] for unit, file in files.items()}


def _keep(sandbox: Sandbox, unit: Unit, file: Path) -> None:
    graded = grade_file(catalogue.load(unit.exercise), *_of(unit, sandbox))
    write_atomic(file, dump_json({"alone": False, "graded": graded}))


def _keep_apart(sandbox: Sandbox, unit: Unit, file: Path) -> None:
    try:
        with ProcessPoolExecutor(1) as pool:
            pool.submit(_keep, sandbox, unit, file).result()
    except BrokenProcessPool:
        graded = failed(catalogue.load(unit.exercise), "The grader's process ended.")
        write_atomic(file, dump_json({"alone": True, "graded": graded}))


def _of(unit: Unit, sandbox: Sandbox) -> tuple[bytes, Sandbox, str, int]:
    return unit.content, sandbox, unit.variant, unit.seed


def _kept(file: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found if {"alone", "graded"} <= found.keys() else None
    except (OSError, ValueError, AttributeError):
        return None


@functools.cache
def _grader() -> str:
    """Return a hash of the code that grades."""
    files = sorted(CLASSROOM.rglob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
