"""Groups hand in once: the newest submission of a group counts for all its members.

``groups.csv`` has a line a student: ``student,group``. Who is not in it, or has an empty group, works alone.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from altutor.classroom import sheet
from altutor.errors import AltutorError

if TYPE_CHECKING:
    from altutor.classroom.assignment.roster import Person
    from altutor.classroom.submissions.collect import Submission

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def read(path: Path, students: Collection[str] | None = None) -> dict[str, str]:
    """Return the group of each student.

    Parameters
    ----------
    students
        Ids that may be named; None: any.

    Raises
    ------
    AltutorError
        When a line names nobody, or somebody twice.
    """
    groups: dict[str, str] = {}
    for line, row in sheet.read(path, ("student", "group"), ("student", "group")):
        student = row["student"]
        if students is not None and student not in students:
            close = difflib.get_close_matches(student, students, n=1)
            hint = f"; did you mean {close[0]}?" if close else ": write an id as in the roster."
            raise AltutorError(f"{path}, line {line}, column student: nobody is called {student!r}{hint}")
        if student in groups:
            raise AltutorError(f"{path}, line {line}: {student} is in the file twice; keep one of the two lines.")
        groups[student] = row["group"]
    return groups


def of_roster(roster: Mapping[str, Person]) -> dict[str, str]:
    """Return the group of each person by the roster's column ``group``."""
    return {student: person.group for student, person in roster.items() if person.group}


def authors(submissions: Sequence[Submission], groups: Mapping[str, str]) -> dict[str, str]:
    """Return for each student whose files count: their own, or those of the member who handed in last.

    A time that is unknown is older than any; between equal times the first by id counts.
    """
    found = {one.student: one.student for one in submissions}
    for group in sorted({group for group in groups.values() if group}):
        members = [one for one in submissions if groups.get(one.student) == group]
        handed_in = [one for one in members if one.files]
        if handed_in:
            newest = min(handed_in, key=lambda one: (-_time(one), one.student))
            found |= {one.student: newest.student for one in members}
    return found


def share(submissions: Sequence[Submission], groups: Mapping[str, str]) -> tuple[list[Submission], list[str]]:
    """Give each member of a group the group's newest submission.

    Returns
    -------
    tuple
        The submissions in their order, and sentences for the instructor where several members handed in.
    """
    by_student = {one.student: one for one in submissions}
    counts = authors(submissions, groups)
    shared, sentences = [], {}
    for own in submissions:
        group, author = groups.get(own.student, ""), by_student[counts[own.student]]
        if not group or not author.files:
            shared.append(own)
            continue
        notes = (f"Handed in by {author.student} for group {group}.", *author.notes)
        shared.append(dataclasses.replace(author, student=own.student, notes=notes))
        others = [one for one in submissions if groups.get(one.student) == group and one.files]
        if len(others) > 1:
            sentences[group] = _sentence(group, author, others)
    return shared, [sentences[group] for group in sorted(sentences)]


def _sentence(group: str, author: Submission, all_: Sequence[Submission]) -> str:
    names = ", ".join(sorted(one.student for one in all_))
    if sum(_time(one) == _time(author) for one in all_) > 1:
        why = f"the first by id, as {'their times are the same' if author.submitted else 'no time is known'}"
    else:
        why = f"the newest, of {author.submitted:%Y-%m-%d %H:%M}"
    return f"Group {group}: {names} handed in; what {author.student} handed in counts for all ({why})."


def _time(submission: Submission) -> float:
    return ((submission.submitted or LONG_AGO) - LONG_AGO).total_seconds()
