"""``altutor assign``: everything for one assignment, in one folder: what students get and what the instructor keeps."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import typer

from altutor import __version__
from altutor.classroom import catalogue
from altutor.classroom.assignment import assignment as kept
from altutor.classroom.assignment import chapter, choose, handout, instructor, notices, roster, wheel
from altutor.classroom.assignment.assignment import Assignment
from altutor.classroom.assignment.instructions import slugs
from altutor.classroom.assignment.pack import zipped
from altutor.classroom.assignment.place import move
from altutor.classroom.assignment.roster import Person
from altutor.classroom.assignment.wording import counted, listed
from altutor.classroom.exercise import Exercise
from altutor.classroom.export import table
from altutor.errors import AltutorError
from altutor.files import require_writable, write_atomic

STUDENTS, INSTRUCTOR = "students", "instructor"


def assign(
    words: list[str],
    out: Path,
    *,
    due: str | None = None,
    roster: Path | None = None,
    variants: bool = False,
    points: Sequence[str] = (),
    title: str | None = None,
    repo: Path = Path(),
    seed: int | None = None,
) -> None:
    """Write an assignment, and print what was written.

    Parameters
    ----------
    words
        Chapters and exercises, as :func:`altutor.classroom.assignment.choose.exercises` reads them.
    out
        The folder; its name is the assignment's. Where it holds the same assignment, that is made anew: its seed
        stays, and so do points, title and due date that are not given.
    due
        A date, or a date and a time; see :func:`altutor.classroom.assignment.assignment.moment`.
    roster
        Who takes part.
    variants
        Give each person of the roster constants of their own.
    points
        Such as ``ch02 e1=10``.
    repo
        A clone of altutor's repository, for chapters and solutions.
    seed
        Of the hidden checks; None: a secret one.

    Raises
    ------
    AltutorError
        When something given is not usable, or `out` holds something else.
    """
    chosen = choose.exercises(words)
    until = kept.moment(due, "--due") if due is not None else None
    out = Path(os.path.abspath(out))
    before = _before(out)
    made = _assignment(chosen, out, before, due=until, variants=variants, points=points, title=title, seed=seed)
    people = _people(roster, variants)
    require_clone(repo)
    chapter.require_book()
    require_writable(out.parent)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as temporary:
        new = Path(temporary) / "new"
        new.mkdir()
        _write(made, people, repo, new)
        kept.save(made, new)
        by_hand = move(new, out, Path(temporary), (STUDENTS, INSTRUCTOR))
    for folder in by_hand:
        typer.echo(f"Files in it were changed by hand, so the folder is kept: {folder}")
    given = Path(os.path.relpath(out)) if out.is_relative_to(Path.cwd()) else out
    _report(made, given, people, roster)
    for sentence in notices.of(made, before, given, roster, new_due=until is not None):
        typer.echo(sentence)
    roster_ = f" --roster {roster}" if roster is not None else ""
    typer.echo(f"Next: altutor grade SUBMISSIONS --assignment {given}{roster_} --out grades")


def require_clone(repo: Path) -> None:
    """Make sure that a folder is a clone of altutor's repository.

    Raises
    ------
    AltutorError
        When it is none.
    """
    if not (repo / "tests" / "exercises").is_dir() or not (repo / "chapters" / "goals.toml").is_file():
        where = "This folder" if repo == Path() or repo == Path.cwd() else repo
        raise AltutorError(
            f"{where} is no clone of altutor's repository, where chapters and solutions are: name one, such as "
            "--repo ~/altutor."
        )


def _before(out: Path) -> Assignment | None:
    """Return the assignment that a folder holds; an empty or missing folder holds none."""
    if (out / kept.FILE).exists():
        return kept.load(out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise AltutorError(f"{out} holds something else: name a new folder with --out.")
    if not kept.NAME.fullmatch(out.name):
        raise AltutorError(
            f"The folder {out.name!r} cannot name an assignment: use letters, digits, - and _, such as --out week3."
        )
    return None


def _assignment(
    chosen: Sequence[Exercise],
    out: Path,
    before: Assignment | None,
    *,
    due: datetime | None,
    variants: bool,
    points: Sequence[str],
    title: str | None,
    seed: int | None,
) -> Assignment:
    if seed is not None and not 0 <= seed < kept.SEEDS:
        raise AltutorError(f"--seed {seed} is not from 0 to 2**63 - 1: leave it out, and one is drawn.")
    if before is not None:
        same = {one.id for one in chosen} == {one.id for one in before.exercises} and before.variants == variants
        if not same or (seed is not None and seed != before.seed):
            what = ", ".join(catalogue.load(one.id).short for one in before.exercises)
            how = "with variants" if before.variants else "without variants"
            raise AltutorError(
                f"{out} holds another assignment ({what}, {how}), which may have been handed out: name a new folder "
                "with --out, or delete this one."
            )
    numbers = listed(list(dict.fromkeys(str(int(one.chapter[2:4])) for one in chosen)))
    made = Assignment(
        name=out.name,
        title=f"Exercises of chapter{'s' if ' ' in numbers else ''} {numbers}",
        seed=secrets.randbits(63) if seed is None else seed,
        exercises=choose.assigned(chosen, points, before.exercises if before else ()),
        due=None,
        variants=variants,
        altutor=__version__,
    )
    if before is not None:
        made = replace(made, name=before.name, title=before.title, seed=before.seed, due=before.due)
    if title is not None and not (title := " ".join(title.split())):
        raise AltutorError("--title is empty: write what people shall read, or leave it out.")
    return replace(made, title=title or made.title, due=due or made.due)


def _people(path: Path | None, variants: bool) -> dict[str, Person]:
    if path is None:
        if variants:
            raise AltutorError("--variants needs to know whose: name the list of students with --roster roster.csv.")
        return {}
    people = roster.read(path)
    for person in people.values() if variants else ():
        others = {one.variant for one in people.values() if one.group and one.group == person.group}
        if len(others) > 1:
            raise AltutorError(
                f"{path}: group {person.group} hands in one answer and has the variants {listed(sorted(others))}: give "
                "its members the same one in the column variant."
            )
    return people


def _write(made: Assignment, people: Mapping[str, Person], repo: Path, folder: Path) -> None:
    """Write all but ``assignment.json``."""
    goals = _goals(made, repo)
    chapters = {slug: chapter.read(repo, slug) for slug in slugs(made)}
    name = wheel.name()
    notebooks = {slug: chapter.for_students(one, name, list(chapters)) for slug, one in chapters.items()}
    shared = handout.shared(made, (name, wheel.build()), notebooks)
    if made.variants:
        for person in people.values():
            own = handout.own(made, goals, name, person.due or made.due, person.variant)
            write_atomic(folder / STUDENTS / f"{person.student}.zip", zipped(shared | own, made.name))
    else:
        _write_both(folder, STUDENTS, shared | handout.own(made, goals, name, made.due), made.name)
    _write_both(folder, INSTRUCTOR, instructor.files(made, goals, chapters, repo), f"{made.name}-{INSTRUCTOR}")


def _goals(made: Assignment, repo: Path) -> dict[str, str]:
    """Return the texts of all learning goals by id."""
    from altutor.book.goals import read

    goals = {goal.id: goal.text for goal in read(repo / "chapters" / "goals.toml")}
    for exercise in (catalogue.load(one.id) for one in made.exercises):
        if missing := set(exercise.goals) - goals.keys():
            raise AltutorError(
                f"{repo} has no learning goal {min(missing)}, which {exercise.short} serves: name the clone of this "
                f"altutor's version ({__version__}) with --repo."
            )
    return goals


def _write_both(folder: Path, name: str, files: Mapping[str, bytes], inside: str) -> None:
    """Write files as a folder and as a zip, in which a folder holds them."""
    for path, content in files.items():
        write_atomic(folder / name / path, content)
    write_atomic(folder / f"{name}.zip", zipped(files, inside))


def _report(made: Assignment, given: Path, people: Mapping[str, Person], path: Path | None) -> None:
    exercises = table.count(made.exercises, "exercise", "exercises")
    typer.echo(f"{made.title}: {exercises}, {counted(made.points)}.")
    typer.echo(
        f"  hand out  {given / STUDENTS if made.variants else given / f'{STUDENTS}.zip'}"
        + (f" ({table.count(people, 'zip', 'zips')}, one a person)" if made.variants else "")
    )
    typer.echo(f"  keep      {given / INSTRUCTOR} (rubric, solutions, common wrong answers, slides)")
    typer.echo(f"  keep      {given / kept.FILE} (the secret seed: whoever has it knows the hidden numbers)")
    if path is not None:
        if unread := roster.ignored(path):
            typer.echo(f"Not read in {path}: column{'s' if len(unread) > 1 else ''} {listed(unread)}.")
        own = sum(person.due is not None for person in people.values())
        if own and not made.variants:
            have = "has" if own == 1 else "have"
            typer.echo(f"{own} of {len(people)} {have} a deadline of their own; {STUDENTS}.zip names the one of all.")
