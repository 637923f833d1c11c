"""Reads what a class handed in: finds the layout, the people, and each exercise's file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.assignment.roster import Person
from altutor.classroom.submissions import claims, match, unpack, work
from altutor.classroom.submissions.layouts import ONE_PERSON, Delivery, Layout, recognise
from altutor.classroom.submissions.people import Owner, People
from altutor.errors import AltutorError

LOOKED_FOR = (
    f"altutor looks for Canvas's, Moodle's or Gradescope's download, or for {ONE_PERSON}; all of it may lie in one zip"
)
NOTES = 30  # sentences that one student is told


@dataclass(frozen=True)
class Submission:
    """What one student handed in.

    Attributes
    ----------
    student
        The roster's id; without a roster, the name that the layout gives, made safe for file names.
    files
        Each exercise's file by the exercise's id; only exercises of the assignment.
    notes
        Sentences for the student: what was renamed, converted or left out, and why.
    submitted
        When it came, where the layout tells.
    marked_late
        Whether the platform calls it late.
    """

    student: str
    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    submitted: datetime | None = None
    marked_late: bool = False


def collect(
    folder: Path, assignment: Assignment, roster: dict[str, Person] | None
) -> tuple[list[Submission], list[str]]:
    """Read all submissions. Nothing is written, and nothing of a submission is run.

    Parameters
    ----------
    folder
        A folder, or a zip of one.
    assignment
        Says which exercises count.
    roster
        The class by id; None: everybody who handed in.

    Returns
    -------
    tuple
        Submissions, sorted by student, with those of the roster who handed in nothing; sentences for the instructor.

    Raises
    ------
    AltutorError
        When there is nothing, nothing that is recognised, or nobody who is known.
    """
    with ExitStack() as closing:
        layout = _layout(folder, roster, closing)
        if not layout.deliveries:
            told = f" {layout.notes[0]}" if layout.notes else ""
            raise AltutorError(f"Nothing in {folder} is recognised as submissions.{told} {LOOKED_FOR}.")
        if roster is None:
            found, notes = claims.unlisted(layout.deliveries), list[str]()
        else:
            found, notes = claims.listed(layout, roster)
            if not any(found.values()):
                raise AltutorError(
                    f"{folder} was read as {layout.title}, and nobody who handed in is in the roster. "
                    f"{[*layout.notes, *notes][0]} Or is it the roster of another class?"
                )
        handed_in = sum(bool(deliveries) for deliveries in found.values())
        students = "1 student" if handed_in == 1 else f"{handed_in} students"
        notes = [f"Read as: {layout.title}, {students}.", *layout.notes, *notes]
        submissions = []
        for student in sorted(found):
            submission, broken = _submission(student, found[student], assignment)
            submissions.append(submission)
            notes += [f"{student}: {what}." for what in broken]
            if found[student] and not submission.files:
                why = f" The student is told: {submission.notes[0]}" if submission.notes else ""
                notes.append(f"{student} handed in something, and nothing of it is for this assignment.{why}")
    return submissions, notes


def _submission(student: str, deliveries: list[Delivery], assignment: Assignment) -> tuple[Submission, list[str]]:
    candidates, notes, broken = work.candidates(deliveries)
    files, matched = match.choose(candidates, [one.id for one in assignment.exercises])
    notes = list(dict.fromkeys([*notes, *matched]))
    if len(notes) > NOTES:
        notes[NOTES - 1 :] = [f"And {len(notes) - NOTES + 1} more notes of this kind."]
    when = [delivery.submitted for delivery in deliveries if delivery.submitted is not None]
    late = any(delivery.late for delivery in deliveries)
    return Submission(student, files, tuple(notes), max(when, default=None), late), broken


def _layout(folder: Path, roster: dict[str, Person] | None, closing: ExitStack) -> Layout:
    """List the files and recognise how they lie; a folder may hold nothing but the zip of everything."""
    if not folder.exists():
        raise AltutorError(f"There is no {folder}: name the folder or the zip with the submissions.")
    if not folder.is_dir() and not folder.is_file():
        raise AltutorError(f"{folder} is neither a folder nor a file: name the folder or the zip with the submissions.")
    try:
        files = unpack.folder(folder) if folder.is_dir() else unpack.zipped(folder, closing)
    except OSError as error:
        raise AltutorError(f"{folder} cannot be read ({error.strerror}): name a folder that you may read.") from error
    except unpack.Unreadable as error:
        raise AltutorError(f"{folder} {error}, and no folder either: {LOOKED_FOR}.") from error
    if not files:
        raise AltutorError(f"There is nothing in {folder}: {LOOKED_FOR}.")
    known = None if roster is None else _known(People(roster, ""))
    layout = recognise(files, known, wrapper="" if folder.is_dir() else folder.stem)
    if folder.is_dir() and len(files) == 1 and files[0].kind == "zip" and "/" not in files[0].path:
        if known is not None and layout.known(known):
            return layout  # the zip of one student
        try:
            whole = recognise(unpack.zipped(folder / files[0].path, closing), known)
        except unpack.Unreadable:
            return layout
        if whole.column or (known is not None and whole.known(known)):
            return whole
    return layout


def _known(people: People) -> Callable[[Owner], bool]:
    return lambda owner: bool(people.find(owner)[0])
