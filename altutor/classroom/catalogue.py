"""Finds exercises: all of them, those of a chapter, or the one that a student means."""

from __future__ import annotations

import difflib
import importlib
import re
from functools import cache
from pathlib import Path

from altutor.classroom.exercise import Exercise
from altutor.errors import AltutorError

GRADERS = Path(__file__).parent / "graders"


def ids() -> list[str]:
    """Return the ids of all exercises, ``chNN_slug/eK_slug``, in the order of the book; nothing is imported."""
    found = [f"{path.parent.name}/{path.stem}" for path in GRADERS.glob("ch*_*/e*_*.py")]
    return sorted(found, key=_place)


@cache
def load(id_: str) -> Exercise:
    """Import an exercise by its whole id."""
    exercise: Exercise = importlib.import_module(f"altutor.classroom.graders.{id_.replace('/', '.')}").EXERCISE
    exercise.id = id_
    return exercise


def find(*words: str) -> list[Exercise]:
    """Return the exercises that words such as ``ch03``, ``ch03 e2``, ``ch03/e2`` or a file's path mean; none: all.

    Raises
    ------
    AltutorError
        When there is no such exercise.
    """
    wanted = [part for word in words for part in re.split(r"[/\\\s]+", word) if re.match(r"(test_)?(ch\d|e\d)", part)]
    plain = [part.removeprefix("test_").removesuffix(".py") for part in wanted]
    found = [id_ for id_ in ids() if all(_means(part, id_) for part in plain)]
    if not found or (words and not plain):
        meant = " ".join(words)
        close = difflib.get_close_matches(meant, [load(id_).short for id_ in ids()], n=1, cutoff=0.5)
        hint = f" Did you mean {close[0]}?" if close else ""
        raise AltutorError(f"There is no exercise {meant!r}.{hint} `altutor exercises` lists all.")
    return [load(id_) for id_ in found]


def one(*words: str) -> Exercise:
    """Return the one exercise that words such as ``ch03 e2`` mean.

    Raises
    ------
    AltutorError
        When there is none, or more than one.
    """
    found = find(*words)
    if len(found) > 1:
        meant = " ".join(words)
        raise AltutorError(f"{meant!r} means {len(found)} exercises: type one of them, such as {found[0].short}.")
    return found[0]


def _means(part: str, id_: str) -> bool:
    """Whether a word is a piece of the id, whole or by its number alone (ch3 is ch03)."""
    numbered = re.fullmatch(r"(ch|e)0*(\d+)", part)
    if numbered is None:
        return part in id_.split("/")
    return any(re.match(rf"{numbered[1]}0*{numbered[2]}_", piece) for piece in id_.split("/"))


def _place(id_: str) -> tuple[int, int]:
    chapter, exercise = (re.match(r"\D+(\d+)", piece) for piece in id_.split("/"))
    return int(chapter[1]), int(exercise[1])  # type: ignore[index]
