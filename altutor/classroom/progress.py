"""What a student has reached so far: a small file beside the exercises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from altutor.classroom.grade import NOT_STARTED, OPEN, PASSED, Result
from altutor.errors import AltutorError
from altutor.files import dump_json, write_atomic

NAME = ".altutor-progress.json"


class Progress:
    """States, points, recognised mistakes and hints seen, by exercise; kept in :data:`NAME`.

    Raises
    ------
    AltutorError
        When the file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.entries: dict[str, dict[str, Any]] = {}
        if self.path.exists():
            try:
                self.entries = json.loads(self.path.read_text(encoding="utf-8"))["exercises"]
                for entry in self.entries.values():
                    entry["parts"].items(), entry["state"], entry["points"]
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                raise AltutorError(
                    f"{self.path} cannot be read: delete it and run pytest again; your answers are not in it."
                ) from error

    def __getitem__(self, id_: str) -> dict[str, Any]:
        return self.entries.setdefault(id_, {"state": "not started", "points": 0, "parts": {}, "hints": {}})

    def forget(self, id_: str) -> None:
        """Leave out an exercise, as before its first check."""
        self.entries.pop(id_, None)

    def note(self, result: Result) -> None:
        """Take in what an exercise earned; hints seen stay."""
        entry = self[result.exercise.id]
        entry["parts"] |= {one.part.id: {"points": one.points, "mistake": one.mistake} for one in result.parts}
        earned = {part.id: entry["parts"].get(part.id, {"points": 0})["points"] for part in result.exercise.parts}
        entry["points"] = sum(earned.values())
        done = entry["points"] == result.exercise.points
        entry["state"] = result.state if result.state == NOT_STARTED else PASSED if done else OPEN

    def save(self) -> None:
        """Write the file."""
        write_atomic(self.path, dump_json({"schema": 1, "exercises": self.entries}, indent=1))
