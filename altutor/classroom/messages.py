"""The words that a student reads about a part that is not right."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from altutor.classroom.ask import Wrong
from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import PartResult
from altutor.classroom.source import Refused, Untouched
from altutor.classroom.student import Trouble

WIDE = 110
VALUES = ("called", "expected", "came back", "line", "traceback")


@dataclass(frozen=True)
class Message:
    """What a student is told.

    Attributes
    ----------
    lines
        Heading and text, such as ``("expected", "[0.5, 0.1]")``.
    """

    lines: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.filled(WIDE)

    def filled(self, columns: int) -> str:
        """Return the message in lines of so many columns; headings stand on the left."""
        left = max(len(heading) for heading, _ in self.lines) + 2
        return "\n".join(_filled(heading, text, left, columns - left) for heading, text in self.lines)


def explain(exercise: Exercise, result: PartResult, full_trace: bool = False) -> Message | None:
    """Return what to tell about a part; None where there is nothing to tell."""
    found = result.found
    lines: list[tuple[str, str]] = []
    if isinstance(found, Wrong):
        lines = [("called", found.called), ("expected", found.expected), ("because", found.because)]
        lines += [("came back", found.came)]
        if found.mistake is not None:
            lines += [("this is", exercise.mistake(found.mistake).says)]
    elif isinstance(found, Untouched) and not found.expected:
        return None
    elif isinstance(found, Refused):
        lines = [("found", found.text), *_where(found.line, found.code), ("expected", found.expected)]
    elif isinstance(found, Trouble):
        called = [("called", found.called)] if found.called and found.kind in ("crash", "exit", "time", "gone") else []
        where = _where(found.line, found.code)
        lines = [("found", _trouble(found))] if _unwritten(found) else [*called, ("found", _trouble(found)), *where]
        if full_trace and found.trace:
            lines += [("traceback", found.trace.rstrip())]
    if result.printed.strip():
        first = result.printed.strip().splitlines()[0]
        lines += [("printed", f"{first[:80]!r} (what a file prints does not count; answers are returned)")]
    if found is not None:
        lines += [("next", _next(exercise, found))]
    return Message(tuple(lines)) if lines else None


def _trouble(found: Trouble) -> str:
    if found.kind == "time":
        return f"{found.text} Is there a loop that does not end, or work that is repeated needlessly?"
    if found.kind == "exit":
        return "The code ends the program (`exit`, `sys.exit`, `quit`). Return a value in its place."
    if found.kind == "crash":
        if _unwritten(found):
            return "This function is not written yet."
        return f"Your code stopped with {found.text}"
    if found.kind == "grader":
        return (
            f"The answer could not be judged ({found.text}). Compare what your function returns with what the task "
            "asks for; if it is that, please report this to those who make altutor."
        )
    return found.text


def _unwritten(found: Trouble) -> bool:
    return found.kind == "crash" and found.text.startswith("NotImplementedError")


def _where(line: int | None, code: str) -> list[tuple[str, str]]:
    return [("line", f"{line}" + (f": {code}" if code else ""))] if line else []


def _next(exercise: Exercise, found: Exception) -> str:
    if isinstance(found, Trouble) and _unwritten(found):
        return f"write it, and run pytest again; a hint: altutor hint {exercise.short}"
    if isinstance(found, (Refused, Trouble)):
        return "mend that line and run pytest again" if found.line else "mend that and run pytest again"
    return f"altutor hint {exercise.short}"


def _filled(heading: str, text: str, left: int, columns: int) -> str:
    """Fill a paragraph beside its heading; values, and what is broken into lines already, stay as they are."""
    lines = []
    for line in text.split("\n"):
        if heading in VALUES and any(mark in line for mark in "[{'\""):
            lines.append(line)
            continue
        indent = " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(line, columns, initial_indent="", subsequent_indent=indent, break_long_words=False) or [
            ""
        ]
    first, *rest = lines
    return "\n".join([f"{heading:<{left}}{first}", *(" " * left + line for line in rest)])
