"""Folders in which students work: finds them, makes them, brings stubs back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from altutor.classroom import catalogue, stubs
from altutor.classroom.exercise import Exercise
from altutor.classroom.grade import drawn
from altutor.errors import AltutorError
from altutor.files import write_atomic

NAME = "exercises"


def find(start: Path) -> Path:
    """Return the folder of exercises at, in or above a path.

    Raises
    ------
    AltutorError
        When there is none.
    """
    for place in (start, *start.parents):
        for folder in (place, place / NAME):
            if any((folder / exercise.chapter).is_dir() for exercise in catalogue.find()):
                return folder
    raise AltutorError(
        f"There are no exercises in {start}: type `altutor exercises --new {NAME}` to make a folder of them."
    )


def there(folder: Path, exercises: Sequence[Exercise]) -> list[Exercise]:
    """Return those exercises that a folder holds; an assignment hands out some alone."""
    return [
        one
        for one in exercises
        if any((folder / one.chapter / f"{start}{one.stem}.py").exists() for start in ("", "test_"))
    ]


def files(exercise: Exercise, variant: str = "") -> dict[str, str]:
    """Return the two files of an exercise, by path below the folder."""
    test = f"{exercise.chapter}/test_{exercise.stem}.py"
    stub = stubs.text(exercise, drawn(exercise, variant))
    shim = f'"""Checks {exercise.stem}.py. Type: pytest exercises/{test}"""\n\nEXERCISE = "{exercise.id}"\n'
    return {f"{exercise.id}.py": stub, test: shim}


def make(folder: Path, variant: str = "") -> list[Path]:
    """Write the files that are not there yet; what a student has changed is left alone. Return the new ones."""
    from altutor.classroom.readme import readme

    chosen = catalogue.find()
    wanted = {name: text for exercise in chosen for name, text in files(exercise, variant).items()}
    chapters = list(dict.fromkeys(exercise.chapter for exercise in chosen))
    wanted |= {
        f"{chapter}/README.md": readme([one for one in chosen if one.chapter == chapter]) for chapter in chapters
    }
    new = [(folder / name, text) for name, text in wanted.items() if not (folder / name).exists()]
    for path, text in new:
        write_atomic(path, text)
    return [path for path, _ in new]


def reset(folder: Path, exercise: Exercise, variant: str = "") -> Path | None:
    """Bring back the stub; return where the old file was kept, None where it was the stub or missing."""
    path = folder / f"{exercise.id}.py"
    kept = None
    if path.exists() and path.read_bytes() != files(exercise, variant)[f"{exercise.id}.py"].encode():
        numbers = [
            int(found[1])
            for other in path.parent.glob(f"{path.stem}.kept*.py")
            if (found := re.fullmatch(rf"{re.escape(path.stem)}\.kept(\d+)\.py", other.name))
        ]
        kept = path.with_name(f"{path.stem}.kept{max(numbers, default=0) + 1}.py")
        write_atomic(kept, path.read_bytes())
    for name, text in files(exercise, variant).items():
        if name == f"{exercise.id}.py" or not (folder / name).exists():
            write_atomic(folder / name, text)
    return kept
