"""What ``altutor grade`` does: from a folder of submissions to grades, feedback and a class page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altutor
from altutor.classroom import catalogue
from altutor.classroom.assignment import assignment as assignments
from altutor.classroom.assignment import roster as rosters
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.assignment.roster import Person
from altutor.classroom.grading import class_page, feedback, gradebook, groups, late, marks, talk
from altutor.classroom.grading.unit import LIMITED, grade_file, regrade_limited
from altutor.classroom.grading.units import Unit, grade_all
from altutor.classroom.sandbox.boxed import Sandbox, choose
from altutor.classroom.submissions.collect import Submission, collect
from altutor.errors import AltutorError
from altutor.files import dump_json, require_writable, write_atomic
from altutor.progress import stand_in_base

SCHEMA = 1
FILE = "grades.json"
WORK = ".work"


@dataclass(frozen=True)
class Request:
    """What an instructor asks for; the names are those of the options of ``altutor grade``.

    Attributes
    ----------
    late, marks, groups
        Small CSV files; None: no such file. Marks by hand are kept in ``out/marks.csv``, those of `marks` too.
    yes
        Do not ask before marks of an earlier run change.
    """

    submissions: Path
    assignment: Path
    out: Path
    roster: Path | None = None
    jobs: int = 1
    late: Path | None = None
    marks: Path | None = None
    groups: Path | None = None
    unsafe: bool = False
    yes: bool = False
    quiet: bool = False


def grade(request: Request) -> None:
    """Grade a class and write everything; marks that would change are shown first.

    Raises
    ------
    AltutorError
        When something of the input cannot be used, or there is no sandbox.
    """
    _require_own_folder(request)
    assignment = assignments.load(request.assignment)
    people = rosters.read(request.roster) if request.roster else None
    if assignment.variants and people is None:
        raise AltutorError(f"{request.assignment} has a variant for each student: say who is who with --roster FILE.")
    policy = late.read(request.late) if request.late else late.Policy()
    sandbox = choose(request.unsafe)
    collected, said = collect(request.submissions, assignment, people)
    together = _groups(request, people, collected)
    authors = groups.authors(collected, together)  # whose files, and so whose variant, count
    collected, more = groups.share(collected, together)
    require_writable(request.out)
    before = read_grades(request.out) if (request.out / FILE).exists() else None
    if before is not None and before["assignment"] != assignment.name:
        raise AltutorError(
            f"{request.out} holds the grades of {before['assignment']}: choose another folder with --out."
        )
    exercises = [_described(one.id, one.points) for one in assignment.exercises]
    by_hand, taken_in = _by_hand(request, [one.student for one in collected], exercises)
    more += gradebook.ignored(request.out)
    grades: dict[str, Any] = {
        "schema": SCHEMA,
        "assignment": assignment.name,
        "title": assignment.title,
        "altutor": altutor.__version__,
        "due": assignment.due.isoformat() if assignment.due else None,
        "sandbox": sandbox.says,
        "of": assignment.points,
        "exercises": exercises,
        "students": [],
    }
    graded = _graded(request, assignment, sandbox, collected, authors, people or {})
    for submission in collected:
        person = (people or {}).get(submission.student, Person(submission.student))
        entry = _entry(submission, person, together.get(submission.student, ""), graded[submission.student])
        due = person.due or assignment.due
        if person.due and submission.submitted is None and submission.marked_late:
            more.append(
                f"{submission.student} has a deadline of their own, and the platform marked the work late by its own: "
                f"if it was in time, give the mark by hand, in {request.out / marks.FILE}."
            )
        entry["late"] = policy.apply(submission.submitted, due, submission.marked_late)
        marks.apply(entry, exercises, by_hand)
        grades["students"].append(entry)
    talk.require_agreement(request.out, request.yes, before, grades)
    if taken_in:
        marks.write(request.out / marks.FILE, by_hand, exercises)
    _write(request.out, grades, collected, [*said, *more])
    talk.report(request.out, grades, [*said, *more, *taken_in])


def read_grades(folder: Path) -> dict[str, Any]:
    """Return what ``grades.json`` of a folder holds.

    Raises
    ------
    AltutorError
        When there is none, or it is not what this version writes.
    """
    path = folder / FILE
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found["schema"] == SCHEMA and isinstance(found["students"], list):
            return found
        raise ValueError(f"schema {found['schema']!r} in place of {SCHEMA}")
    except FileNotFoundError:
        raise AltutorError(f"There is no {path}: type `altutor grade` first, with --out {folder}.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AltutorError(f"{path} cannot be read ({error}): delete it and type `altutor grade` again.") from error


def grade_submission(
    submission: Submission, assignment: Assignment, variant: str, sandbox: Sandbox
) -> list[dict[str, Any]]:
    """Grade one submission, exercise by exercise; for autograders that a platform calls for each student."""
    found = []
    for one in assignment.exercises:
        exercise, content = catalogue.load(one.id), submission.files.get(one.id)
        graded = grade_file(exercise, content, sandbox, variant, assignment.seed)
        if content is not None and any(part["kind"] in LIMITED for part in graded["parts"]):
            graded = regrade_limited(graded, exercise, content, sandbox, variant, assignment.seed)
        found.append(graded)
    return found


def variant_of(assignment: Assignment, person: Person) -> str:
    """Return the name of a person's variant; empty where all have the stub as it is shipped."""
    return (person.variant or person.student) if assignment.variants else ""


