"""What ``pytest exercises/`` prints in place of pytest's own report."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest
from rich.console import Console
from rich.text import Text

from altutor.classroom import catalogue, folders
from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import NOT_STARTED, OPEN, PASSED, PartResult, Result
from altutor.classroom.messages import WIDE, Message, explain
from altutor.classroom.plugin import NOTHING_CHECKED, ExercisePart
from altutor.classroom.progress import Progress
from altutor.classroom.source import Refused
from altutor.classroom.standing import print_standing
from altutor.errors import AltutorError

FIRST_LINE = "This is a self-check, not a grade."
COLOURS = {PASSED: "green", OPEN: "yellow", NOT_STARTED: "dim"}


class Scoreboard:
    """Prints each exercise when its last part was checked, and how far the student has come.

    It takes the place of pytest's reporter under its name; whatever else plugins ask of a reporter, that one does.
    """

    def __init__(self, config: pytest.Config, standard: Any) -> None:
        self.config, self.standard = config, standard
        self.output = Console(highlight=False, soft_wrap=True)
        self.progress: Progress | None = None
        self.problems: list[str] = []
        self.left: dict[str, int] = {}
        self.items: list[ExercisePart] = []
        self.apart = True  # whether an empty line follows what was printed last

    def __getattr__(self, name: str) -> Any:
        return getattr(self.standard, name)

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Print the first line."""
        self.output.print(FIRST_LINE)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected for the end."""
        if report.failed:
            self.problems.append(str(report.longrepr).strip().splitlines()[-1])

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Count the parts, to know when an exercise is done."""
        self.items = [item for item in session.items if isinstance(item, ExercisePart)]
        for item in self.items:
            self.left[item.parent.nodeid] = self.left.get(item.parent.nodeid, 0) + 1
        if self.items:
            folder = self.items[0].path.parent.parent
            try:
                self.progress = Progress(folder)
            except AltutorError as error:
                self.problems.append(str(error))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure of the grader itself."""
        if report.failed and not (report.when == "call" and isinstance(report.longrepr, str)):
            self.problems.append(f"{report.nodeid} could not be checked:\n{report.longreprtext}")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: Any, nextitem: Any) -> Any:
        """Print an exercise after its last part."""
        done = yield
        file = item.parent
        if isinstance(item, ExercisePart):
            self.left[file.nodeid] -= 1
            if not self.left[file.nodeid]:
                self._print(file, [one for one in self.items if one.parent is file])
        return done

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Print problems and the scoreboard, and settle the exit code."""
        for problem in self.problems:
            self.output.print(f"\n{problem}", markup=False)
        checked = [item for item in self.items if item.result is not None]
        if not checked:
            self.output.print("\nNothing was checked. `altutor exercises` lists all exercises.")
            session.exitstatus = NOTHING_CHECKED
            return
        if self.problems and exitstatus == pytest.ExitCode.INTERRUPTED:
            session.exitstatus = NOTHING_CHECKED
        chosen = [item.parent.exercise for item in checked]
        folder = checked[0].path.parent.parent
        print_standing(self.output, self._progress(), folders.there(folder, _chapters(chosen)), folder, chosen)

    def pytest_keyboard_interrupt(self, excinfo: Any) -> None:
        """Say that what was checked is kept."""
        self.problems.append("Stopped. What was checked is kept; run pytest again for the rest.")

    def pytest_internalerror(self, excrepr: Any) -> bool:
        """Show a mistake of altutor as it is."""
        self.output.print(str(excrepr), markup=False)
        return True

    def _progress(self) -> dict[str, dict[str, Any]]:
        return self.progress.entries if self.progress else {}

    def _explain(self, exercise: Exercise, result: PartResult) -> Message | None:
        return explain(exercise, result, self.config.option.fulltrace)

    def _print(self, file: Any, items: list[Any]) -> None:
        exercise: Exercise = file.exercise
        results = [item.result for item in items if item.result is not None]
        if not results:
            return
        state = file.state()[0] or (PASSED if all(one.found is None for one in results) else OPEN)
        result = Result(exercise, state, results)
        if self.progress is not None:
            self.progress.note(result)
            self.progress.save()
        out_of = sum(one.part.points for one in results)
        line = Text(f"{exercise.short:<9}{exercise.title:<44}")
        line += Text(f"{state:<12}", style=COLOURS[state]) + Text(f"{result.points:>2} of {out_of}")
        messages = {str(made): (one, made) for one in results if (made := self._explain(exercise, one))}
        if messages or self.apart:
            self.output.print()
        self.apart = bool(messages)
        self.output.print(line)
        for one, message in messages.values():
            if not isinstance(one.found, Refused):
                self.output.print(Text(f"  {one.part.id} ({one.points} of {one.part.points}): {one.part.asks}"))
            columns = min(WIDE, self.output.width - 4) if self.output.is_terminal else WIDE
            self.output.print(textwrap.indent(message.filled(columns), "    "), markup=False)


def _chapters(exercises: list[Exercise]) -> list[Exercise]:
    """All exercises of the chapters that were looked at."""
    chapters = {exercise.chapter for exercise in exercises}
    return [one for one in catalogue.find() if one.chapter in chapters]
