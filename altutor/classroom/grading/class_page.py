"""The class page: how a class did, what it misunderstood, and what an instructor should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altutor.classroom import catalogue
from altutor.classroom.grading import alike, pages, statistics
from altutor.classroom.grading.marks import number
from altutor.classroom.grading.revisit import sections
from altutor.files import write_atomic

if TYPE_CHECKING:
    from altutor.classroom.submissions.collect import Submission

FILE = "class.html"
SHOWN = 0.3  # of two answers that must be shared for them to be shown side by side
LONGEST = 400  # lines of a file that are shown
NAMED = 10  # students who are stuck most
WIDEST = 300  # characters of a line


def write(
    grades: Mapping[str, Any], folder: Path, submissions: Sequence[Submission], sentences: Sequence[str] = ()
) -> Path:
    """Write ``class.html`` and return its path.

    Parameters
    ----------
    grades
        As in ``grades.json``.
    submissions
        What was handed in, for the pairs that are alike.
    sentences
        For the instructor: what was found while collecting.
    """
    rows = statistics.table(grades)
    ids = [info["id"] for info in grades["exercises"]]
    groups = {entry["student"]: entry["group"] for entry in grades["students"]}
    pairs, remarks = alike.find(submissions, ids, groups)
    stuck = statistics.stuck(rows)
    spread = statistics.distribution(grades)
    files = {one.student: one.files for one in submissions}
    nothing = statistics.absent(grades, ["missing"])
    page = pages.html().get_template("class.html.j2")
    text = page.render(
        grades=grades,
        sentences=sentences,
        spread=spread,
        highest=max((count for *_, count in spread.bins), default=0) if spread else 0,
        means=statistics.points_of(grades),
        parts=[(exercise, list(own)) for exercise, own in groupby(statistics.parts(rows), lambda one: one.exercise)],
        fewest=statistics.FEWEST,
        few=statistics.FEW,
        misconceptions=[_misconception(*one) for one in statistics.misconceptions(rows)],
        stuck=_by_part(stuck),
        most_stuck=Counter(one.student for one in stuck).most_common(NAMED),
        nothing=nothing,
        untouched=[one for one in statistics.absent(grades, ["missing", "not started"]) if one not in nothing],
        ungraded=list(statistics.ungraded(grades)),
        above=_above(grades),
        late=[(entry["student"], entry["late"]) for entry in grades["students"] if entry["late"]],
        pairs=[_pair(pair, files, _names(groups)) for pair in pairs],
        remarks=remarks,
        short={info["id"]: info["short"] for info in grades["exercises"]},
        titles={info["id"]: info["title"] for info in grades["exercises"]},
        sandbox=pages.sandbox_line(grades),
        unsafe=str(grades["sandbox"]).startswith("none"),
    )
    write_atomic(folder / FILE, text)
    return folder / FILE


def _above(grades: Mapping[str, Any]) -> list[str]:
    """Return a line for each mark by hand that is above what the exercise, or the whole, is worth."""
    worth = {info["id"]: (info["points"], f" in {info['short']}") for info in grades["exercises"]}
    worth[""] = (grades["of"], "")
    return [
        f"{entry['student']}: {number(mark['points'])} of {number(of)} by hand{where}; a bonus, or a slip?"
        for entry in grades["students"]
        for mark in entry["by_hand"]
        for of, where in [worth[mark["exercise"]]]
        if mark["points"] is not None and mark["points"] > of
    ]


def _names(groups: Mapping[str, str]) -> dict[str, str]:
    """Return how to name each student in a pair: a group that handed in once is named with its members."""
    members: dict[str, list[str]] = {}
    for student, group in groups.items():
        members.setdefault(group, []).append(student)
    return {
        student: f"group {group} ({', '.join(members[group])})" if group and len(members[group]) > 1 else student
        for student, group in groups.items()
    }


def _misconception(id_: str, mistake: str, students: list[str]) -> dict[str, Any]:
    exercise = catalogue.load(id_)
    says = {one.id: one.says for one in exercise.mistakes}
    return {
        "short": exercise.short,
        "name": mistake.replace("-", " "),
        "says": says.get(mistake, ""),
        "students": students,
        "revisit": sections(id_),
    }


def _by_part(stuck: Sequence[statistics.Stuck]) -> list[tuple[tuple[str, str], list[str]]]:
    """Return who is stuck at each part, the parts with most people first."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in stuck:
        found.setdefault((one.exercise, one.part), []).append(one.student)
    return sorted(((part, sorted(students)) for part, students in found.items()), key=lambda one: -len(one[1]))


def _pair(pair: alike.Pair, files: Mapping[str, Mapping[str, bytes]], names: Mapping[str, str]) -> dict[str, Any]:
    most = max(one.share for one in pair.exercises)
    shown = [one for one in pair.exercises if one.share >= min(most, SHOWN)]
    return {
        "names": [names.get(student, student) for student in (pair.first, pair.second)],
        "share": _headline(pair),
        "tokens": number(pair.tokens),
        "exercises": [
            (
                one,
                [
                    (names.get(student, student), _lines(files[student][one.exercise], lines))
                    for student, lines in zip((pair.first, pair.second), one.lines, strict=True)
                ],
            )
            for one in sorted(shown, key=lambda one: -one.share)
        ],
    }


def _headline(pair: alike.Pair) -> str:
    """Return what stands out: all exercises together, or those that do alone."""
    if pair.stands_out:
        return f"{100 * pair.share:.0f}%"
    alone = sorted((one for one in pair.exercises if one.stands_out), key=lambda one: -one.share)
    return ", ".join(f"{100 * one.share:.0f}% of {catalogue.load(one.exercise).short}" for one in alone)


def _lines(content: bytes, marked: frozenset[int]) -> list[tuple[str, bool]]:
    """Return the lines of a file and whether each is shared."""
    lines = content.decode("utf-8", "replace").split("\n")
    found = [(line.rstrip("\r")[:WIDEST], number in marked) for number, line in enumerate(lines, 1)]
    if len(found) > LONGEST:
        found = [*found[:LONGEST], (f"... {len(found) - LONGEST} more lines", False)]
    return found