def _graded(
    request: Request,
    assignment: Assignment,
    sandbox: Sandbox,
    collected: Sequence[Submission],
    authors: Mapping[str, str],
    people: Mapping[str, Person],
) -> dict[str, list[dict[str, Any]]]:
    """Return the graded exercises of every student."""
    exercises = [catalogue.load(one.id) for one in assignment.exercises]
    if any(module.startswith("altutor.data.newswire") for one in exercises for module in one.uses):
        stand_in_base()  # the walls show what is there when they go up

    def unit(submission: Submission, id_: str) -> Unit | None:
        content, author = submission.files.get(id_), authors[submission.student]
        person = people.get(author, Person(author))
        return None if content is None else Unit(id_, content, variant_of(assignment, person), assignment.seed)

    units = {(one.student, each.id): unit(one, each.id) for one in collected for each in assignment.exercises}
    wanted = dict.fromkeys(one for one in units.values() if one is not None)
    done = grade_all(wanted, sandbox, request.jobs, request.out / WORK, request.quiet)

    def found(student: str, id_: str) -> dict[str, Any]:
        one = units[student, id_]
        return grade_file(catalogue.load(id_), None, sandbox) if one is None else done[one]

    return {one.student: [found(one.student, each.id) for each in assignment.exercises] for one in collected}


def _groups(request: Request, people: Mapping[str, Person] | None, collected: Sequence[Submission]) -> dict[str, str]:
    if request.groups:
        return groups.read(request.groups, [one.student for one in collected])
    return groups.of_roster(people or {})


def _by_hand(
    request: Request, students: Sequence[str], exercises: Sequence[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return a person's marks, and sentences on those that are new: from ``--marks``, or typed into the gradebook."""
    kept = marks.read(request.out / marks.FILE, students, exercises)
    found = {(mark["student"], mark["exercise"]): mark for mark in kept}
    said = []
    if request.marks:
        if not request.marks.exists():
            raise AltutorError(f"There is no {request.marks}: --marks names the CSV with the marks given by hand.")
        given = {(one["student"], one["exercise"]): one for one in marks.read(request.marks, students, exercises)}
        if any(found.get(key) != mark for key, mark in given.items()):
            found |= given
            said.append(f"The marks of {request.marks} are kept in {request.out / marks.FILE}.")
    if changes := gradebook.changed(request.out):
        said.append(f"What was changed in {request.out / gradebook.FILE} is kept in {request.out / marks.FILE}.")
    return gradebook.keep(changes, list(found.values())), said


def _described(id_: str, points: float) -> dict[str, Any]:
    exercise = catalogue.load(id_)
    return {"id": id_, "short": exercise.short, "title": exercise.title, "points": points, "own": exercise.points}


def _entry(submission: Submission, person: Person, group: str, graded: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "student": submission.student,
        "name": person.name,
        "group": group,
        "submitted": submission.submitted.isoformat() if submission.submitted else None,
        "notes": list(submission.notes),
        "exercises": graded,
    }


def _require_own_folder(request: Request) -> None:
    """Refuse an ``--out`` in which grades would mix with something else."""
    out, submissions = request.out.resolve(), request.submissions.resolve()
    if out == submissions or submissions in out.parents or out == request.assignment.resolve():
        raise AltutorError(
            f"--out {request.out} is where submissions or the assignment lie: choose a folder of its own."
        )
    ours = any((out / name).exists() for name in (FILE, WORK))
    if not ours and any((out / name).exists() for name in (class_page.FILE, gradebook.FILE, feedback.FOLDER)):
        raise AltutorError(f"{request.out} holds something else: choose another folder with --out.")


def _write(out: Path, grades: dict[str, Any], collected: Sequence[Submission], said: Sequence[str]) -> None:
    feedback.write(grades, out)
    class_page.write(grades, out, collected, said)
    gradebook.write(grades, out)
    write_atomic(out / FILE, dump_json(grades, indent=1))
