"""The README of what students get: what to do, until when, how to check oneself, and what to hand in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from altutor.classroom import catalogue
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.assignment.wording import amount, cell, counted, day_and_time
from altutor.classroom.readme import STEPS


def instructions(
    assignment: Assignment, goals: Mapping[str, str], wheel: str, due: datetime | None, variant: str = ""
) -> str:
    """Return the README in Markdown.

    Parameters
    ----------
    goals
        The texts of the learning goals, by id.
    wheel
        Name of altutor's wheel.
    due
        The deadline of those whom it is for.
    variant
        Whose constants the files have; empty: those of all.
    """
    environment = Environment(
        loader=PackageLoader("altutor.classroom.assignment"), undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters |= {"amount": amount, "cell": cell, "counted": counted}
    chosen = [catalogue.load(one.id) for one in assignment.exercises]
    served = {id_: [one.short for one in chosen if id_ in one.goals] for one in chosen for id_ in one.goals}
    return environment.get_template("README.md.j2").render(
        assignment=assignment,
        chosen=chosen,
        due=day_and_time(due) if due else "",
        goals=[{"text": text, "served_by": served[id_]} for id_, text in goals.items() if id_ in served],
        points={one.id: one.points for one in assignment.exercises},
        slugs=slugs(assignment),
        steps=STEPS,
        variant=variant,
        varied=variant and any(one.constants for one in chosen),
        wheel=wheel,
    )


def slugs(assignment: Assignment) -> list[str]:
    """Return the names of the chapters that exercises are of, such as ``02_sampling_bias``, in order."""
    return list(dict.fromkeys(one.id.partition("/")[0].removeprefix("ch") for one in assignment.exercises))
