"""Lets ``pytest exercises/`` check exercises: a file that names an exercise is collected by the exercise's parts.

pytest loads this module in every session of an environment in which altutor is installed (``pytest11``), so it imports
nothing heavy, and changes nothing where no exercise is meant.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from altutor.classroom.grade import PartResult

SHIM = re.compile(r"test_(e\d+_\w+)\.py")
NOTHING_CHECKED = 2


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--variant``."""
    group = parser.getgroup("altutor")
    group.addoption("--variant", metavar="NAME", default="", help="the variant of the exercises that you were given")


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, Any, Any]:
    """Say in one sentence what a mistyped path leaves unchecked."""
    try:
        return (yield)
    except pytest.UsageError as error:
        if not any("exercises" in word or re.match(r"ch\d", word) for word in config.args):
            raise
        print(f"Error: {error}. `altutor exercises` lists all exercises.")
        return NOTHING_CHECKED


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take over what is printed, where exercises alone are asked for."""
    standard = config.pluginmanager.get_plugin("terminalreporter")
    if standard is None or config.option.collectonly or not _only_exercises(config):
        return
    from altutor.classroom.scoreboard import Scoreboard

    config.option.continue_on_collection_errors = True  # the other exercises are checked all the same
    config.pluginmanager.unregister(standard)
    config.pluginmanager.register(Scoreboard(config, standard), "terminalreporter")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a shim; a stub that was named on the command line stands for its shim."""
    shim = shim_of(file_path)
    if shim is None or (shim != file_path and not parent.session.isinitpath(file_path)):
        return None
    collector: pytest.Collector = ExerciseFile.from_parent(parent, path=file_path)
    return collector


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makemodule(module_path: Path) -> Generator[None, Any, Any]:
    """Keep pytest from importing a shim as a module of tests, too."""
    made = yield
    return ShimModule.from_parent(made.parent, path=module_path) if shim_of(module_path) else made


def exercise_id(path: Path) -> str | None:
    """Return the id of the exercise that a shim names; None where a file is no shim."""
    if not SHIM.fullmatch(path.name):
        return None
    found = re.search(r'^EXERCISE = (".+")$', path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return str(ast.literal_eval(found[1])) if found else None


def shim_of(path: Path) -> Path | None:
    """Return the shim of an exercise from the path of the shim or the stub; None for any other file."""
    shim = path if path.name.startswith("test_") else path.with_name(f"test_{path.name}")
    return shim if shim.is_file() and exercise_id(shim) else None


class Open(Exception):
    """A part is not right; holds the :class:`altutor.classroom.grade.PartResult`."""


class ShimModule(pytest.Module):
    """A shim or a stub seen as a module: it has no tests of its own, and is not imported."""

    def collect(self) -> Iterator[Any]:
        """Return nothing."""
        return iter(())


class ExerciseFile(pytest.File):
    """The parts of one exercise."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one item for each part."""
        from altutor.classroom import catalogue
        from altutor.classroom.student import Worker
        from altutor.errors import AltutorError

        shim = shim_of(self.path) or self.path
        id_ = exercise_id(shim)
        if id_ not in catalogue.ids():
            raise self.CollectError(f"{self.path}: there is no exercise {id_!r}. `altutor exercises` lists all.")
        try:
            self.exercise = catalogue.load(id_)
        except AltutorError as error:
            raise self.CollectError(str(error)) from error
        self.answers = shim.with_name(shim.name.removeprefix("test_"))
        self.student = Worker(self.answers)
        self.examined: tuple[str | None, Exception | None] | None = None
        for part in self.exercise.parts:
            yield ExercisePart.from_parent(self, name=part.id, part=part)

    def teardown(self) -> None:
        """End the process that ran the student's code."""
        self.student.stop()

    def state(self) -> tuple[str | None, Exception | None]:
        """Return what a look at the file says, once for all parts."""
        from altutor.classroom.grade import examine

        if self.examined is None:
            self.examined = examine(self.exercise, self.answers)
        return self.examined


class ExercisePart(pytest.Item):
    """One part, checked in the student's process."""

    parent: ExerciseFile

    def __init__(self, *, part: Any, **rest: Any) -> None:
        super().__init__(**rest)
        self.part = part
        self.result: PartResult | None = None

    def runtest(self) -> None:
        """Check the part; a part that is not right fails."""
        from altutor.classroom.grade import PartResult, grade_part

        state, refused = self.parent.state()
        if state is not None:
            self.result = PartResult(self.part, 0, refused)
        else:
            variant = self.config.getoption("variant")
            self.result = grade_part(self.parent.exercise, self.part, self.parent.student, variant)
        if self.result.found is not None:
            raise Open(self.result)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Return the student's message, or pytest's own where the grader itself failed."""
        from altutor.classroom.messages import explain

        if isinstance(excinfo.value, Open) and self.result is not None:
            message = explain(self.parent.exercise, self.result, self.config.option.fulltrace)
            return str(message or "not started")
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the part."""
        return self.path, None, f"{self.parent.exercise.short}, {self.part.id}"


def _only_exercises(config: pytest.Config) -> bool:
    """Whether all that pytest was asked for lies in folders of exercises (and something does)."""
    paths = [Path(config.invocation_params.dir, word.partition("::")[0]) for word in config.args]
    return bool(paths) and all(path.exists() and _has_shims(path) for path in paths)


def _has_shims(path: Path) -> bool:
    if path.is_file():
        return shim_of(path) is not None
    return any(exercise_id(one) for pattern in ("test_e*.py", "ch*_*/test_e*.py") for one in path.glob(pattern))
