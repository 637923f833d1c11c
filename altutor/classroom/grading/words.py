"""What a student is told about a graded part: what went wrong, never a hidden input or the answer to one.

Whatever comes from the student's process may have been made up there, hidden inputs included; so nothing of it is
repeated but the number of a line and the name of one of Python's own errors.
"""

from __future__ import annotations

import builtins

from altutor.classroom.ask import Wrong
from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import PartResult
from altutor.classroom.source import Refused, Untouched
from altutor.classroom.student import Trouble

UNWRITTEN = "not written"
LONGEST = 300  # characters of what is repeated from a file
TROUBLES = {
    "exit": "The code ends the program (`exit`, `sys.exit`, `quit`). Return a value in its place.",
    "time": "There was no answer in time. Is there a loop that does not end, or work that is repeated needlessly?",
    "memory": "The code used more memory than it may. Is a list or an array much larger than it needs to be?",
    "processes": "The code started more processes or threads than it may. None of the exercises needs any.",
    "gone": "The process that ran the code ended before it gave an answer.",
    "broken": "The answer could not be read: it is too long, or is not what the function should return.",
}


def kind(result: PartResult) -> str:
    """Return in a word how a part ended."""
    found = result.found
    if found is None:
        return "right"
    if isinstance(found, Wrong):
        return "wrong"
    if isinstance(found, Refused):
        return "not started" if isinstance(found, Untouched) else "refused"
    if isinstance(found, Trouble):
        if found.kind == "grader":
            return "ungraded"
        return UNWRITTEN if _error(found) == "NotImplementedError" else found.kind
    return "ungraded"


def told(exercise: Exercise, result: PartResult, source: str) -> str:
    """Return what to tell about a part; empty where it is right.

    Parameters
    ----------
    source
        The student's file.
    """
    found = result.found
    if isinstance(found, Wrong):
        if found.mistake is not None:
            return exercise.mistake(found.mistake).says
        if found.came.startswith("None ("):
            return "None came back. Is a `return` missing?"
        return f"{_asked(found.called)} gave a wrong answer to one of the questions."
    if isinstance(found, Untouched):
        return "The stub has not been touched."
    if isinstance(found, Refused):
        where = f" (line {found.line})" if found.line else ""
        return f"{_plain(found.text)}{where} Expected: {found.expected}."
    if isinstance(found, Trouble):
        return _trouble(found, source)
    return ""


def _trouble(found: Trouble, source: str) -> str:
    name = found.called.partition("(")[0]
    if found.kind == "crash":
        error = _error(found)
        if error == "NotImplementedError":
            return f"`{name}` is not written yet." if name.isidentifier() else "This function is not written yet."
        lines = source.splitlines()
        code = _plain(lines[found.line - 1].strip()) if found.line and 0 < found.line <= len(lines) else ""
        where = f" in line {found.line}: `{code}`" if code else ""
        return f"The code stopped with {error or 'an error of its own'}{where}."
    if found.kind == "missing":
        return f"The file has no `{name}`. Is it misspelt?"
    if found.kind == "not a function":
        return f"`{name}` must be a function."
    return TROUBLES.get(found.kind, "The answer could not be judged.")


def _plain(text: str) -> str:
    """Return what a student wrote in a length that fits a page, without characters that steer a terminal."""
    shortened = text if len(text) <= LONGEST else text[:LONGEST] + " ..."
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in shortened)


def _error(found: Trouble) -> str:
    """Return the name of the error if it is one of Python's own."""
    name = found.text.partition(":")[0]
    known = getattr(builtins, name, None)
    return name if isinstance(known, type) and issubclass(known, BaseException) else ""


def _asked(called: str) -> str:
    name = called.partition("(")[0].strip()
    return f"`{name}`" if name.isidentifier() else "The file"
