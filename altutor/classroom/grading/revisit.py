"""Which section of the book a wrong idea leads back to."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from altutor.classroom import catalogue

PACKAGE = Path(__file__).parents[2]
PLACES = (PACKAGE / "chapters" / "goals.toml", PACKAGE.parent / "chapters" / "goals.toml")  # the wheel's, the clone's


def sections(id_: str) -> str:
    """Return the sections that teach what an exercise practises: "chapter 2: A first look; Reweighting"."""
    exercise = catalogue.load(id_)
    chapter = f"chapter {int(exercise.chapter.removeprefix('ch').partition('_')[0])}"
    known = _sections()
    named = list(dict.fromkeys(known[goal] for goal in exercise.goals if goal in known))
    if named:
        return f"{chapter}: {'; '.join(named)}"
    return f"{chapter}, learning goals {', '.join(exercise.goals)}"


@cache
def _sections() -> dict[str, str]:
    """Return a title for each learning goal, made from its anchor; none where the book is not there."""
    path = next((place for place in PLACES if place.is_file()), None)
    if path is None:
        return {}
    goals = tomllib.loads(path.read_text(encoding="utf-8")).get("goal", [])
    return {goal["id"]: goal["section"].replace("-", " ").capitalize() for goal in goals}
