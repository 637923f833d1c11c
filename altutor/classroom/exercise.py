"""What an exercise consists of; the one block from which the pages, the messages and the checks are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from altutor.classroom.ask import Ask

KINDS = ("implement", "diagnose", "design", "predict", "reproduce")
Grader = Callable[["Ask"], None]


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer.

    Attributes
    ----------
    id
        Words joined by ``-``, such as ``argmax-for-argmin``.
    says
        What the student is told: what went wrong and why it matters, without the solution.
    hint
        The hint (counted from 1) that helps here; those before it are not needed any more.
    """

    id: str
    says: str
    hint: int = 1


@dataclass(frozen=True)
class Part:
    """What is checked and paid for on its own.

    Attributes
    ----------
    id
        The grading function's name, with ``-`` for ``_``.
    points
        What it is worth.
    asks
        Completes "the exercise asks that ...".
    grade
        Asks the student's code and raises :class:`altutor.classroom.ask.Wrong`.
    hints
        From a nudge to nearly everything, never the solution.
    seconds
        Time limit of one answer.
    draws
        How many times it is checked, each time with other numbers.
    """

    id: str
    points: int
    asks: str
    grade: Grader
    hints: tuple[str, ...]
    seconds: float = 5.0
    draws: int = 3


@dataclass
class Exercise:
    """An exercise; its module in :mod:`altutor.classroom.graders` holds it as ``EXERCISE``.

    Attributes
    ----------
    title
        A few words.
    kind
        One of :data:`KINDS`.
    goals
        Ids of the learning goals (``chapters/goals.toml``) that it serves.
    minutes
        Time it takes, 5 to 30.
    difficulty
        1 (a few lines, told how) to 3 (own ideas needed).
    importance
        1 (for the curious) to 3 (do this one even if you do no other).
    needs
        What one should have done before: other exercises (``ch01 e1``) or sections of chapters.
    terms
        Entries of the glossary that the task uses.
    mistakes
        The known wrong answers.
    instead_of
        Functions of the package (``module:name``) that the exercise asks to be written anew.
    uses
        Modules of altutor that an answer may import.
    constants
        Draws the constants of a variant: names that stand at the top of the stub, with their values.
    id
        ``chNN_slug/eK_slug``; set by the catalogue.
    parts
        Filled by :meth:`part`.
    """

    title: str
    kind: str
    goals: tuple[str, ...]
    minutes: int
    difficulty: int
    importance: int
    needs: tuple[str, ...]
    terms: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    instead_of: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    constants: Callable[[np.random.Generator], dict[str, Any]] | None = None
    id: str = ""
    parts: list[Part] = field(default_factory=list)

    def part(
        self, points: int, asks: str, hints: tuple[str, ...], seconds: float = 5.0, draws: int = 3
    ) -> Callable[[Grader], Grader]:
        """Make the function below this line the grader of a part."""

        def add(grade: Grader) -> Grader:
            name = grade.__name__.replace("_", "-")
            self.parts.append(Part(name, points, asks, grade, hints, seconds, draws))
            return grade

        return add

    @property
    def points(self) -> int:
        """What all parts are worth together."""
        return sum(part.points for part in self.parts)

    @property
    def chapter(self) -> str:
        """The folder, such as ``ch03_local_optima``."""
        return self.id.partition("/")[0]

    @property
    def stem(self) -> str:
        """The name of the file without its ending, such as ``e2_epsilon``."""
        return self.id.partition("/")[2]

    @property
    def short(self) -> str:
        """What a student types, such as ``ch03 e2``."""
        return f"{self.chapter.partition('_')[0]} {self.stem.partition('_')[0]}"

    def mistake(self, id_: str) -> Mistake:
        """Return a known wrong answer by its id; a `KeyError` is a slip of the grader."""
        found = {mistake.id: mistake for mistake in self.mistakes}
        return found[id_]
