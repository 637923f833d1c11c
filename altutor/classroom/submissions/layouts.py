"""Recognises how submissions lie in a folder: Canvas's, Moodle's or Gradescope's download, or one of one's own making.

What the downloads look like, read in November 2026 in the platforms' own sources:

- Canvas (instructure/canvas-lms, ``lib/content_zipper.rb``): ``NAME[_LATE]_USER_ATTACHMENT_ORIGINAL``, where NAME is
  the sortable name in small letters without blanks and punctuation (of a group, the group's name), or
  ``[LATE_]anon_CODE_ATTACHMENT_ORIGINAL`` for anonymous assignments; text and links come as
  ``NAME[_LATE]_USER_text.html`` and ``..._link.html``. Only the last attempt's files are in it. Older versions kept
  hyphens in NAME.
- Moodle (moodle/moodle, ``mod/assign/classes/downloader.php`` of 4.x, ``public/mod/assign/...`` since 5.1): with
  folders ``FULL NAME_NUMBER_assignsubmission_file/...``, without them the same and ``_`` in front of each file's name;
  downloads of older versions have one more ``_`` behind the folder's name. NUMBER is the participant number of the
  grading worksheet; of a team, NAME and NUMBER are the group's. Typed text is
  ``..._assignsubmission_onlinetext/onlinetext.html``.
- Gradescope: see :mod:`altutor.classroom.submissions.gradescope`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from altutor.classroom.submissions import gradescope, names
from altutor.classroom.submissions.people import Owner
from altutor.classroom.submissions.unpack import File, Unreadable, content, listing, shown
from altutor.errors import AltutorError

CANVAS = re.compile(r"(?:(?P<name>.+?)_)?(?:(?P<late>LATE|late)_)?(?P<key>\d+)_\d+_(?P<original>.+)")
CANVAS_TEXT = re.compile(r"(?:(?P<name>.+?)_)?(?:(?P<late>LATE|late)_)?(?P<key>\d+)_(?P<original>(?:text|link)\.html)")
CANVAS_ANONYMOUS = re.compile(r"(?:(?P<late>LATE|late)_)?(?P<name>anon_[A-Za-z0-9]+)_\d+_(?P<original>.+)")
MOODLE = re.compile(r"(?P<name>.*?)(?:_(?P<key>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<original>.*))?")
ONE_PERSON = "a folder or a zip for each student, or one .py or .ipynb file a student"


@dataclass
class Delivery:
    """What one person, or one group, handed in.

    Attributes
    ----------
    label
        Where it lies, as the instructor sees it.
    owners
        Who handed it in.
    files
        By their place within it.
    notes
        Sentences for the student.
    submitted, late
        When it came, and whether the platform calls it late.
    """

    label: str
    owners: tuple[Owner, ...]
    files: list[File] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    submitted: datetime | None = None
    late: bool = False


@dataclass
class Layout:
    """How the submissions lie there.

    Attributes
    ----------
    title
        Goes on after "Read as: ".
    column
        The roster's column with the platform's keys; empty: none.
    deliveries
        What was found.
    notes
        Sentences for the instructor.
    """

    title: str
    column: str
    deliveries: list[Delivery]
    notes: list[str] = field(default_factory=list)

    def known(self, known: Callable[[Owner], bool]) -> bool:
        """Whether anybody is known."""
        return any(known(owner) for one in self.deliveries for owner in one.owners)


def recognise(files: list[File], known: Callable[[Owner], bool] | None, wrapper: str = "") -> Layout:
    """Find out how files lie, also where all of them are in one folder more.

    Parameters
    ----------
    files
        All of them.
    known
        Whether somebody of the roster is meant; None: there is no roster.
    wrapper
        Name of a folder that is nobody's.
    """
    tops = {file.path.partition("/")[0] for file in files}
    top = next(iter(tops)) if len(tops) == 1 and all("/" in file.path for file in files) else ""
    places = [files]
    if top and not (known is not None and known(Owner(top))):  # what a student names does not make a class
        places.append([replace(file, path=file.path.partition("/")[2]) for file in files])
    for place in places:
        for reader in (_gradescope, _moodle, _canvas):
            if layout := reader(place):
                return layout
    readings = [_plain(place) for place in places]
    if len(readings) == 2 and (
        top == wrapper if known is None else readings[1].known(known) and not readings[0].known(known)
    ):
        return readings[1]
    return readings[0]


def _gradescope(files: list[File]) -> Layout | None:
    listed = next((file for file in files if file.path == gradescope.NAME), None)
    if listed is None:
        if any(file.path == "submission_metadata.csv" for file in files):
            raise AltutorError(
                "This is the export of a Gradescope online assignment (submission_metadata.csv), which is not read: "
                "export a programming assignment, or make one folder for each student."
            )
        return None
    try:
        entries = gradescope.entries(content(listed, gradescope.LARGEST))
    except Unreadable as error:
        raise AltutorError(f"{gradescope.NAME} {error}: export the submissions from Gradescope again.") from error
    layout = Layout("Gradescope's export", "sid", [])
    inside: dict[str, list[File]] = {}
    for file in files:
        if file is not listed:
            top, _, rest = file.path.partition("/")
            inside.setdefault(top, []).append(replace(file, path=rest or file.name))
    for entry in entries:
        own = inside.pop(entry.folder, [])
        together = [f"Handed in for a group of {len(entry.owners)}."] if len(entry.owners) > 1 else []
        layout.deliveries.append(Delivery(entry.folder, entry.owners, own, together, entry.submitted))
        if not own:
            layout.notes.append(f"Gradescope lists {shown(entry.folder)}, and there is nothing in such a folder.")
        if not entry.owners:
            layout.notes.append(f"Gradescope names nobody for {shown(entry.folder)}: it was left out.")
    layout.notes += [f"{shown(top)} is not in {gradescope.NAME}, and was left out." for top in sorted(inside)]
    return layout


def _moodle(files: list[File]) -> Layout | None:
    layout = Layout("Moodle's download", "moodle_id", [])
    by_owner: dict[Owner, Delivery] = {}
    others: list[File] = []
    for file in files:
        top, _, rest = file.path.partition("/")
        found = MOODLE.fullmatch(top)
        if found is None:
            others.append(file)
            continue
        owner = Owner(found["name"], found["key"] or "")
        delivery = by_owner.setdefault(owner, Delivery(f"{found['name']}_{owner.key}".rstrip("_"), (owner,)))
        if found["plugin"] == "file":
            delivery.files.append(replace(file, path=rest or found["original"] or file.name))
        elif found["plugin"] == "onlinetext":
            delivery.notes.append("The text that you typed into Moodle is not read: hand in files.")
    layout.deliveries = list(by_owner.values())
    layout.notes += _left_out(others)
    return layout if by_owner else None


def _canvas(files: list[File]) -> Layout | None:
    layout = Layout("Canvas's download", "canvas_id", [])
    by_owner: dict[Owner, Delivery] = {}
    others: list[File] = []
    for file in files:
        top, _, rest = file.path.partition("/")
        anonymous = CANVAS_ANONYMOUS.fullmatch(top)
        found = anonymous or CANVAS_TEXT.fullmatch(top) or CANVAS.fullmatch(top)
        if found is None:
            others.append(file)
            continue
        owner = Owner(found["name"] or "", "" if anonymous else found["key"])
        delivery = by_owner.setdefault(owner, Delivery(f"{owner.name}_{owner.key}".strip("_"), (owner,)))
        delivery.late = delivery.late or bool(found["late"])
        if found["original"] in ("text.html", "link.html"):
            delivery.notes.append("The text or link that you gave Canvas is not read: hand in files.")
        else:
            delivery.files.append(replace(file, path=rest or found["original"]))
    if any(owner.name.startswith("anon_") and not owner.key for owner in by_owner):
        layout.notes.append(
            "Canvas hid the names of this assignment (anon_...): end the anonymous grading there and download again."
        )
    layout.deliveries = list(by_owner.values())
    layout.notes += _left_out(others)
    return layout if by_owner and len(others) <= len(files) / 2 else None


def _plain(files: list[File]) -> Layout:
    """Read folders, zips and files that are each named after a student."""
    layout = Layout("one folder, zip or file a student", "", [])
    by_name: dict[str, Delivery] = {}
    others: list[File] = []
    for file in files:
        top, _, rest = file.path.partition("/")
        if rest:
            name = "" if names.chapter_in(top) else top
        elif file.trouble:
            layout.notes.append(f"{shown(file.shown or file.path)} {file.trouble}.")
            continue
        elif file.kind in ("python", "notebook"):
            if names.is_support(top):
                continue
            meant = names.meaning(top)
            name = names.stem(top) if meant is None else meant.before
            rest = "" if meant is None else top[len(name) :].lstrip("_ -.")
        elif file.kind in ("zip", "archive"):
            name = re.sub(r"(?i)(\.tar)?\.[a-z0-9]+$", "", top)
        else:
            others.append(file)
            continue
        if not name:
            layout.notes.append(f"{shown(top)} names no student, and was left out: there must be {ONE_PERSON}.")
            continue
        delivery = by_name.setdefault(name, Delivery(top, (Owner(name),)))
        delivery.files.append(replace(file, path=rest or top))
    layout.deliveries = list(by_name.values())
    layout.notes = [*dict.fromkeys(layout.notes), *_left_out(others)]
    return layout


def _left_out(files: list[File]) -> list[str]:
    which = [shown(file.shown or file.path) for file in files]
    return [f"Nobody's, and left out: {listing(which)}."] if which else []
