"""The process that runs a student's code: it loads one file and answers requests, one line of JSON each.

    python -I -m altutor.classroom.worker FILE

A request is ``{"call": NAME, "with": [arguments, ...]}`` (one call for each entry of the list) or ``{"value": NAME}``.
An answer is ``{"values": [...], "printed": "..."}`` or ``{"trouble": {...}}``. Answers leave by a copy of standard
output that is taken before the student's code runs; what that code prints goes to a file.
"""

from __future__ import annotations

import difflib
import importlib.util
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from altutor.classroom import wire

MODULE = "exercise"  # the name under which a student's file is imported
SHOWN = 500  # characters of what was printed


class Student:
    """A student's file, loaded when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.module: Any = None

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out a request; whatever the student's code raises becomes part of the answer."""
        try:
            if self.module is None:
                self.module = load(self.path)
            if "value" in request:
                return {"values": [wire.encode(self._find(request["value"]))]}
            function = self._find(request["call"])
            if not callable(function):
                kind = type(function).__name__
                return trouble("not a function", f"`{request['call']}` is a {kind}, and must be a function.")
            with_ = [wire.decode(arguments, wire.make_doc) for arguments in request["with"]]
            return {"values": [wire.encode(function(*arguments)) for arguments in with_]}
        except Missing as error:
            return trouble("missing", str(error))
        except BaseException as error:  # SystemExit and KeyboardInterrupt, too: the student's code may raise them
            return crash(error, self.path)

    def _find(self, name: str) -> Any:
        found = getattr(self.module, name, None)
        if found is None and not hasattr(self.module, name):
            own = [
                other for other, value in vars(self.module).items() if not other.startswith("_") and value is not None
            ]
            close = difflib.get_close_matches(name, own, n=1)
            hint = f" There is `{close[0]}`: rename it." if close else ""
            raise Missing(f"The file has no `{name}`.{hint}")
        return found


class Missing(Exception):
    """The student's file has no such name."""


def load(path: Path) -> Any:
    """Import a file by its path."""
    spec = importlib.util.spec_from_file_location(MODULE, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[MODULE] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


def crash(error: BaseException, path: Path) -> dict[str, Any]:
    """Describe what the student's code raised, by the last of its own lines."""
    lines = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    where = {"line": lines[-1].lineno, "code": lines[-1].line} if lines else {}
    kind = "exit" if isinstance(error, SystemExit) else "crash"
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    trace = "".join(traceback.format_exception(error))
    return trouble(kind, text[:SHOWN], **where, trace=trace[-20 * SHOWN :])


def trouble(kind: str, text: str, **more: Any) -> dict[str, Any]:
    """Return the answer that tells of a trouble."""
    return {"trouble": {"kind": kind, "text": text, **more}}


def serve(student: Student, requests: Any, reply: Callable[[str], None], printed: Any) -> None:
    """Answer requests until there are no more."""
    for line in requests:
        printed.seek(0)
        printed.truncate()
        answer = student.answer(json.loads(line))
        sys.stdout.flush()
        sys.stderr.flush()
        printed.seek(0)
        answer["printed"] = printed.read(SHOWN).decode("utf-8", "replace")
        reply(json.dumps(answer) + "\n")


def main() -> None:
    """Answer on a private copy of standard output; the student's code gets another, and an empty input."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    printed = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115, open as long as the process runs
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.dup2(printed.fileno(), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # warnings are no answer, and errors come as tracebacks

    def reply(text: str) -> None:
        replies.write(text)
        replies.flush()

    serve(Student(Path(sys.argv[1])), requests, reply, printed)


if __name__ == "__main__":
    main()
