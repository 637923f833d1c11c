"""Checks the exercises themselves: every stub, hint, solution and known wrong answer is what it should be."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from altutor.classroom import folders, stubs
from altutor.classroom.exercise import KINDS, Exercise
from altutor.classroom.grade import NOT_STARTED, Result, drawn, grade
from altutor.classroom.readme import readme
from altutor.classroom.student import Direct, Trouble
from altutor.errors import AltutorError

FEWEST_MISTAKES, FEWEST_HINTS = 3, 2
REMADE = "delete it and type `altutor exercises --new exercises` in the clone"


def lapses(exercise: Exercise) -> Iterator[str]:
    """Yield what is wrong with an exercise as it is shipped."""
    if exercise.kind not in KINDS or not 5 <= exercise.minutes <= 30:
        yield f"kind {exercise.kind!r} and {exercise.minutes} minutes: expected one of {KINDS}, and 5 to 30"
    if exercise.difficulty not in (1, 2, 3) or exercise.importance not in (1, 2, 3) or not exercise.goals:
        yield "difficulty and importance must be 1, 2 or 3, and there must be a learning goal"
    if len(exercise.mistakes) < FEWEST_MISTAKES:
        yield f"{len(exercise.mistakes)} known wrong answers: expected {FEWEST_MISTAKES} or more"
    for part in exercise.parts:
        if len(part.hints) < FEWEST_HINTS or not all(hint.strip() for hint in part.hints):
            yield f"part {part.id} has {len(part.hints)} hints: expected {FEWEST_HINTS} or more"
    if not stubs.task(exercise):
        yield "the stub has no task: expected a docstring on top"
    if exercise.constants is not None:
        try:
            stubs.text(exercise, drawn(exercise, "a variant"))
        except AltutorError as error:
            yield str(error)
    path = stubs.HERE / f"{exercise.id}.py"
    result = grade(exercise, path, Direct(path))
    if result.state != NOT_STARTED or result.points:
        yield f"the stub is {result.state!r} with {result.points} points: expected {NOT_STARTED!r} with 0"


def lapses_in_repository(exercise: Exercise, repo: Path) -> Iterator[str]:
    """Yield what is wrong with the solutions and wrong answers of an exercise, and with what is made from it."""
    for name, text in folders.files(exercise).items():
        made = repo / folders.NAME / name
        if not made.exists() or made.read_text(encoding="utf-8") != text:
            yield f"{made} is not what altutor ships: {REMADE}"
    answers = repo / "tests" / "exercises" / exercise.id
    wrong = {f"wrong_{mistake.id.replace('-', '_')}.py": mistake.id for mistake in exercise.mistakes}
    expected = {"solution.py", "second.py", *wrong}
    there = {path.name for path in answers.glob("*.py") if not path.name.startswith("test_")}
    for name in sorted(expected - there):
        yield f"{answers / name} is missing"
    for name in sorted(there - expected):
        yield f"{answers / name} belongs to no known mistake"
    yield from _right(exercise, [answers / name for name in ("solution.py", "second.py") if name in there])
    for name, mistake in wrong.items():
        if name in there:
            yield from _wrong(exercise, answers / name, mistake)
    yield from _taught(exercise, repo)


def lapses_of_chapters(exercises: Iterable[Exercise], repo: Path) -> Iterator[str]:
    """Yield READMEs that are not what their exercises give."""
    by_chapter: dict[str, list[Exercise]] = {}
    for exercise in exercises:
        by_chapter.setdefault(exercise.chapter, []).append(exercise)
    for chapter, own in by_chapter.items():
        path = repo / folders.NAME / chapter / "README.md"
        if not path.exists() or path.read_text(encoding="utf-8") != readme(own):
            yield f"{path} is not what altutor makes: {REMADE}"


def _right(exercise: Exercise, paths: list[Path]) -> Iterator[str]:
    trees = {ast.dump(ast.parse(path.read_text(encoding="utf-8"))) for path in paths}
    if len(paths) == 2 and len(trees) == 1:
        yield "solution.py and second.py are the same code"
    for path in paths:
        result = grade(exercise, path, Direct(path))
        if result.points != exercise.points:
            yield f"{path} earns {result.points} of {exercise.points}: {told(result)}"
        lines = [_squeezed(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for part in exercise.parts:
            for number, hint in enumerate(part.hints, 1):
                given = [line for line in lines if len(line) > 20 and line in _squeezed(hint)]
                if given:
                    yield f"hint {number} of {part.id} gives away a line of {path.name}: {given[0]}"


def _wrong(exercise: Exercise, path: Path, mistake: str) -> Iterator[str]:
    result = grade(exercise, path, Direct(path))
    named = [one for one in result.parts if one.mistake == mistake]
    if not named:
        yield f"{path} is not recognised as {mistake!r}: {told(result)}"
    elif any(one.points for one in named):
        yield f"{path} earns the points of {named[0].part.id}"


def _taught(exercise: Exercise, repo: Path) -> Iterator[str]:
    """Terms and modules must have come up in the chapter or an earlier one."""
    number = int(exercise.chapter[2:4])
    texts = [path.read_text(encoding="utf-8") for path in sorted((repo / "chapters").glob("0*.py"))[:number]]
    text = "\n".join(texts)
    glossary = (repo / "docs" / "glossary.md").read_text(encoding="utf-8").lower()
    for term in exercise.terms:
        if f"\n### {term.lower()}\n" not in glossary:
            yield f"the term {term!r} is not in docs/glossary.md"
        elif term.lower() not in re.sub(r"\s*\n# ", " ", text).lower():
            yield f"the term {term!r} does not come up in chapters 1 to {number}"
    for module in exercise.uses:
        if not re.search(rf"(from|import) {re.escape(module)}\b", text):
            yield f"{module} is not used in chapters 1 to {number}"
    chapters = tomllib.loads((repo / "chapters" / "goals.toml").read_text(encoding="utf-8"))["goal"]
    serving = {goal["id"] for goal in chapters if exercise.id in goal.get("exercises", [])}
    if serving != set(exercise.goals):
        yield f"chapters/goals.toml lists it under {sorted(serving)}, and it says {sorted(exercise.goals)}"


def told(result: Result) -> str:
    """Return what is wrong with each part, in a line."""
    return "; ".join(
        f"{one.part.id}: {one.mistake or one.found}"
        + (f" (line {one.found.line})" if isinstance(one.found, Trouble) and one.found.line else "")
        for one in result.parts
        if one.found is not None
    )


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
